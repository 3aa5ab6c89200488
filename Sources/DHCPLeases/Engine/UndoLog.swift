import DHCP

/// What the latest changes superseded besides leases, so that a change that can not be stored is taken back wholly.
///
/// The leases stand in the change itself. Offers and counts are in no store; they are kept here while it may be asked for
/// them.
struct UndoLog: Sendable {
    /// Something that a change ended or counted.
    enum Superseded: Sendable {
        /// An offer that was withdrawn, and by whom it was counted.
        case offer(LeaseTable.Row, by: [LimitedSender])
        /// What decided about the OFFER of a lease that was there already.
        case terms(OfferTerms, askedTime: UInt32, until: UInt32)
        /// A lease that was counted against limits.
        case count(SenderLimits.Count)
        /// A change that superseded nothing, so that none before it is taken for it.
        case nothing
    }

    private struct Entry: Sendable {
        let superseded: Superseded
        var change: Key
        /// Whether it is the first of its change.
        var isFirst = false
    }

    /// By what a change is found: the address, what became of it, and what was there.
    ///
    /// A renewal within the second in which the lease began makes the same of it, and of something else.
    private struct Key: Equatable, Sendable {
        private struct Side: Equatable, Sendable {
            var start: UInt32 = 0
            var end: UInt32 = 0
            var state: LeaseState?

            init(_ lease: Lease?) {
                guard let lease else { return }
                (start, end, state) = (lease.start, lease.end, lease.state)
            }
        }

        private var address = IPv4Address.any
        private var before = Side(nil)
        private var after = Side(nil)

        init() {}

        init(_ change: LeaseChange) {
            address = change.address ?? .any
            (before, after) = (Side(change.before), Side(change.after))
        }
    }

    /// So many are kept at least: a server takes no more decisions before it knows whether the ones before are stored.
    private static let limit = 8192

    private var entries: [Entry] = []
    /// How many of the last entries have no change yet.
    private var open = 0

    /// Begins a decision.
    mutating func begin() {
        if open > 0 {
            entries.removeLast(open)
            open = 0
        }
    }

    /// Takes note of something that is superseded by the next change.
    mutating func note(_ superseded: Superseded) {
        entries.append(Entry(superseded: superseded, change: Key()))
        open += 1
    }

    /// What was noted belongs to this change.
    mutating func end(with change: LeaseChange) {
        if open == 0 { note(.nothing) }
        let key = Key(change)
        for index in entries.count - open..<entries.count { entries[index].change = key }
        entries[entries.count - open].isFirst = true
        open = 0
        if entries.count >= 2 * Self.limit { entries.removeFirst(entries.count - Self.limit) }
    }

    /// Takes out what a change superseded, the latest first.
    mutating func take(_ change: LeaseChange) -> [Superseded] {
        let key = Key(change)
        guard let last = entries.lastIndex(where: { $0.change == key }) else { return [] }
        var first = last
        while first > 0, !entries[first].isFirst { first -= 1 }
        let found = entries[first...last].reversed().map(\.superseded)
        entries.removeSubrange(first...last)
        return found
    }
}
