/// The network that Examples/campus.yaml is for: the server's own link, and three links behind one relay.
///
/// It is built around a bridge that has the server's address and cables to the relay and to the clients of that link.
struct CampusNetwork {
    /// A link behind the relay.
    ///
    /// The interface's name is the circuit identifier that dhcrelay sends.
    enum Building: String, CaseIterable {
        case library
        /// A single port of the library's switch, which the relay forwards from an address outside the subnet.
        case libraryPort = "lib-sw1-0-7"
        case dormitory = "guest-7"

        var address: String {
            switch self {
            case .library: "10.1.0.1/20"
            case .libraryPort: "10.9.0.1/24"
            case .dormitory: "10.3.0.1/20"
            }
        }
    }

    private static let server = "10.0.0.2"
    private let laboratory: Laboratory
    private let relay: NetworkNamespace

    /// Builds it around the bridge of a laboratory.
    static func build(in laboratory: Laboratory) async throws -> CampusNetwork {
        let server = try laboratory.server
        try await server.use(address: "\(Self.server)/22")
        let relay = try await laboratory.namespace("relay")
        let cable = Port(namespace: server.namespace, interface: "relay0")
        try await Link.connect(cable, Port(namespace: relay, interface: "up0", address: "10.0.0.1/22"))
        try await Link.attach(cable, to: server.interface)
        try await server.namespace.run("ip", "route", "add", "10.0.0.0/8", "via", "10.0.0.1")
        for building in Building.allCases {
            let bridge = Port(namespace: relay, interface: building.rawValue, address: building.address)
            try await Link.bridge(bridge, members: [])
        }
        return CampusNetwork(laboratory: laboratory, relay: relay)
    }

    /// Starts the relay; an interface without any cable hears nothing, so the clients come first.
    func startRelay() async throws {
        try await Dhcrelay.start(
            in: laboratory, at: relay, links: Building.allCases.map(\.rawValue), servers: [Self.server],
            options: ["-a"])
    }

    /// Puts a client on a link behind the relay.
    func addClient(_ number: Int, at building: Building) async throws -> Host {
        let host = Host(
            namespace: try await laboratory.namespace("client\(number)"), interface: "eth0",
            hardwareAddress: "02:77:00:00:01:0\(number)")
        let cable = Port(namespace: relay, interface: "port\(number)")
        try await Link.connect(
            cable,
            Port(namespace: host.namespace, interface: host.interface, hardwareAddress: host.hardwareAddress))
        try await Link.attach(cable, to: building.rawValue)
        return host
    }
}

extension Host {
    /// Gives the interface another address in place of what it has.
    func use(address: String) async throws {
        try await namespace.run("ip", "address", "flush", "dev", interface)
        try await namespace.run("ip", "address", "add", address, "dev", interface)
    }

    /// Gives the interface another hardware address.
    func use(hardwareAddress: String) async throws {
        try await namespace.run("ip", "link", "set", interface, "address", hardwareAddress)
    }
}
