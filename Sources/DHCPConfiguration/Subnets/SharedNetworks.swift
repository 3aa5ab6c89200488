import DHCPLeases

/// What the subnets of one link have in common: `shared-networks`.
struct SharedNetworks {
    /// A link.
    struct Network {
        let place: YAMLValue
        let options: OptionsReader.Result
        /// Its times, with those of `defaults` where it has none; `nil` when it writes none.
        let times: TimeScope?
        let boot: BootSettings?
        /// How addresses are probed; `nil` when it does not say.
        let conflictCheck: ConflictCheck?
    }

    private var networks: [String: Network] = [:]

    init(_ values: [YAMLValue], options: OptionsReader, defaults: TimeScope, conflictCheck: ConflictCheck) {
        for element in values {
            element.section(.sharedNetwork) { add($0, options, defaults, conflictCheck) }
        }
    }

    private mutating func add(
        _ section: SectionReader, _ options: OptionsReader, _ defaults: TimeScope, _ check: ConflictCheck
    ) {
        guard let place = section.required(.name, such: "name: campus"), let name = place.name("campus") else { return }
        if let other = networks[name] {
            place.fail("\(name) is also the name of \(other.place.whereabouts)")
            return
        }
        let times = WrittenTimes(section)
        networks[name] = Network(
            place: section.value, options: options.read(section),
            times: times.isEmpty ? nil : defaults.narrowed(by: times, name: "shared network \(name.shown)"),
            boot: BootReader.read(section.value(.boot)),
            conflictCheck: ConflictCheckReader.read(section.value(.conflictCheck), within: check))
    }

    /// The link that a subnet names; `nil` when nothing is said of it.
    func network(_ name: YAMLValue?) -> Network? { name?.plainText.flatMap { networks[$0] } }

    /// Warns of links to which no subnet belongs.
    func warnOfUnused(_ subnets: [ReadSubnet]) {
        let used = Set(subnets.compactMap(\.sharedNetwork))
        for (name, network) in networks where !used.contains(name) {
            network.place.warn("no subnet has shared-network: \(name.shown), so this is for nobody")
        }
    }
}
