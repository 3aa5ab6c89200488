import DHCP
import DHCPExplain
import DHCPLeases
import DHCPTesting
import Testing

/// A campus: a link of its own, a building behind a relay, and phones with a pool for themselves.
struct Campus {
    var engine: LeaseEngine
    var now = DHCPInstant(seconds: 1_000_000)

    static let first = HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 1)
    static let second = HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 2)
    static let printer = HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 3)
    static let server = IPv4Address(10, 1, 0, 1)
    static let relay = IPv4Address(10, 2, 0, 1)

    init(_ configure: (inout LeaseConfiguration) throws -> Void = { _ in }) throws {
        var own = Subnet(try Self.prefix("10.1.0.0/24"), pools: [Pool(try Self.range("10.1.0.10-10.1.0.11"))])
        own.interface = "eth1"
        var building = Subnet(try Self.prefix("10.2.0.0/16"), pools: [Pool(try Self.range("10.2.1.0-10.2.1.9"))])
        building.reservations = [Reservation(.hardwareAddress(Self.printer), address: IPv4Address(10, 2, 0, 99))]
        building.relays = [Self.relay]
        var configuration = LeaseConfiguration(subnets: [own, building], serverAddresses: [Self.server])
        configuration.classes = [ClientClass("phones", match: .vendorClass(OctetPattern(glob: "Polycom*")))]
        try configure(&configuration)
        engine = try LeaseEngine(configuration: configuration)
    }

    static func prefix(_ text: String) throws -> IPv4Prefix { try #require(IPv4Prefix(text)) }
    static func range(_ text: String) throws -> IPv4Range { try #require(IPv4Range(text)) }

    /// How a message on the server's own link comes.
    static let link = DHCPOrigin(interface: "eth1", localAddress: server, localAddresses: [server])

    /// A message, from a relay when it names one.
    static func request(_ message: DHCPMessage, unicast: Bool = false) -> DHCPRequest {
        var origin = link
        if !message.giaddr.isAny {
            origin = DHCPOrigin(
                localAddress: server, peer: DHCPEndpoint(message.giaddr, port: 67), destination: server)
        } else if unicast {
            origin.peer = DHCPEndpoint(message.ciaddr, port: 68)
            origin.destination = server
        }
        return DHCPRequest(message: message, origin: origin)
    }

    /// Leases an address.
    @discardableResult
    mutating func lease(
        _ client: HardwareAddress, giaddr: IPv4Address = .any, options: (inout DHCPOptions) -> Void = { _ in }
    ) throws -> IPv4Address {
        let discover = DHCPMessage.discover(client, giaddr: giaddr, options: options)
        let offer = try #require(engine.decide(Self.request(discover), at: now).reply?.message)
        var request = DHCPMessage.selecting(offer)
        options(&request.options)
        return try #require(engine.decide(Self.request(request), at: now).reply?.message.yiaddr)
    }

    mutating func explain(_ message: DHCPMessage, unicast: Bool = false) -> Explanation {
        engine.explain(Self.request(message, unicast: unicast), at: now)
    }
}
