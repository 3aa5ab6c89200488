import DHCP

/// A ``ClusterView`` as decisions ask it.
///
/// On the heap, so that a server without others pays a comparison with `nil`.
final class Membership: Sendable {
    let view: ClusterView
    /// The buckets that are this server's.
    private let owned: [Bool]
    private let living: Rendezvous
    private let names: [String]
    /// The place of this server among those that have clients, by name; `nil` when it is none of them.
    private let place: Int?
    /// The part of a pool in which this server begins: one for each member, also for those that are gone, since nobody else
    /// knows what they offered.
    private let part: (number: Int, count: Int)
    /// Whether this server serves what it should.
    let isConfigurationCurrent: Bool

    /// Makes one of a view; what follows from who has clients is taken from an earlier one of the same server, if it can be.
    init(_ view: ClusterView, after last: Membership? = nil) {
        self.view = view
        let names = view.owners.map(\.name).sorted()
        if let last, last.names == names, last.view.name == view.name {
            (living, place, owned) = (last.living, last.place, last.owned)
        } else {
            let (living, place) = (Rendezvous(names), names.firstIndex(of: view.name))
            owned = (0..<256).map { place != nil && living.first(for: $0) == place }
            (self.living, self.place) = (living, place)
        }
        self.names = names
        let all = view.members.map(\.name).sorted()
        part = (all.firstIndex(of: view.name) ?? 0, max(1, all.count))
        isConfigurationCurrent = view.isConfigurationCurrent
    }

    /// How many buckets each member has.
    var buckets: [String: Int] {
        let owners = (0..<256).compactMap { living.first(for: $0) }.map { names[$0] }
        return Dictionary(owners.map { ($0, 1) }, uniquingKeysWith: +)
    }

    func owns(_ bucket: UInt8) -> Bool { owned[Int(bucket)] }

    /// Another member that names itself so to clients, a living one first.
    func other(named identifier: IPv4Address) -> ClusterView.Member? {
        let others = view.members.filter { $0.name != view.name && $0.identifiers.contains(identifier) }
        return others.first(where: \.isAlive) ?? others.first
    }

    /// Whether an address of a pool is this server's to give away first.
    func prefers(_ address: IPv4Address) -> Bool {
        place != nil && living.first(for: UInt64(address.bitPattern) | 1 << 32) == place
    }

    /// Where in a pool of so many addresses this server begins to look for one that was never used.
    ///
    /// Each begins elsewhere, so that two of them hardly ever want the same address.
    func start(in count: Int) -> Int { count / part.count * part.number }

    /// For how long behind its end a lease of so many seconds is promised.
    ///
    /// The skew is in it: others may think that it is later than this server does.
    func lead(of time: UInt32) -> UInt32 {
        if time == LeaseTimes.infinite { return 0 }
        return UInt32(clamping: UInt64(time) * UInt64(view.leadPercent) / 100 + UInt64(view.skew))
    }

    /// When an address is free that is promised until then.
    func end(ofPromise promised: UInt32) -> UInt32 { Lease.moved(end: promised, by: Int64(view.grace)) }

    /// Whether what ended then is over for all members.
    func isOver(_ end: UInt32, at now: UInt32) -> Bool {
        end == LeaseTimes.infinite || UInt64(end) + UInt64(view.skew) <= UInt64(now)
    }

    /// Whether this server may decide that leases have run out.
    var takesOver: Bool { view.hasQuorum && view.skew <= view.skewLimit }

    /// For how many seconds a lease may be extended without a quorum; `nil` when the promise is used up.
    func rest(of promised: UInt32, at now: UInt32) -> UInt32? {
        if promised == LeaseTimes.infinite { return promised }
        let rest = Int64(promised) - Int64(now) - 2 * Int64(view.skew)
        return rest > 0 ? UInt32(clamping: rest) : nil
    }
}
