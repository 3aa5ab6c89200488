import DHCP

/// The configuration as the engine looks things up in it.
///
/// A class, because as a value it was copied to the stack for every look-up. It never changes.
final class NetworkPlan: Sendable {
    /// In the order of their addresses.
    let subnets: [PlannedSubnet]
    /// In the order of their addresses.
    let pools: [PlannedPool]
    /// The first address of each network, by which other servers know it.
    let networkAddresses: [IPv4Address]
    /// For each network its pools, in the order in which they are used.
    let networkPools: [[Int]]
    /// How many addresses all pools hold together.
    let slotCount: Int
    /// Addresses inside pools that are not for everybody.
    let withheld: [(pool: Int, address: IPv4Address)]
    /// Addresses that are never leased, to nobody: this server's own, routers, relays, networks and broadcasts.
    let forbidden: Set<IPv4Address>
    let classes: PlannedClasses
    let reservations: PlannedReservations
    /// For each network, and last for addresses in none, for how many seconds an ended lease outside the pools is kept.
    let retention: [UInt32]
    /// Whether any subnet has its addresses probed by an echo.
    let pings: Bool
    private let relays: [IPv4Address: Int]
    private let interfaces: [String: Int]
    /// Who may ask for leases, in the order of their addresses; blocks inside others are left out.
    private let requesters: [IPv4Prefix]

    init(_ configuration: LeaseConfiguration) throws(LeaseConfigurationError) {
        requesters = configuration.leaseQueryRequesters.sorted { ($0.address, $0.length) < ($1.address, $1.length) }
            .reduce(into: []) { list, next in
                if !(list.last?.contains(next.address) ?? false) { list.append(next) }
            }
        let ordered = configuration.subnets.sorted { $0.prefix.address < $1.prefix.address }
        for (lower, upper) in zip(ordered, ordered.dropFirst()) where lower.prefix.overlaps(upper.prefix) {
            throw .overlappingSubnets(lower.prefix, upper.prefix)
        }
        var networkNumbers: [String: Int] = [:]
        var networkCount = 0
        var subnets: [PlannedSubnet] = []
        let boot = configuration.boot.map(BootPlan.init)
        for subnet in ordered {
            var network = networkCount
            if let name = subnet.sharedNetwork, let known = networkNumbers[name] {
                network = known
            } else {
                if let name = subnet.sharedNetwork { networkNumbers[name] = network }
                networkCount += 1
            }
            subnets.append(PlannedSubnet(subnet, network: network, configuration: configuration, boot: boot))
        }
        self.subnets = subnets
        pings = subnets.contains(where: \.conflictCheck.ping)
        networkAddresses = subnets.reversed().reduce(into: Array(repeating: .any, count: networkCount)) {
            $0[$1.network] = $1.prefix.address
        }
        retention = Self.retention(subnets, count: networkCount, others: configuration.times)
        classes = try PlannedClasses(configuration)
        reservations = try PlannedReservations(ordered, networks: subnets.map(\.network), count: networkCount)
        (pools, slotCount) = try Self.pools(of: ordered, subnets: subnets, classes: classes)
        networkPools = Self.networkPools(subnets: subnets, pools: pools, count: networkCount, ordered: ordered)
        forbidden = Self.forbidden(subnets: subnets, pools: pools, configuration: configuration)
        withheld = Self.withheld(pools: pools, forbidden.union(reservations.addresses))
        relays = try Self.table(
            ordered.enumerated().flatMap { index, subnet in subnet.relays.map { ($0, index) } }, subnets)
        interfaces = try Self.table(
            ordered.enumerated().compactMap { index, subnet in subnet.interface.map { ($0, index) } }, subnets)
    }

