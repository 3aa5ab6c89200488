/// Rows in the order of a time each has: when a lease or an offer ends.
///
/// Four wheels of 256 lists, one for each octet of a 32-bit time in seconds. A row hangs in the wheel of the highest
/// octet in which its time differs from now, and comes down a wheel when that octet is reached. Adding and removing
/// take constant time, whatever the number of rows and however the times differ. (A heap costs a miss of the
/// processor's cache for each of its twenty levels at a million leases, and each renewal goes through all of them.)
package struct TimingWheel: Sendable {
    private static var due: Int { 1024 }

    /// The first row of each list: 4 wheels of 256, then the list of what is due.
    private var heads = [Int32](repeating: -1, count: 1025)
    /// Which lists of each wheel have rows.
    private var occupied = [UInt64](repeating: 0, count: 16)
    private var entries: [Entry] = []
    /// Until when everything has been moved to the list of what is due.
    private var now: UInt32 = 0

    /// Makes a wheel with room for `rows` rows.
    package init(minimumCapacity rows: Int = 0) {
        entries.reserveCapacity(rows)
    }

    /// Makes room for so many rows.
    mutating func reserve(_ rows: Int) {
        entries.reserveCapacity(rows)
    }

    private struct Entry {
        var next: Int32 = -1
        var previous: Int32 = -1
        var time: UInt32 = 0
        /// The list the row is in, or -1.
        var list: Int16 = -1
    }

    /// Adds `row` at `time`; a row that is there already moves.
    package mutating func set(_ row: Int32, at time: UInt32) {
        while entries.count <= Int(row) { entries.append(Entry()) }
        remove(row)
        entries[Int(row)].time = time
        insert(row)
    }

    /// Removes `row`, if it is there.
    package mutating func remove(_ row: Int32) {
        guard Int(row) < entries.count else { return }
        let entry = entries[Int(row)]
        guard entry.list >= 0 else { return }
        if entry.previous >= 0 {
            entries[Int(entry.previous)].next = entry.next
        } else {
            heads[Int(entry.list)] = entry.next
            if entry.next < 0 { markEmpty(Int(entry.list)) }
        }
        if entry.next >= 0 { entries[Int(entry.next)].previous = entry.previous }
        entries[Int(row)].list = -1
    }

    /// Takes out one row whose time is `time` or earlier; `nil` when there is none.
    package mutating func popDue(until time: UInt32) -> Int32? {
        advance(to: time)
        let row = heads[Self.due]
        if row < 0 { return nil }
        remove(row)
        return row
    }

    private mutating func insert(_ row: Int32) {
        let time = entries[Int(row)].time
        let list: Int
        if time <= now {
            list = Self.due
        } else {
            let wheel = (31 - (time ^ now).leadingZeroBitCount) / 8
            list = wheel * 256 + Int(time >> UInt32(8 * wheel) & 255)
        }
        let head = heads[list]
        entries[Int(row)].next = head
        entries[Int(row)].previous = -1
        entries[Int(row)].list = Int16(list)
        if head >= 0 { entries[Int(head)].previous = row }
        heads[list] = row
        if list < Self.due { occupied[list / 64] |= 1 << UInt64(list % 64) }
    }

    /// Moves `now` forward and what became due on the way to the list of what is due.
    ///
    /// Time never goes back here.
    private mutating func advance(to time: UInt32) {
        while now < time {
            guard let (list, reached) = nextList(), reached <= time else {
                now = time
                return
            }
            now = reached
            var row = heads[list]
            heads[list] = -1
            markEmpty(list)
            while row >= 0 {
                let next = entries[Int(row)].next
                entries[Int(row)].list = -1
                insert(row)
                row = next
            }
        }
    }

    /// The next list with rows, and the time at which its turn comes.
    private func nextList() -> (list: Int, time: UInt32)? {
        for wheel in 0..<4 {
            let shift = UInt32(8 * wheel)
            let current = Int(now >> shift & 255)
            guard let slot = nextOccupied(wheel, after: current) else { continue }
            let above = wheel == 3 ? 0 : (now >> (shift + 8)) << (shift + 8)
            return (wheel * 256 + slot, above | UInt32(slot) << shift)
        }
        return nil
    }

    private func nextOccupied(_ wheel: Int, after slot: Int) -> Int? {
        var start = slot + 1
        while start < 256 {
            let word = occupied[wheel * 4 + start / 64] >> UInt64(start % 64)
            if word != 0 { return start + word.trailingZeroBitCount }
            start = (start / 64 + 1) * 64
        }
        return nil
    }

    private mutating func markEmpty(_ list: Int) {
        if list < Self.due { occupied[list / 64] &= ~(1 << UInt64(list % 64)) }
    }
}
