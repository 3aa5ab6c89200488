public import DHCP
public import DHCPLeases

/// What a server knows around a message: its configuration, how full the pools are that the client could get an address
/// from, and who has the addresses that matter.
public struct NetworkFacts: Sendable {
    /// A pool on the client's link.
    public struct PoolFacts: Hashable, Sendable {
        /// Its addresses.
        public var range: IPv4Range
        /// Its subnet.
        public var subnet: IPv4Prefix
        /// The classes whose members get its addresses; empty for everybody.
        public var classes: [String]
        /// Whether it is for clients with a reservation, for those without one, or for all.
        public var clients: Pool.Clients
        /// How many of its addresses are for everybody.
        public var capacity: Int
        /// How many of those are free.
        public var free: Int
        /// How many addresses are leased, when none is free.
        public var bound = 0
        /// How many addresses rest, when none is free.
        public var declined = 0
        /// When the first lease ends, as a time of day in seconds since 1970, when no address is free; `nil` when none does.
        public var firstEnd: UInt32?
        /// Where it stands in the configuration, such as `subnets[0].pools[1]`.
        public var rule: String
    }

    /// What is served.
    public let configuration: LeaseConfiguration
    /// The pools of the client's link, in the order in which they are used.
    public let pools: [PoolFacts]
    /// Who has, or had, the addresses that the message or the way to the decision names; with times of day.
    public let holders: [IPv4Address: Lease]
    /// The time of day, in seconds since 1970.
    public let now: UInt32
    /// The other servers of the cluster; `nil` when there are none.
    public let cluster: ClusterView?

    /// So many addresses of a pool are looked at to say when the first lease of a full one ends.
    private static let lookLimit = 1 << 16

    /// Collects what an engine knows around a message.
    ///
    /// `secondsToTimeOfDay` makes times of day out of the engine's. It changes nothing, and takes longer the larger the full
    /// pools are: up to some 10 ms.
    public init(
        _ engine: LeaseEngine, about message: ExplainedMessage, at now: DHCPInstant, secondsToTimeOfDay: Int64 = 0
    ) {
        self.init(
            engine, about: message, at: now, secondsToTimeOfDay: secondsToTimeOfDay, lookLimit: Self.lookLimit)
    }

    /// The same; so many addresses of a full pool are looked at.
    package init(
        _ engine: LeaseEngine, about message: ExplainedMessage, at now: DHCPInstant, secondsToTimeOfDay: Int64,
        lookLimit: Int
    ) {
        configuration = engine.configuration
        cluster = engine.cluster
        self.now = UInt32(clamping: now.seconds + secondsToTimeOfDay)
        let places = ConfiguredPlaces(configuration)
        let usage = Dictionary(engine.pools.map { ($0.range, $0) }, uniquingKeysWith: { first, _ in first })
        var pools: [PoolFacts] = []
        for place in message.subnet.map(places.link) ?? [] {
            let subnet = configuration.subnets[place]
            for (index, pool) in subnet.pools.enumerated() {
                var facts = PoolFacts(
                    range: pool.range, subnet: subnet.prefix, classes: pool.classes, clients: pool.clients,
                    capacity: usage[pool.range]?.capacity ?? 0, free: usage[pool.range]?.free ?? 0,
                    rule: "subnets[\(place)].pools[\(index)]")
                if facts.free == 0 { facts.count(engine, secondsToTimeOfDay, limit: lookLimit) }
                pools.append(facts)
            }
        }
        self.pools = pools
        var holders: [IPv4Address: Lease] = [:]
        let addresses = message.trace.addresses + [message.namedAddress, message.givenAddress].compactMap { $0 }
        for address in addresses { holders[address] = engine.lease(at: address)?.shifted(by: secondsToTimeOfDay) }
        self.holders = holders
    }

    /// Who has an address now; `nil` when nobody does.
    func holder(of address: IPv4Address) -> Lease? {
        holders[address].flatMap { $0.state == .bound || $0.state == .declined ? $0 : nil }
    }
}

extension NetworkFacts.PoolFacts {
    /// Looks at the leases of a full pool.
    fileprivate mutating func count(_ engine: LeaseEngine, _ shift: Int64, limit: Int) {
        var address = range.first
        for _ in 0..<min(range.count, limit) {
            if let lease = engine.lease(at: address) {
                if lease.state == .declined { declined += 1 }
                if lease.state == .bound {
                    bound += 1
                    let end = lease.shifted(by: shift).end
                    if end != LeaseTimes.infinite { firstEnd = min(firstEnd ?? end, end) }
                }
            }
            address = IPv4Address(bitPattern: address.bitPattern &+ 1)
        }
    }
}

extension DecisionTrace {
    /// The addresses that were looked at one by one.
    var addresses: [IPv4Address] {
        steps.flatMap { step -> [IPv4Address] in
            switch step {
            case .address(let address, _, _, _): [address]
            case .reservation(_, let address): address.map { [$0] } ?? []
            default: []
            }
        }
    }
}
