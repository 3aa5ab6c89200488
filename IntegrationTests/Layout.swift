/// How the machines of a test are joined.
///
/// The server always has 10.77.0.1/24.
enum Layout {
    /// Server and one client, a cable between them.
    case direct
    /// The server's address is on a bridge with a cable to each client.
    case bridge(clients: Int)
    /// Client, relay agent and server in a row; the client's side is 10.88.0.0/24.
    case relayed
    /// The server and a tap device, the cable into a virtual machine that runs in the same namespace.
    case virtualMachine

    static let serverAddress = "10.77.0.1"
    static let relayAddress = "10.88.0.1"

    /// The machines as they stand when all cables are in.
    struct Machines {
        var server: Host
        var clients: [Host]
        var relay: NetworkNamespace?
    }

    func build(_ namespace: (String) async throws -> NetworkNamespace) async throws -> Machines {
        let server = try await namespace("server")
        switch self {
        case .direct:
            let client = Self.client(1, in: try await namespace("client"))
            try await Link.connect(Self.serverPort(server, "eth0"), Self.port(of: client))
            return Machines(server: Self.server(server, "eth0"), clients: [client])
        case .bridge(let count):
            var clients: [Host] = []
            var members: [String] = []
            for number in 1...count {
                let client = Self.client(number, in: try await namespace("client\(number)"))
                let member = Port(namespace: server, interface: "port\(number)")
                try await Link.connect(member, Self.port(of: client))
                members.append(member.interface)
                clients.append(client)
            }
            let bridge = Port(namespace: server, interface: "br0", address: "\(Self.serverAddress)/24")
            try await Link.bridge(bridge, members: members)
            return Machines(server: Self.server(server, "br0"), clients: clients)
        case .relayed:
            let relay = try await namespace("relay")
            let client = Self.client(1, in: try await namespace("client"))
            let up = Port(namespace: relay, interface: "up0", address: "10.77.0.2/24")
            let down = Port(namespace: relay, interface: "down0", address: "\(Self.relayAddress)/24")
            try await Link.connect(Self.serverPort(server, "eth0"), up)
            try await Link.connect(down, Self.port(of: client))
            try await relay.run("sysctl", "-qw", "net.ipv4.ip_forward=1")
            try await server.run("ip", "route", "add", "10.88.0.0/24", "via", "10.77.0.2")
            return Machines(server: Self.server(server, "eth0"), clients: [client], relay: relay)
        case .virtualMachine:
            try await Link.tap(Self.serverPort(server, VirtualMachine.tap))
            return Machines(server: Self.server(server, VirtualMachine.tap), clients: [])
        }
    }

    private static let serverHardwareAddress = "02:77:00:00:00:fe"

    private static func server(_ namespace: NetworkNamespace, _ interface: String) -> Host {
        Host(namespace: namespace, interface: interface, hardwareAddress: serverHardwareAddress)
    }

    private static func serverPort(_ namespace: NetworkNamespace, _ interface: String) -> Port {
        Port(
            namespace: namespace, interface: interface, hardwareAddress: serverHardwareAddress,
            address: "\(serverAddress)/24")
    }

    private static func client(_ number: Int, in namespace: NetworkNamespace) -> Host {
        Host(namespace: namespace, interface: "eth0", hardwareAddress: "02:77:00:00:00:0\(number)")
    }

    private static func port(of host: Host) -> Port {
        Port(namespace: host.namespace, interface: host.interface, hardwareAddress: host.hardwareAddress)
    }
}
