public import DHCP
public import DHCPLeases

/// What another configuration would do to those who have leases, before it is served: each lease is renewed under the old
/// one and under the new one, and the answers are compared.
public struct ChangePlan: Hashable, Sendable, Codable {
    /// A client that loses its address.
    public struct Loss: Hashable, Sendable, Codable {
        /// The address.
        public let address: IPv4Address
        /// Who has it, for people.
        public let client: String
        /// Why it is lost, in words.
        public let cause: String
        /// What the client gets instead; `nil` for nothing.
        public let next: IPv4Address?
        /// When the client notices, as a time of day in seconds since 1970.
        public let notice: UInt32
        /// When the lease runs out; then the address is gone at the latest.
        public let end: UInt32
    }

    /// A pool that is too small, or nearly.
    public struct TightPool: Hashable, Sendable, Codable {
        /// Its addresses.
        public let range: IPv4Range
        /// How many of them are for everybody.
        public let capacity: Int
        /// How many would be free.
        public let free: Int
    }

    /// How many leases run.
    public let leases: Int
    /// How many clients see some difference.
    public let changed: Int
    /// Who loses an address; the first of them, those that notice first in front.
    public let losses: [Loss]
    /// How many lose their address.
    public let lossCount: Int
    /// What changes, and for how many clients.
    public let groups: [DifferenceGroup]
    /// When the first client notices anything, and when the last, as times of day in seconds since 1970; `nil` when none does.
    public let firstNotice: UInt32?
    /// When the last one notices.
    public let lastNotice: UInt32?
    /// Pools in which less than a tenth would be free.
    public let tightPools: [TightPool]
    /// What clients say of themselves that is not kept with their leases, and on which classes depend.
    public let remarks: [String]

    /// So many losses are named one by one.
    public static let lossLimit = 1000

    /// Compares two engines that have the same leases; `now` is of their time, which `secondsToTimeOfDay` makes one of day.
    ///
    /// Both are as they were afterwards.
    public init(
        from old: inout LeaseEngine, to new: inout LeaseEngine, at now: DHCPInstant, secondsToTimeOfDay: Int64 = 0
    ) {
        var survey = PlanSurvey(from: old.configuration, to: new.configuration, at: now)
        for lease in old.leases.filter({ $0.state == .bound }) { survey.look(at: lease, &old, &new) }
        let shift = { (time: UInt32) in UInt32(clamping: Int64(time) + secondsToTimeOfDay) }
        leases = survey.count
        changed = survey.tally.changedCount
        lossCount = survey.losses.count
        losses = survey.losses.sorted { ($0.notice, $0.address) < ($1.notice, $1.address) }.prefix(Self.lossLimit).map {
            Loss(
                address: $0.address, client: $0.client, cause: $0.cause, next: $0.next, notice: shift($0.notice),
                end: $0.end == LeaseTimes.infinite ? $0.end : shift($0.end))
        }
        groups = survey.tally.sorted
        firstNotice = survey.firstNotice.map(shift)
        lastNotice = survey.lastNotice.map(shift)
        tightPools = new.pools.filter { $0.capacity > 0 && $0.free * 10 < $0.capacity }.map {
            TightPool(range: $0.range, capacity: $0.capacity, free: $0.free)
        }
        remarks = survey.remarks
    }

    /// Whether somebody loses an address.
    public var losesAddresses: Bool { lossCount > 0 }
}
