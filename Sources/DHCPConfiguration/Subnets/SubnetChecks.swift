import DHCP

/// Checks what no subnet can know alone, and what its parts say about each other.
struct SubnetChecks {
    let subnets: [ReadSubnet]
    /// The options for all clients.
    let options: OptionsReader.Result
    /// `server.interfaces`.
    let interfaces: [String]

    func run() {
        checkOverlaps()
        for subnet in subnets { checkPools(of: subnet) }
        checkPoolSize()
        checkNames()
        RouterChecks(subnets: subnets, options: options).run()
    }

    private func checkOverlaps() {
        let known = subnets.compactMap { subnet in subnet.prefix.map { (path: subnet.place.path, prefix: $0) } }
        for (index, other) in Self.overlaps(known.map { IPv4Range($0.prefix.value) }) {
            let prefix = known[index].prefix
            prefix.place.fail("\(prefix.value) overlaps \(known[other].prefix.value) of \(known[other].path)")
        }
    }

    private func checkPools(of subnet: ReadSubnet) {
        guard let prefix = subnet.prefix?.value else { return }
        var inside: [ReadSubnet.Placed<IPv4Range>] = []
        for pool in subnet.pools {
            if prefix.contains(pool.value.first), prefix.contains(pool.value.last) {
                inside.append(pool)
            } else {
                let bounds = "\(prefix.address)-\(prefix.last)"
                pool.place.fail("\(pool.value) is not inside the subnet \(prefix), which is \(bounds)")
            }
        }
        for (index, other) in Self.overlaps(inside.map(\.value)) {
            inside[index].place.fail(
                "\(inside[index].value) overlaps \(inside[other].value) of \(inside[other].place.path)")
        }
    }

    /// For each range that has an address in common with one before it in the list, that one.
    private static func overlaps(_ ranges: [IPv4Range]) -> [(index: Int, other: Int)] {
        var found: [Int: Int] = [:]
        var farthest: Int?
        for index in ranges.indices.sorted(by: { (ranges[$0].first, $0) < (ranges[$1].first, $1) }) {
            if let reaching = farthest, ranges[reaching].overlaps(ranges[index]) {
                let (earlier, later) = (min(reaching, index), max(reaching, index))
                if found[later] == nil { found[later] = earlier }
            }
            if farthest.map({ ranges[$0].last < ranges[index].last }) ?? true { farthest = index }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The lease table numbers addresses with 31 bits.
    private func checkPoolSize() {
        var count = 0
        for pool in subnets.flatMap(\.pools) {
            count += pool.value.count
            if count >= Int(Int32.max) {
                pool.place.fail("with this pool there are \(count) addresses; more than 2147483646 can not be leased")
                return
            }
        }
    }

    /// A relay or an interface stands for one subnet.
    private func checkNames() {
        var relays: [IPv4Address: String] = [:]
        var names: [String: String] = [:]
        for subnet in subnets {
            for relay in subnet.relays {
                if let other = relays.updateValue(subnet.place.path, forKey: relay.value) {
                    relay.place.fail("\(relay.value) already stands for \(other)")
                }
            }
            guard let interface = subnet.interface else { continue }
            if let other = names.updateValue(subnet.place.path, forKey: interface.value) {
                interface.place.fail(
                    "\(interface.value) already stands for \(other); for two subnets of one link give both the same "
                        + "shared-network and one of them the interface")
            } else if !interfaces.isEmpty, !interfaces.contains(interface.value) {
                interface.place.warn("\(interface.value) is not one of server.interfaces, so nothing is heard there")
            }
        }
    }
}

/// Warns of routers that clients could not reach, or that a pool could have given away.
struct RouterChecks {
    let subnets: [ReadSubnet]
    let options: OptionsReader.Result

    func run() {
        let prefixes = Dictionary(grouping: subnets.filter { $0.sharedNetwork != nil }) { $0.sharedNetwork }
            .mapValues { $0.compactMap { $0.prefix?.value } }
        for subnet in subnets {
            guard let prefix = subnet.prefix?.value else { continue }
            let scope = subnet.options.options.contains(.router) ? subnet.options : options
            guard let routers = scope.options[.router], let place = scope.places[.router] else { continue }
            let link = subnet.sharedNetwork.flatMap { prefixes[$0] } ?? [prefix]
            for router in routers {
                if !link.contains(where: { $0.contains(router) }) {
                    place.warn("router \(router) is not in the subnet \(prefix) of \(subnet.place.path)")
                }
                for pool in subnet.pools where pool.value.contains(router) {
                    pool.place.warn("\(pool.value) contains the router \(router), which is withheld from clients")
                }
            }
        }
    }
}
