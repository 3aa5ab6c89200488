import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer

@testable import DHCPDoctor

/// A host on which all is well; tests break one thing of it.
enum Patient {
    static let own = HardwareAddress(0x02, 0x77, 0, 0, 0, 0xFE)
    static let stranger = HardwareAddress(0x02, 0x66, 0, 0, 0, 1)
    static let router = IPv4Address(10, 77, 0, 254)

    static func healthy(_ text: String = configuration) throws -> Examination {
        var examination = Examination()
        let server = try ServerConfiguration.parse(text, file: "dhcp.yaml").configuration
        examination.configured = Examination.Configured(
            server, file: "dhcp.yaml", store: "/srv/leases.sqlite", leases: [:])
        examination.host = host
        var probes = ProbeFacts()
        probes.asked = [router, IPv4Address(10, 77, 0, 100)]
        probes.neighbours = [router: stranger]
        examination.probes = probes
        return examination
    }

    static let configuration = """
        server: { interfaces: [eth0], listen: 0.0.0.0:67 }
        store: { path: /srv/leases.sqlite }
        subnets:
          - subnet: 10.77.0.0/24
            pools: [10.77.0.100-10.77.0.150]
            options: { routers: [10.77.0.254] }
          - subnet: 10.88.0.0/24
            relays: [10.99.0.1]
            pools: [10.88.0.100-10.88.0.150]

        """

    private static var host: HostFacts {
        var host = HostFacts()
        host.interfaces = [
            NetworkInterface(
                index: 1, name: "lo", addresses: [.init(.loopback, prefixLength: 8)], isLoopback: true, mtu: 65_536),
            NetworkInterface(
                index: 2, name: "eth0", addresses: [.init(IPv4Address(10, 77, 0, 1), prefixLength: 24)],
                hardwareAddress: own),
        ]
        host.links = ["eth0": LinkFacts()]
        host.holders = [
            PortHolder(process: 5, name: "dhcp", interfaces: ["eth0"], isOwn: true, capabilities: 0x2400)
        ]
        host.capabilities = Capability.bindService | Capability.raw
        host.ruleset = "{\"nftables\": []}"
        host.receiveBufferLimit = 8 << 20
        host.isClockSynchronised = true
        host.store = StoreFacts(path: "/srv/leases.sqlite", directory: "/srv")
        host.store?.syncTime = 1_000_000
        host.ways = [IPv4Address(10, 99, 0, 1): "eth0"]
        return host
    }
}

extension Examination {
    /// How the interface of the patient is.
    var link: NetworkInterface {
        get { host.interfaces[1] }
        set { host.interfaces[1] = newValue }
    }

    /// The worst that is found, by the check of that name, or by all.
    func finding(_ check: String? = nil) -> Finding? {
        Diagnosis(self).findings.first { check == nil || $0.check == check }
    }
}
