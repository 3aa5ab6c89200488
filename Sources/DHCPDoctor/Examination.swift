package import DHCP
package import DHCPConfiguration
package import DHCPLeases
package import DHCPServer

/// What checks look at: what is to be served, how the host is, and what answered.
package struct Examination: Sendable {
    /// The configuration, where there is one.
    package var configured: Configured?
    /// The file that was named, or found, whether it can be served or not.
    package var configurationFile: String?
    /// Why there is no configuration although one was named: the first error of it.
    package var configurationFault: String?
    /// The interfaces that were named on the command line.
    package var named: [String] = []
    /// How the host is.
    package var host = HostFacts()
    /// What was heard and what answered; `nil` when nobody was asked.
    package var probes: ProbeFacts?

    package init() {}

    /// A configuration, and where it and its leases are.
    package struct Configured: Sendable {
        /// What is served.
        package var server: ServerConfiguration
        /// Its file, as it was named.
        package var file: String
        /// The lease file; `nil` for leases elsewhere.
        package var store: String?
        /// Who has which address; `nil` where that can not be read.
        package var leases: [IPv4Address: Lease]?

        package init(
            _ server: ServerConfiguration, file: String, store: String? = nil, leases: [IPv4Address: Lease]? = nil
        ) {
            self.server = server
            self.file = file
            self.store = store
            self.leases = leases
        }
    }

    /// The port at which clients are heard.
    var port: UInt16 { configured?.server.server.listen.port ?? DHCPEndpoint.serverPort }

    /// The subnets of the configuration.
    var subnets: [Subnet] { configured?.server.leases.subnets ?? [] }

    /// The file of the configuration, as it is named in cures.
    var file: String { configured?.file ?? configurationFile ?? "dhcp.yaml" }

    /// The interfaces that are named, by the command line or else by the configuration.
    var namedInterfaces: [String] { named.isEmpty ? configured?.server.server.interfaces ?? [] : named }

    /// The interfaces that are to be served, as far as they are there: those that are named, else those of the subnets,
    /// else all that may have clients.
    package var interfaces: [NetworkInterface] {
        let names = namedInterfaces
        if !names.isEmpty { return names.compactMap { host.interface($0) } }
        let ofSubnets = host.interfaces.filter { interface in
            subnets.contains { subnet in
                subnet.interface == interface.name
                    || interface.addresses.contains { subnet.prefix.contains($0.address) }
            }
        }
        if !ofSubnets.isEmpty { return ofSubnets }
        return Array(host.interfaces.filter { mayHaveClients($0) }.prefix(Self.interfaceLimit))
    }

    /// More interfaces than this are not looked at unless they are named.
    private static let interfaceLimit = 32

    private func mayHaveClients(_ interface: NetworkInterface) -> Bool {
        interface.isUp && !interface.isLoopback && interface.hardwareAddress?.isEthernet == true
            && host.links[interface.name]?.bridge == nil
    }

    /// The subnet of those at an interface who do not say where they belong.
    func subnet(at interface: NetworkInterface) -> Subnet? {
        subnets.first { $0.interface == interface.name }
            ?? subnets.first { subnet in interface.addresses.contains { subnet.prefix.contains($0.address) } }
    }

    /// The interface on whose link an address is; `nil` when it is behind routers.
    func interface(onLinkOf address: IPv4Address) -> NetworkInterface? {
        host.interfaces.first { interface in
            interface.isUp && !interface.isLoopback
                && interface.addresses.contains { $0.prefix?.contains(address) == true }
        }
    }

    /// Whether an address is one of this host.
    func isOwn(_ address: IPv4Address) -> Bool {
        address.bitPattern >> 24 == 127 || host.interfaces.contains { $0.addresses.contains { $0.address == address } }
    }
}
