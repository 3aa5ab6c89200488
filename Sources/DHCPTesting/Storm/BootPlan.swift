import DHCP
import DHCPLeases

/// The network of a storm: one subnet behind one relay, whose addresses count up from `10.0.1.0`.
enum BootPlan {
    static let relay = IPv4Address(10, 0, 0, 2)
    static let origin = DHCPOrigin(
        localAddress: IPv4Address(10, 0, 0, 1), peer: DHCPEndpoint(relay, port: DHCPEndpoint.serverPort),
        destination: IPv4Address(10, 0, 0, 1))

    private static let network = IPv4Address(10, 0, 0, 0)

    /// The address of the client that renews with this number.
    static func address(_ number: Int) -> IPv4Address {
        IPv4Address(bitPattern: IPv4Address(10, 0, 1, 0).bitPattern + UInt32(number))
    }

    /// An engine with an address for each of `clients`.
    static func engine(clients: Int) throws(LeaseConfigurationError) -> LeaseEngine {
        guard clients < 1 << 24 - 512, let prefix = IPv4Prefix(network, length: 8),
            let range = IPv4Range(address(0), address(max(clients, 1)))
        else { throw .tooManyAddresses }
        return try LeaseEngine(
            configuration: LeaseConfiguration(
                subnets: [Subnet(prefix, pools: [Pool(range)])], limits: ClientLimits(offers: max(clients, 1))))
    }
}