    private static func pools(
        of ordered: [Subnet], subnets: [PlannedSubnet], classes: PlannedClasses
    ) throws(LeaseConfigurationError) -> ([PlannedPool], Int) {
        var pools: [(pool: Pool, subnet: Int)] = []
        for (index, subnet) in ordered.enumerated() {
            for pool in subnet.pools {
                guard subnet.prefix.contains(pool.range.first), subnet.prefix.contains(pool.range.last) else {
                    throw .poolOutsideSubnet(pool.range, subnet.prefix)
                }
                if let address = pool.range.firstUnusable { throw .unusableAddress(address) }
                pools.append((pool, index))
            }
        }
        pools.sort { $0.pool.range.first < $1.pool.range.first }
        for (lower, upper) in zip(pools, pools.dropFirst()) where lower.pool.range.overlaps(upper.pool.range) {
            throw .overlappingPools(lower.pool.range, upper.pool.range)
        }
        var planned: [PlannedPool] = []
        var slots = 0
        for (pool, subnet) in pools {
            let members = try classes.set(named: pool.classes)
            let scope = subnets[subnet].scope.narrowed(by: pool)
            planned.append(
                PlannedPool(
                    range: pool.range, subnet: subnet, firstSlot: slots, members: pool.classes.isEmpty ? nil : members,
                    clients: pool.clients, times: pool.times, scope: scope))
            slots += pool.range.count
        }
        if slots >= Int(Int32.max) { throw .tooManyAddresses }
        return (planned, slots)
    }

    /// Two of the longest lease times, so that a client that was away for long finds what it had; at most a month.
    private static func retention(_ subnets: [PlannedSubnet], count: Int, others: LeaseTimes) -> [UInt32] {
        func time(_ times: LeaseTimes) -> UInt32 { min(max(times.lease, times.maximumLease), 1_296_000) * 2 }
        var result = [UInt32](repeating: 0, count: count) + [time(others)]
        for subnet in subnets { result[subnet.network] = max(result[subnet.network], time(subnet.scope.times)) }
        return result
    }

    /// The pools of each network in the order in which the configuration names them.
    private static func networkPools(
        subnets: [PlannedSubnet], pools: [PlannedPool], count: Int, ordered: [Subnet]
    ) -> [[Int]] {
        var result = [[Int]](repeating: [], count: count)
        for (subnet, planned) in zip(ordered, subnets) {
            for pool in subnet.pools {
                let first = pool.range.first
                if let index = last(in: pools, where: { $0.range.first <= first }) {
                    result[planned.network].append(index)
                }
            }
        }
        return result
    }

    /// Network and broadcast addresses, this server's own, and those of routers and relays.
    private static func forbidden(
        subnets: [PlannedSubnet], pools: [PlannedPool], configuration: LeaseConfiguration
    ) -> Set<IPv4Address> {
        var addresses = configuration.serverAddresses
        if let identifier = configuration.identifier { addresses.insert(identifier) }
        for pool in pools { addresses.formUnion(pool.scope.options[.router] ?? []) }
        for subnet in subnets {
            addresses.formUnion(subnet.scope.options[.router] ?? [])
            addresses.formUnion(subnet.relays)
            if let broadcast = subnet.prefix.broadcast { addresses.formUnion([subnet.prefix.address, broadcast]) }
        }
        return addresses
    }

    private static func withheld(
        pools: [PlannedPool], _ addresses: Set<IPv4Address>
    ) -> [(pool: Int, address: IPv4Address)] {
        addresses.sorted().compactMap { address in
            guard let pool = last(in: pools, where: { $0.range.first <= address }), pools[pool].range.contains(address)
            else { return nil }
            return (pool, address)
        }
    }

    /// The subnet of each key; the first, when several subnets of one link have it.
    private static func table<Key: Hashable>(
        _ pairs: [(Key, Int)], _ subnets: [PlannedSubnet]
    ) throws(LeaseConfigurationError) -> [Key: Int] {
        var table: [Key: Int] = [:]
        for (key, subnet) in pairs {
            if let other = table[key] {
                if subnets[other].network != subnets[subnet].network { throw .ambiguousSubnet("\(key)") }
            } else {
                table[key] = subnet
            }
        }
        return table
    }

    // MARK: Looking up

    /// The subnet in which an address lies.
    func subnet(containing address: IPv4Address) -> Int? {
        guard let index = Self.last(in: subnets, where: { $0.prefix.address <= address }),
            subnets[index].prefix.contains(address)
        else { return nil }
        return index
    }

    /// Whether an address stands for a whole subnet, so that no host can have it.
    func isEdge(_ address: IPv4Address) -> Bool {
        guard let index = subnet(containing: address), let broadcast = subnets[index].prefix.broadcast else {
            return false
        }
        return address == broadcast || address == subnets[index].prefix.address
    }

    /// The subnet that a relay's address means.
    func subnet(relay address: IPv4Address) -> Int? {
        relays.isEmpty ? subnet(containing: address) : relays[address] ?? subnet(containing: address)
    }

