import DHCP
import DHCPLeases

/// Reads one of `subnets`.
struct SubnetReader {
    let options: OptionsReader
    let defaults: WrittenTimes?

    func read(_ value: YAMLValue) -> ReadSubnet? {
        value.mapping("a subnet such as { subnet: 10.0.0.0/16, pools: [10.0.1.0-10.0.9.255] }", kind: .subnet) {
            read(&$0)
        }
    }

    private func read(_ mapping: inout MappingReader) -> ReadSubnet {
        var result = ReadSubnet(place: mapping.value)
        result.prefix = prefix(&mapping)
        result.interface = mapping.value("interface").flatMap { value in
            value.interface().map { ReadSubnet.Placed(value: $0, place: value) }
        }
        result.relays = (mapping.value("relays")?.list() ?? []).compactMap { value in
            value.hostAddress().map { ReadSubnet.Placed(value: $0, place: value) }
        }
        result.sharedNetwork = mapping.value("shared-network")?.read("a name such as campus") { $0.isEmpty ? nil : $0 }
        let pools = mapping.value("pools")
        if pools?.isEmpty ?? true { mapping.value.warn("no pools: nobody gets an address of this subnet") }
        result.pools = (pools?.list() ?? []).compactMap(pool)
        let times = WrittenTimes(&mapping)
        if !times.isEmpty { result.times = (defaults.map(times.inheriting) ?? times).resolved() }
        result.options = options.read(mapping.value("options"))
        return result
    }

    private func prefix(_ mapping: inout MappingReader) -> ReadSubnet.Placed<IPv4Prefix>? {
        guard let value = mapping.value("subnet") else {
            mapping.value.fail("subnet is missing; write it as in subnet: 10.0.0.0/16")
            return nil
        }
        let prefix = value.read(PrefixText.expected, orComplain: PrefixText.prefix)
        return prefix.map { .init(value: $0, place: value) }
    }

    private func pool(_ value: YAMLValue) -> ReadSubnet.Placed<IPv4Range>? {
        guard value.isMapping else { return range(value) }
        let range = value.mapping("a pool such as { range: 10.0.10.0/24 }", kind: .pool) { mapping in
            let range = mapping.value("range")
            if range == nil { value.fail("range is missing; write it as in { range: 10.0.10.0/24 }") }
            return range.flatMap { self.range($0) }
        }
        return range ?? nil
    }

    private func range(_ value: YAMLValue) -> ReadSubnet.Placed<IPv4Range>? {
        let range = value.read(RangeText.expected, orComplain: RangeText.range)
        return range.map { .init(value: $0, place: value) }
    }
}

/// A subnet of the file with the places that checks between subnets need.
struct ReadSubnet {
    struct Placed<Value> {
        let value: Value
        let place: YAMLValue
    }

    let place: YAMLValue
    var prefix: Placed<IPv4Prefix>?
    var interface: Placed<String>?
    var relays: [Placed<IPv4Address>] = []
    var sharedNetwork: String?
    var pools: [Placed<IPv4Range>] = []
    var times: LeaseTimes?
    var options = OptionsReader.Result()

    /// The subnet as it is served; `nil` when its addresses are not known.
    var subnet: Subnet? {
        guard let prefix else { return nil }
        return Subnet(
            prefix.value, pools: pools.map { Pool($0.value) }, interface: interface?.value,
            relays: relays.map(\.value), sharedNetwork: sharedNetwork, options: options.options, times: times)
    }
}
