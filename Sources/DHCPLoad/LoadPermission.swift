package import DHCP

/// Whether a server may be loaded without being asked for by name.
///
/// A load can bring a network down and empties pools. So the server must be this host, or stand on a link of which only
/// this host's own namespaces and neighbours know (169.254.0.0/16, RFC 3927).
package enum LoadPermission {
    /// Why `server` is not to be loaded just so; `nil` when it may.
    package static func objection(to server: IPv4Address, ownAddresses: some Sequence<IPv4Address>) -> String? {
        let first = server.bitPattern >> 24
        if first == 127 || server.bitPattern >> 16 == 0xA9FE || ownAddresses.contains(server) { return nil }
        return "\(server) is not this host: a load would slow that server down and empty its pool. "
            + "If it is yours, add --yes-load-this-server"
    }
}
