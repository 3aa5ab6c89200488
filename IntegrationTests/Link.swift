import Foundation

/// One end of a cable: an interface of a namespace.
struct Port {
    let namespace: NetworkNamespace
    let interface: String
    var hardwareAddress: String?
    /// With prefix length; nil for a client, which is to ask for its address.
    var address: String?
}

/// A cable (veth pair) between two namespaces.
enum Link {
    static func connect(_ one: Port, _ other: Port) async throws {
        try await Command.run(
            ["ip", "link", "add", one.interface, "netns", one.namespace.name] + hardwareAddress(of: one)
                + ["type", "veth", "peer", "name", other.interface, "netns", other.namespace.name]
                + hardwareAddress(of: other))
        try await raise(one)
        try await raise(other)
    }

    /// Makes the bridge `bridge` of which `members`, interfaces of the same namespace, become ports.
    static func bridge(_ bridge: Port, members: [String]) async throws {
        // An address of its own: else it takes that of a port that comes later, and who knows it sends to the old one for a
        // minute.
        let octets = (0..<4).map { _ in String(format: "%02x", UInt8.random(in: 0...255)) }
        try await bridge.namespace.run(
            "ip", "link", "add", bridge.interface, "address", (["02", "b0"] + octets).joined(separator: ":"), "type",
            "bridge")
        for member in members {
            try await attach(Port(namespace: bridge.namespace, interface: member), to: bridge.interface)
        }
        try await raise(bridge)
    }

    /// Makes an interface a port of a bridge of its namespace.
    static func attach(_ port: Port, to bridge: String) async throws {
        try await port.namespace.run("ip", "link", "set", port.interface, "master", bridge)
    }

    /// Makes a tap device, into which a virtual machine can be plugged.
    static func tap(_ port: Port) async throws {
        try await port.namespace.run("ip", "tuntap", "add", "dev", port.interface, "mode", "tap")
        if let address = port.hardwareAddress {
            try await port.namespace.run("ip", "link", "set", port.interface, "address", address)
        }
        try await raise(port)
    }

    private static func raise(_ port: Port) async throws {
        let (namespace, interface) = (port.namespace, port.interface)
        // On veth the kernel leaves the checksum to a card that is not there; captures should show real ones.
        try await namespace.run("ethtool", "-K", interface, "tx", "off")
        if let address = port.address {
            try await namespace.run("ip", "address", "add", address, "dev", interface)
        }
        try await namespace.run("ip", "link", "set", interface, "up")
    }

    private static func hardwareAddress(of port: Port) -> [String] {
        port.hardwareAddress.map { ["address", $0] } ?? []
    }
}
