import DHCP

/// Checks what no subnet can know alone, and what its parts say about each other.
struct SubnetChecks {
    let subnets: [ReadSubnet]
    /// `server.interfaces`.
    let interfaces: [String]

    func run() {
        checkOverlaps()
        for subnet in subnets {
            checkPools(of: subnet)
            if !subnet.mayHavePools, subnet.reservations.allSatisfy({ $0.address == nil }) {
                subnet.place.warn("no pools and no reservations: nobody gets an address of this subnet")
            }
            warnOfSize(subnet)
            warnOfPlace(subnet)
        }
        checkPoolAddresses()
        checkNames()
    }

    private func checkOverlaps() {
        let known = subnets.compactMap { subnet in subnet.prefix.map { (place: subnet.place, prefix: $0) } }
        for (index, other) in Self.overlaps(known.map { IPv4Range($0.prefix.value) }) {
            Self.fail(known[index].prefix, for: known[other].prefix.value, of: known[other].place)
        }
    }

    private func checkPools(of subnet: ReadSubnet) {
        guard let prefix = subnet.prefix?.value else { return }
        var inside: [Placed<IPv4Range>] = []
        for pool in subnet.pools.map(\.range) {
            if prefix.contains(pool.value.first), prefix.contains(pool.value.last) {
                inside.append(pool)
            } else {
                let bounds = "\(prefix.address)-\(prefix.last)"
                pool.place.fail("\(pool.value) is not inside the subnet \(prefix), which is \(bounds)")
            }
        }
        for (index, other) in Self.overlaps(inside.map(\.value)) {
            Self.fail(inside[index], for: inside[other].value, of: inside[other].place)
        }
    }

    /// Says that a block or range has addresses of another, and where that stands.
    private static func fail<Value: Equatable>(_ one: Placed<Value>, for other: Value, of place: YAMLValue) {
        if one.value == other {
            one.place.fail("\(one.value) stands twice, also in \(place.whereabouts)")
        } else {
            one.place.fail("\(one.value) overlaps \(other) of \(place.whereabouts)")
        }
    }

    /// Warns of subnets that most clients can not use.
    private func warnOfSize(_ subnet: ReadSubnet) {
        guard let prefix = subnet.prefix, prefix.value.length > 30 else { return }
        if prefix.value.length == 31 {
            prefix.place.warn(
                "a /31 has two addresses and no broadcast address (RFC 3021), which many clients do not understand")
        } else {
            prefix.place.warn("a /32 is one address: its client has no neighbour, and no router it could reach")
        }
    }

    /// Blocks in which no client has an address, and why.
    private static let specialBlocks: [(first: UInt32, length: Int, words: String)] = [
        (0x0000_0000, 8, "what is inside 0.0.0.0/8 means this network, and no machine has it"),
        (0x7F00_0000, 8, "what is inside 127.0.0.0/8 is each machine itself, and no client takes it"),
        (0xA9FE_0000, 16, "machines choose addresses inside 169.254.0.0/16 themselves (RFC 3927)"),
        (0xE000_0000, 4, "what is inside 224.0.0.0/4 is a group's, and no machine has it"),
        (0xF000_0000, 4, "what is inside 240.0.0.0/4 is reserved, and most machines take none of it"),
    ]

    /// Warns of subnets that lie where no machine has an address.
    private func warnOfPlace(_ subnet: ReadSubnet) {
        guard let prefix = subnet.prefix else { return }
        for block in Self.specialBlocks {
            guard prefix.value.length >= block.length,
                IPv4Prefix(IPv4Address(bitPattern: block.first), length: block.length)?.contains(prefix.value.address)
                    == true
            else { continue }
            prefix.place.warn(block.words)
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

    /// The lease table numbers addresses with 31 bits, and only what a host can have is leased.
    private func checkPoolAddresses() {
        let pools = subnets.flatMap(\.pools).map(\.range)
        var count = 0
        for pool in pools {
            count += pool.value.count
            if count >= Int(Int32.max) {
                pool.place.fail("with this pool there are \(count) addresses; more than 2147483646 can not be leased")
                return
            }
        }
        for pool in pools {
            guard let address = pool.value.firstUnusable else { continue }
            pool.place.fail("\(pool.value) holds \(address), which no machine can have")
        }
    }

    /// A relay or an interface stands for one link.
    private func checkNames() {
        var relays: [IPv4Address: ReadSubnet] = [:]
        var names: [String: ReadSubnet] = [:]
        let index = SubnetIndex(subnets)
        let served = Set(interfaces)
        for subnet in subnets {
            for relay in subnet.relays {
                if let other = relays.updateValue(subnet, forKey: relay.value), !isOneLink(other, subnet) {
                    relay.place.fail("\(relay.value) already stands for \(other.place.whereabouts)")
                }
                warnOfOtherSubnet(relay, subnet, index)
            }
            guard let interface = subnet.interface else { continue }
            if let other = names.updateValue(subnet, forKey: interface.value), !isOneLink(other, subnet) {
                interface.place.fail(
                    "\(interface.value) already stands for \(other.place.whereabouts); give two subnets of one link the "
                        + "same shared-network")
            } else if !served.isEmpty, !served.contains(interface.value) {
                interface.place.warn("\(interface.value) is not one of server.interfaces, so nothing is heard there")
            }
        }
    }

    /// Warns of a relay whose address would mean another link, if this one did not say otherwise.
    private func warnOfOtherSubnet(_ relay: Placed<IPv4Address>, _ subnet: ReadSubnet, _ index: SubnetIndex) {
        guard let other = index.subnet(containing: relay.value), other.network != subnet.network else { return }
        relay.place.warn(
            "\(relay.value) is in the subnet of \(other.place.whereabouts), whose clients it can not serve any more")
    }

    /// Whether two subnets share a link, which one of them alone does not do with itself.
    private func isOneLink(_ one: ReadSubnet, _ other: ReadSubnet) -> Bool {
        one.sharedNetwork != nil && one.network == other.network && one.place.path != other.place.path
    }
}
