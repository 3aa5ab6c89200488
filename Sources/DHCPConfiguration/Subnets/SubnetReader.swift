import DHCP
import DHCPLeases

/// Reads one of `subnets`.
struct SubnetReader {
    let options: OptionsReader
    let defaults: TimeScope
    let sharedNetworks: SharedNetworks
    let conflictCheck: ConflictCheck

    func read(_ value: YAMLValue) -> ReadSubnet? {
        value.section(.subnet, read)
    }

    private func read(_ section: SectionReader) -> ReadSubnet {
        var result = ReadSubnet(place: section.value)
        result.prefix = prefix(section)
        result.interface = section.value(.interface).flatMap { value in
            value.servedInterface().map { Placed($0, value) }
        }
        result.relays = (section.value(.relays)?.list() ?? []).compactMap { value in
            value.hostAddress().map { Placed($0, value) }
        }
        result.sharedNetwork = section.value(.sharedNetwork)?.name("campus")
        result.pools = (section.value(.pools)?.list() ?? []).compactMap(pool)
        let reservations = ReservationReader(options: options)
        result.reservations = (section.value(.reservations)?.list() ?? []).compactMap(reservations.read)
        result.mayHavePools = section.hasUnknownKeys || !(section.value(.pools)?.list().isEmpty ?? true)
        let network = sharedNetworks.network(section.value(.sharedNetwork))
        let written = WrittenTimes(section)
        result.times =
            written.isEmpty
            ? network?.times : (network?.times ?? defaults).narrowed(by: written, name: section.value.keyInFile)
        result.options = options.read(section)
        if let network { result.options = network.options.narrowed(by: result.options) }
        result.boot = BootReader.read(section.value(.boot)) ?? network?.boot
        result.conflictCheck =
            ConflictCheckReader.read(
                section.value(.conflictCheck), within: network?.conflictCheck ?? conflictCheck)
            ?? network?.conflictCheck
        result.autoConfigure = section.value(.autoConfigure)?.boolean().map {
            $0 ? .autoConfigure : .doNotAutoConfigure
        }
        return result
    }

    private func prefix(_ section: SectionReader) -> Placed<IPv4Prefix>? {
        guard let value = section.required(.subnet, such: "subnet: 10.0.0.0/16") else { return nil }
        let prefix = value.read(PrefixText.expected, orComplain: PrefixText.prefix)
        return prefix.map { Placed($0, value) }
    }

    private func pool(_ value: YAMLValue) -> ReadPool? {
        guard value.isMapping else { return range(value).map { ReadPool(range: $0) } }
        let pool = value.section(.pool) { section -> ReadPool? in
            let range = section.required(.range, such: "{ range: 10.0.10.0/24 }").flatMap(range)
            let classes = (section.value(.classes)?.list() ?? []).compactMap { value in
                value.name("pxe").map { Placed($0, value) }
            }
            section.value(.classes)?.warnOfDoubles(in: section.value(.classes)?.list() ?? [])
            let options = options.read(section)
            let clients = section.value(.clients)?.word(Pool.Clients.self) ?? .all
            let written = WrittenTimes(section)
            let times = written.checkedOverrides()
            return range.map {
                ReadPool(
                    range: $0, classes: classes, clients: clients, options: options, times: times, written: written)
            }
        }
        return pool ?? nil
    }

    private func range(_ value: YAMLValue) -> Placed<IPv4Range>? {
        let range = value.read(RangeText.expected, orComplain: RangeText.range)
        return range.map { Placed($0, value) }
    }
}

/// A pool of the file with the places that checks need.
struct ReadPool {
    let range: Placed<IPv4Range>
    var classes: [Placed<String>] = []
    var clients = Pool.Clients.all
    var options = OptionsReader.Result()
    var times = LeaseTimeOverrides()
    var written: WrittenTimes?

    /// The pool as it is served.
    var pool: Pool {
        Pool(
            range.value, classes: classes.map(\.value), options: options.options, times: times, clients: clients,
            optionRules: options.rules)
    }
}

/// A subnet of the file with the places that checks between subnets need.
struct ReadSubnet {
    let place: YAMLValue
    var prefix: Placed<IPv4Prefix>?
    var interface: Placed<String>?
    var relays: [Placed<IPv4Address>] = []
    var sharedNetwork: String?
    var pools: [ReadPool] = []
    var reservations: [ReadReservation] = []
    /// Its times, with what it takes over; `nil` when neither it nor its shared network writes any.
    var times: TimeScope?
    var options = OptionsReader.Result()
    var boot: BootSettings?
    var autoConfigure: AutoConfigure?
    /// How its addresses are probed, with what it takes over; `nil` when neither it nor its shared network says anything.
    var conflictCheck: ConflictCheck?
    /// Whether there are pools, be they wrong, or keys that may mean some.
    var mayHavePools = false

    /// What is the same for all subnets of one link.
    var network: String { sharedNetwork.map { "network \($0)" } ?? place.path }

    /// The routers that its clients are told of.
    func routers(or options: OptionsReader.Result) -> [IPv4Address]? {
        (self.options.options.contains(.router) ? self.options : options).options[.router]
    }

    /// The subnet as it is served; `nil` when its addresses are not known.
    var subnet: Subnet? {
        guard let prefix else { return nil }
        return Subnet(
            prefix.value, pools: pools.map(\.pool), interface: interface?.value, relays: relays.map(\.value),
            sharedNetwork: sharedNetwork, options: options.options, times: times?.times,
            reservations: reservations.compactMap(\.reservation), boot: boot, autoConfigure: autoConfigure,
            optionRules: options.rules, conflictCheck: conflictCheck)
    }
}