    /// The subnet behind the interface by which a message came: that of the `client`'s own address when this server has an
    /// address there, the one that names the interface, else that of the server's first address in a subnet.
    func subnet(behind origin: borrowing DHCPOrigin, client: IPv4Address) -> Int? {
        if !client.isAny, !origin.localAddresses.isEmpty, let own = subnet(containing: client),
            origin.localAddress(in: subnets[own].prefix) != nil
        {
            return own
        }
        if !interfaces.isEmpty, let named = interfaces[origin.interface] { return named }
        if origin.localAddresses.isEmpty { return subnet(containing: origin.localAddress) }
        // An address of another interface says nothing of this link, though it was written to.
        if origin.localAddresses.contains(origin.localAddress), let written = subnet(containing: origin.localAddress) {
            return written
        }
        for address in origin.localAddresses {
            if let subnet = subnet(containing: address) { return subnet }
        }
        return nil
    }

    /// How replies are addressed, with the relays that may name the port at which they are answered (RFC 8357).
    func addressing(_ addressing: ReplyAddressing) -> ReplyAddressing {
        var addressing = addressing
        addressing.relays.formUnion(relays.keys)
        return addressing
    }

    /// Whether an address is one that may ask for leases (RFC 4388).
    func mayAsk(_ address: IPv4Address) -> Bool {
        Self.last(in: requesters) { $0.address <= address }.map { requesters[$0].contains(address) } ?? false
    }

    /// The pool in which an address lies.
    func pool(containing address: IPv4Address) -> Int? {
        guard let index = Self.last(in: pools, where: { $0.range.first <= address }),
            pools[index].range.contains(address)
        else { return nil }
        return index
    }

    /// The last element for which `isBefore` holds, when it holds for all elements in front of it too.
    private static func last<Element>(in elements: [Element], where isBefore: (Element) -> Bool) -> Int? {
        var (low, high) = (0, elements.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(elements[middle]) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}

/// A pool and where its addresses stand in the table.
struct PlannedPool: Sendable {
    let range: IPv4Range
    let subnet: Int
    let firstSlot: Int
    /// Whose members get its addresses; `nil` for everybody.
    let members: ClassSet?
    /// Whether they are for known clients, for others, or for all.
    let clients: Pool.Clients
    /// Lease times of its own, by which a trace says where a time comes from.
    let times: LeaseTimeOverrides
    /// What its clients are told.
    let scope: OptionScope

    func offset(of address: IPv4Address) -> Int { Int(address.bitPattern &- range.first.bitPattern) }
    func slot(of address: IPv4Address) -> Int { firstSlot + offset(of: address) }
    func address(at offset: Int) -> IPv4Address {
        IPv4Address(bitPattern: range.first.bitPattern + UInt32(offset))
    }

    /// Whether a client of these classes gets its addresses, which is known when it has a reservation.
    func admits(isKnown: Bool, _ classes: ClassSet) -> Bool {
        switch clients {
        case .all: break
        case .known: if !isKnown { return false }
        case .unknown: if isKnown { return false }
        }
        return members.map { $0.intersects(classes) } ?? true
    }
}

/// A subnet as the engine serves it.
///
/// A class, because a decision looks at it often and it never changes.
final class PlannedSubnet: Sendable {
    let prefix: IPv4Prefix
    /// The link: the same number for all subnets of a shared network.
    let network: Int
    /// Whether it has lease times of its own.
    let hasOwnTimes: Bool
    /// What its clients are told.
    let scope: OptionScope
    let relays: [IPv4Address]
    let autoConfigure: AutoConfigure?
    let conflictCheck: ConflictCheck

    init(_ subnet: Subnet, network: Int, configuration: LeaseConfiguration, boot: BootPlan?) {
        prefix = subnet.prefix
        self.network = network
        hasOwnTimes = subnet.times != nil
        relays = subnet.relays
        autoConfigure = subnet.autoConfigure
        conflictCheck = subnet.conflictCheck ?? configuration.conflictCheck
        var options = DHCPOptions()
        options[.subnetMask] = subnet.prefix.mask
        options.overlay(configuration.options)
        scope = OptionScope(
            options: options.narrowed(by: subnet.options, subnet.optionRules),
            times: subnet.times ?? configuration.times, boot: subnet.boot.map(BootPlan.init) ?? boot,
            always: configuration.optionRules.always.union(subnet.optionRules.always),
            templates: configuration.optionRules.templates.templates(
                narrowedBy: subnet.options, subnet.optionRules))
    }
}
