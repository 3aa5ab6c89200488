package import DHCP
package import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A bound UDP socket.
struct ListeningSocket: Sendable {
    /// The socket.
    let descriptor: Descriptor
    /// The interface it is restricted to; 0 for none.
    let interface: UInt32
    /// The address and port it listens on.
    let endpoint: DHCPEndpoint

    /// Opens a socket for one interface, or for all.
    ///
    /// It is bound without `SO_REUSEADDR`, so that a port which another server has is noticed; with `sharesPort` it is
    /// bound although another has the port, who listens elsewhere.
    ///
    /// A socket of one interface lets others have the port afterwards: dnsmasq, ISC dhcpd and others take it for all
    /// interfaces first, and say then which is theirs.
    init(
        _ listen: DHCPEndpoint, on interface: NetworkInterface?, _ configuration: UDPTransport.Configuration,
        sharesPort: Bool = false
    ) throws(SystemError) {
        descriptor = try Descriptor.udp()
        try descriptor.set(SO_BROADCAST, to: 1)
        try descriptor.tellDestinations()
        Self.setBuffer(descriptor, SO_RCVBUFFORCE, SO_RCVBUF, configuration.receiveBuffer)
        Self.setBuffer(descriptor, SO_SNDBUFFORCE, SO_SNDBUF, configuration.sendBuffer)
        self.interface = interface?.index ?? 0
        if let interface { try descriptor.restrict(toInterface: interface.name) }
        if sharesPort { try descriptor.set(SO_REUSEADDR, to: 1) }
        try descriptor.listen(on: listen)
        if interface != nil { try descriptor.set(SO_REUSEADDR, to: 1) }
        endpoint = try descriptor.boundEndpoint()
    }

    /// Sets the size of a buffer, beyond the system's limit if this process may (CAP_NET_ADMIN).
    ///
    /// A smaller one only loses more in bursts, so it is no error when both are refused.
    private static func setBuffer(_ descriptor: Descriptor, _ forced: Int32, _ polite: Int32, _ size: Int) {
        // The kernel doubles the number it is given.
        let size = Int32(clamping: min(size, Int(Int32.max)) / 2)
        do throws(SystemError) { try descriptor.set(forced, to: size) } catch { try? descriptor.set(polite, to: size) }
    }
}

extension DHCPTransportError {
    /// Says why a socket could not be opened, and what to do about it.
    package init(
        listening endpoint: DHCPEndpoint, on name: String?, error: SystemError, interfaces: [NetworkInterface],
        executable: String, neighbours: PortNeighbours? = nil
    ) {
        let what = "can not listen on \(endpoint)" + (name.map { " at \($0)" } ?? "")
        switch error.number {
        case EADDRINUSE:
            let index = interfaces.first { $0.name == name }?.index ?? 0
            let owners = neighbours?.names(at: index) ?? ""
            let others =
                name == nil && !owners.isEmpty
                ? ", name the interfaces to serve (server.interfaces) if it serves others," : ""
            self.init(
                .portInUse, cause: "\(what), another process has the port" + (owners.isEmpty ? "" : ": \(owners)"),
                cure: "stop it (`ss -ulpn 'sport = :\(endpoint.port)'` shows it)\(others) or choose another "
                    + "with --listen")
        case EACCES, EPERM:
            self.init(
                .notPermitted, cause: "\(what), this process may not",
                cure: "run `sudo setcap cap_net_bind_service,cap_net_raw+ep \(executable)`, "
                    + "or listen on 0.0.0.0:6767 and redirect port \(endpoint.port) to it")
        case ENODEV:
            self = .missing(name ?? "", listening: endpoint, among: interfaces)
        case EADDRNOTAVAIL:
            let addresses = interfaces.flatMap { $0.addresses.map(\.address.description) }.joined(separator: ", ")
            self.init(
                .addressNotAvailable, cause: "\(what), no interface has this address",
                cure: "listen on 0.0.0.0 for all addresses, or on one of: \(addresses)")
        default:
            self.init(.system, cause: "\(what), the system refuses it", cure: error.description)
        }
    }

    /// Says that there is no such interface, and which there are.
    static func missing(
        _ name: String, listening endpoint: DHCPEndpoint, among interfaces: [NetworkInterface]
    ) -> DHCPTransportError {
        let names = interfaces.map(\.name).joined(separator: ", ")
        return DHCPTransportError(
            .noSuchInterface, cause: "can not listen on \(endpoint) at \(name), there is no such interface",
            cure: "choose one of: \(names)")
    }
}
