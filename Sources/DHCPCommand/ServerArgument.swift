import DHCP
import DHCPServer

/// A server as an argument names it: an address, and a port if it is not 67.
enum ServerArgument {
    /// Reads `10.0.0.1` or `10.0.0.1:67`; anything else gives `nil`.
    static func endpoint(_ text: String) -> DHCPEndpoint? {
        DHCPEndpoint(text) ?? IPv4Address(text).map { DHCPEndpoint($0, port: DHCPEndpoint.serverPort) }
    }

    /// The address of this host to which `server` can answer.
    static func localAddress(towards server: IPv4Address, of interfaces: [NetworkInterface]) -> IPv4Address {
        let addresses = interfaces.filter(\.isUp).flatMap(\.addresses)
        if let same = addresses.first(where: { $0.address == server }) { return same.address }
        if let near = addresses.first(where: { $0.prefix?.contains(server) ?? false }) { return near.address }
        return addresses.first { $0.address.isUsableByHost }?.address ?? .loopback
    }
}
