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
        /// When the first rest ends, likewise.
        public var firstRestEnd: UInt32?
        /// The hardware addresses on record at addresses that rest, when none is free; some of them where there are many.
        public var restingFor: [HardwareAddress] = []
        /// Who has most of the leased addresses, when none is free.
        public var hoarder: Hoarder?
        /// Where it stands in the configuration, such as `subnets[0].pools[1]`.
        public var rule: String
    }

    /// Who has several addresses of a pool.
    public struct Hoarder: Hashable, Sendable {
        /// What they have in common.
        public enum Kind: Hashable, Sendable {
            /// One hardware address, with different client identifiers.
            case machine(HardwareAddress)
            /// One port of a relay (its circuit identifier).
            case port([UInt8])
        }

        /// Who it is.
        public var kind: Kind
        /// How many addresses that are.
        public var count: Int
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
        pools = PoolFacts.pools(
            engine, of: message.subnet.map(places.link) ?? [], secondsToTimeOfDay: secondsToTimeOfDay,
            lookLimit: lookLimit)
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
    /// The pools of subnets, in their order; so many addresses of each full one are looked at.
    package static func pools(
        _ engine: LeaseEngine, of subnets: [Int], secondsToTimeOfDay: Int64 = 0, lookLimit: Int
    ) -> [Self] {
        let usage = Dictionary(engine.pools.map { ($0.range, $0) }, uniquingKeysWith: { first, _ in first })
        return subnets.flatMap { place -> [Self] in
            let subnet = engine.configuration.subnets[place]
            return subnet.pools.enumerated().map { index, pool in
                var facts = Self(
                    range: pool.range, subnet: subnet.prefix, classes: pool.classes, clients: pool.clients,
                    capacity: usage[pool.range]?.capacity ?? 0, free: usage[pool.range]?.free ?? 0,
                    rule: "subnets[\(place)].pools[\(index)]")
                if facts.free == 0 { facts.count(engine, secondsToTimeOfDay, limit: lookLimit) }
                return facts
            }
        }
    }

    /// So many hardware addresses of those that rest are named.
    private static let namedLimit = 4

    /// Looks at the leases of a full pool.
    fileprivate mutating func count(_ engine: LeaseEngine, _ shift: Int64, limit: Int) {
        var holdings: [NetworkFacts.Hoarder.Kind: Int] = [:]
        var address = range.first
        for _ in 0..<min(range.count, limit) {
            if let lease = engine.lease(at: address) { count(lease.shifted(by: shift), &holdings) }
            address = IPv4Address(bitPattern: address.bitPattern &+ 1)
        }
        hoarder = holdings.max { $0.value < $1.value }.map { NetworkFacts.Hoarder(kind: $0.key, count: $0.value) }
    }

    private mutating func count(_ lease: Lease, _ holdings: inout [NetworkFacts.Hoarder.Kind: Int]) {
        let end = lease.end == LeaseTimes.infinite ? nil : lease.end
        if lease.state == .declined {
            declined += 1
            firstRestEnd = [firstRestEnd, end].compactMap { $0 }.min()
            let hardware = lease.hardwareAddress
            if restingFor.count < Self.namedLimit, !restingFor.contains(hardware) { restingFor.append(hardware) }
        }
        guard lease.state == .bound else { return }
        bound += 1
        firstEnd = [firstEnd, end].compactMap { $0 }.min()
        if lease.hardwareAddress.count > 0 { holdings[.machine(lease.hardwareAddress), default: 0] += 1 }
        let relay = lease.relayAgentInformation.flatMap { try? RelayAgentInformation(decoding: $0) }
        if let port = relay?.circuitID { holdings[.port(port), default: 0] += 1 }
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
