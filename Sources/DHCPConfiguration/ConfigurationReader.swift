import DHCP
import DHCPLeases

/// Reads the whole of a file.
struct ConfigurationReader {
    /// What a file says, and the names it gives to options.
    struct Result {
        var configuration: ServerConfiguration
        var definitions: OptionDefinitions
    }

    /// The configuration; `nil` when the root is no mapping.
    ///
    /// What is wrong is reported, whatever is returned.
    static func read(_ root: YAMLValue?, _ reading: Reading) -> Result? {
        guard let root else {
            reading.report(.error, at: nil, noSubnets)
            return nil
        }
        return root.section(.root, read)
    }

    private static let noSubnets =
        "no subnets: nobody gets an address; add one, as in subnets: [{ subnet: "
        + "10.0.0.0/16, pools: [10.0.1.0-10.0.9.255] }]"

    private static func read(_ root: SectionReader) -> Result {
        let server = ServerReader.read(root.value(.server))
        let store = StoreReader.read(root.value(.store))
        let cluster = ClusterReader.read(root.value(.cluster), isShared: store.isShared)
        let defaults =
            root.value(.defaults)?.section(.defaults) { section in
                TimeScope.none.narrowed(by: WrittenTimes(section), name: ConfigurationKey.defaults.rawValue)
            } ?? .none
        let included = IncludedFiles(root.value(.include))
        func list(_ key: ConfigurationKey) -> [YAMLValue] { included.adding(to: root.value(key), key) }
        let definitions = OptionDefinitions(reading: list(.optionDefinitions))
        let optionsReader = OptionsReader(definitions: definitions)
        let options = optionsReader.read(root, isWidest: true)
        let classes = list(.classes).compactMap(ClassReader(options: optionsReader).read)
        let elements = list(.subnets)
        if elements.isEmpty, !included.hasErrors, !root.isMisread(.subnets) {
            (root.value(.subnets) ?? root.value).fail(noSubnets)
        }
        let conflictCheck =
            ConflictCheckReader.read(root.value(.conflictCheck), within: ConflictCheck()) ?? ConflictCheck()
        let sharedNetworks = SharedNetworks(
            list(.sharedNetworks), options: optionsReader, defaults: defaults, conflictCheck: conflictCheck)
        var subnets = elements.compactMap(
            SubnetReader(
                options: optionsReader, defaults: defaults, sharedNetworks: sharedNetworks, conflictCheck: conflictCheck
            ).read)
        let reservations = list(.reservations)
        PlacedReservations(reservations.compactMap(ReservationReader(options: optionsReader).read)).place(in: &subnets)
        sharedNetworks.warnOfUnused(subnets)
        let listenAddress = server.settings.listen.address
        let leases = LeaseConfiguration(
            subnets: subnets.compactMap(\.subnet), classes: classes.compactMap(\.clientClass),
            options: options.options, times: defaults.times,
            boot: BootReader.read(root.value(.boot)), identifier: server.identifier,
            serverAddresses: listenAddress.isAny ? [] : [listenAddress],
            isAuthoritative: server.isAuthoritative, usesClientIdentifiers: server.usesClientIdentifiers,
            allowsRapidCommit: root.value(.rapidCommit)?.boolean() ?? false,
            leaseQueryRequesters: LeaseQueryReader.read(root.value(.leaseQuery)),
            limits: LimitReader.read(root.value(.limits)), addressing: server.addressing,
            trustedInterfaces: server.trustedInterfaces, optionRules: options.rules, conflictCheck: conflictCheck)
        check(subnets, classes, options, leases, interfaces: server.settings.interfaces)
        ClassChecks(classes: classes, subnets: subnets, mayHaveOthers: root.isMisread(.classes)).run()
        TimeChecks(subnets: subnets, classes: classes, defaults: defaults).run()
        return Result(
            configuration: ServerConfiguration(
                server: server.settings, store: store, cluster: cluster, leases: leases,
                log: LogReader.read(root.value(.log)), admin: AdminReader.read(root.value(.admin)),
                watch: WatchReader.read(root.value(.watch)), explain: ExplainReader.read(root.value(.explain)),
                history: HistoryReader.read(root.value(.history), store: store)),
            definitions: definitions)
    }

    /// Checks what the parts of a file say about each other.
    private static func check(
        _ subnets: [ReadSubnet], _ classes: [ReadClass], _ options: OptionsReader.Result,
        _ leases: LeaseConfiguration, interfaces: [String]
    ) {
        let serverAddresses = leases.serverAddresses.union([leases.identifier].compactMap { $0 })
        SubnetChecks(subnets: subnets, interfaces: interfaces).run()
        RouteChecks(subnets: subnets, classes: classes, options: options, serverAddresses: serverAddresses).run()
        ReservationChecks(subnets: subnets, options: options, serverAddresses: serverAddresses).run()
        UnsetOptions(options, classes, subnets).run()
    }
}
