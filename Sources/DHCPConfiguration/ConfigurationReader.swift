import DHCP
import DHCPLeases

/// Reads the whole of a file.
struct ConfigurationReader {
    let reading: Reading

    /// The configuration; `nil` when the root is no mapping.
    ///
    /// What is wrong is reported, whatever is returned.
    static func read(_ root: YAMLValue?, _ reading: Reading) -> ServerConfiguration? {
        guard let root else {
            reading.report(.warning, at: nil, "no subnets: nobody gets an address")
            return ServerConfiguration(leases: LeaseConfiguration(subnets: []))
        }
        let reader = ConfigurationReader(reading: reading)
        return root.mapping("a mapping with keys such as subnets", kind: .root) { reader.read(&$0) }
    }

    private func read(_ root: inout MappingReader) -> ServerConfiguration {
        let server = ServerReader.read(root.value("server"))
        let store = StoreReader.read(root.value("store"))
        let defaults = root.value("defaults")?.mapping("a mapping such as { lease-time: 12h }") { mapping in
            WrittenTimes(&mapping)
        }
        let definitions = OptionDefinitions(reading: root.value("option-definitions"))
        let optionsReader = OptionsReader(definitions: definitions)
        let options = optionsReader.read(root.value("options"))
        let subnetReader = SubnetReader(options: optionsReader, defaults: defaults)
        let list = root.value("subnets")
        let elements = list?.list() ?? []
        if elements.isEmpty { (list ?? root.value).warn("no subnets: nobody gets an address") }
        let subnets = elements.compactMap(subnetReader.read)
        SubnetChecks(subnets: subnets, options: options, interfaces: server.settings.interfaces).run()
        let leases = LeaseConfiguration(
            subnets: subnets.compactMap(\.subnet), options: options.options,
            times: defaults?.resolved() ?? LeaseTimes(), identifier: server.identifier,
            serverAddresses: server.settings.listen.address.isAny ? [] : [server.settings.listen.address],
            isAuthoritative: server.isAuthoritative, addressing: server.addressing)
        return ServerConfiguration(server: server.settings, store: store, leases: leases)
    }
}
