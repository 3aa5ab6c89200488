/// The rows of ended leases of each pool, the one that ended longest ago first.
///
/// A binary heap for each pool, and for each row its place in the heap, so that a client that comes back takes its row
/// out of the middle. Of leases that ended together the lowest address comes first, whatever happened before.
package struct LapsedLeases: Sendable {
    private struct Entry {
        /// The end of the lease, then the place of its address in the pool.
        let key: UInt64
        let row: Int32
    }

    private var heaps: [[Entry]]
    /// For each row its place in its pool's heap, or -1.
    private var places: [Int32] = []

    /// Makes heaps for so many pools, with room for `rows` rows in all.
    package init(pools: Int, minimumCapacity rows: Int = 0) {
        heaps = Array(repeating: [], count: pools)
        places.reserveCapacity(rows)
    }

    /// Makes room for so many rows.
    mutating func reserve(_ rows: Int) {
        places.reserveCapacity(rows)
    }

    /// The row of `pool` that ended first, and when; `isExcluded` holds for two rows at most.
    ///
    /// The third of a heap is at the latest on its third level.
    package func first(in pool: Int, except isExcluded: (Int32) -> Bool = { _ in false }) -> (row: Int32, end: UInt32)?
    {
        guard let first = heaps[pool].first else { return nil }
        let entry =
            isExcluded(first.row)
            ? heaps[pool].prefix(7).filter { !isExcluded($0.row) }.min { $0.key < $1.key } : first
        return entry.map { ($0.row, UInt32(truncatingIfNeeded: $0.key >> 32)) }
    }

    /// Of the rows of `pool` that ended first, so far as `limit` are looked at, the first that has the most of `rank`;
    /// `nil` when none has any.
    func first(in pool: Int, limit: Int, rank: (Int32) -> Int?) -> (row: Int32, end: UInt32)? {
        var best: (rank: Int, entry: Entry)?
        // The rows that ended first are near the top of the heap.
        for entry in heaps[pool].prefix(limit) {
            guard let rank = rank(entry.row) else { continue }
            if let best, (best.rank, entry.key) >= (rank, best.entry.key) { continue }
            best = (rank, entry)
        }
        return best.map { ($0.entry.row, UInt32(truncatingIfNeeded: $0.entry.key >> 32)) }
    }

    package func count(in pool: Int) -> Int { heaps[pool].count }

    /// All rows of a pool, in the order in which their addresses are given away.
    func order(in pool: Int) -> [Int32] { heaps[pool].sorted { $0.key < $1.key }.map(\.row) }

    /// Adds a row that is not there yet, of the address at `offset` of the pool.
    package mutating func insert(_ row: Int32, end: UInt32, offset: Int, in pool: Int) {
        while places.count <= Int(row) { places.append(-1) }
        heaps[pool].append(Entry(key: UInt64(end) << 32 | UInt64(UInt32(truncatingIfNeeded: offset)), row: row))
        places[Int(row)] = Int32(heaps[pool].count - 1)
        rise(from: heaps[pool].count - 1, in: pool)
    }

    /// Removes a row, if it is there.
    package mutating func remove(_ row: Int32, in pool: Int) {
        guard Int(row) < places.count, places[Int(row)] >= 0 else { return }
        let place = Int(places[Int(row)])
        places[Int(row)] = -1
        let last = heaps[pool].removeLast()
        if place == heaps[pool].count { return }
        set(last, at: place, in: pool)
        rise(from: place, in: pool)
        sink(from: Int(places[Int(last.row)]), in: pool)
    }

    private mutating func rise(from start: Int, in pool: Int) {
        var place = start
        let entry = heaps[pool][place]
        while place > 0, heaps[pool][(place - 1) / 2].key > entry.key {
            set(heaps[pool][(place - 1) / 2], at: place, in: pool)
            place = (place - 1) / 2
        }
        set(entry, at: place, in: pool)
    }

    private mutating func sink(from start: Int, in pool: Int) {
        var place = start
        let entry = heaps[pool][place]
        while true {
            var child = 2 * place + 1
            if child >= heaps[pool].count { break }
            if child + 1 < heaps[pool].count, heaps[pool][child + 1].key < heaps[pool][child].key { child += 1 }
            if heaps[pool][child].key >= entry.key { break }
            set(heaps[pool][child], at: place, in: pool)
            place = child
        }
        set(entry, at: place, in: pool)
    }

    private mutating func set(_ entry: Entry, at place: Int, in pool: Int) {
        heaps[pool][place] = entry
        places[Int(entry.row)] = Int32(place)
    }
}
