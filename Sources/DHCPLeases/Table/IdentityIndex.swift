/// Finds the row of a client: an open hash table of row numbers with their hashes.
///
/// It keeps no keys, since the rows have them, so it takes 12 to 24 octets a row where a `Dictionary` takes over 100.
package struct IdentityIndex: Sendable {
    /// The hash in the upper half, the row + 1 in the lower; 0 is an empty place.
    private var places: [UInt64]
    private var count = 0

    package init() {
        places = Array(repeating: 0, count: 64)
    }

    /// The rows with one hash, one after another.
    ///
    /// A look-up goes on until it finds the row that is the client's. (A closure that says which one is would make the
    /// caller copy the whole table to hand it over.)
    package struct Search {
        let hash: UInt32
        var place: Int
    }

    package func search(_ hash: UInt32) -> Search {
        Search(hash: hash, place: Int(hash) & (places.count - 1))
    }

    /// The next row with the hash; `nil` when there are no more.
    package func next(_ search: inout Search) -> Int32? {
        while places[search.place] != 0 {
            let entry = places[search.place]
            search.place = (search.place + 1) & (places.count - 1)
            if UInt32(truncatingIfNeeded: entry >> 32) == search.hash {
                return Int32(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
            }
        }
        return nil
    }

    /// Adds a row that is not there yet.
    package mutating func insert(_ row: Int32, hash: UInt32) {
        if (count + 1) * 3 > places.count * 2 { grow() }
        count += 1
        enter(UInt64(hash) << 32 | UInt64(UInt32(row + 1)))
    }

    /// Removes a row, if it is there, and closes the gap it leaves.
    package mutating func remove(_ row: Int32, hash: UInt32) {
        let mask = places.count - 1
        let entry = UInt64(hash) << 32 | UInt64(UInt32(row + 1))
        var gap = Int(hash) & mask
        while places[gap] != entry {
            if places[gap] == 0 { return }
            gap = (gap + 1) & mask
        }
        count -= 1
        var next = (gap + 1) & mask
        while places[next] != 0 {
            let home = Int(places[next] >> 32) & mask
            if (next - home) & mask >= (next - gap) & mask {
                places[gap] = places[next]
                gap = next
            }
            next = (next + 1) & mask
        }
        places[gap] = 0
    }

    private mutating func enter(_ entry: UInt64) {
        var place = Int(entry >> 32) & (places.count - 1)
        while places[place] != 0 { place = (place + 1) & (places.count - 1) }
        places[place] = entry
    }

    /// Makes room for so many rows.
    package mutating func reserve(_ rows: Int) {
        var count = places.count
        while (rows + 1) * 3 > count * 2 { count *= 2 }
        if count > places.count { grow(to: count) }
    }

    private mutating func grow(to count: Int? = nil) {
        let old = places
        places = Array(repeating: 0, count: count ?? old.count * 2)
        for entry in old where entry != 0 { enter(entry) }
    }
}
