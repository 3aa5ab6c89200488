public import DHCP

extension UDPTransport {
    /// Where and how to listen.
    public struct Configuration: Hashable, Sendable {
        /// The address and port to listen on; by default 0.0.0.0:6767, which needs no privilege.
        ///
        /// Only `0.0.0.0` receives broadcasts. Port 0 lets the kernel choose one.
        public var listen: DHCPEndpoint
        /// The interfaces to listen on, by name, each with a socket of its own; none means all interfaces.
        ///
        /// Replies leave by the interface by which the request came, replies to relays too. With none given, the
        /// routing table decides for relays.
        public var interfaces: [String]
        /// The room for datagrams that wait to be read, in octets for each socket.
        ///
        /// A small datagram counts for about 1,300 octets, so the default of 4 MiB keeps 3,000 of them: what comes in
        /// while a full batch is written to disk. Without CAP_NET_ADMIN the kernel allows `net.core.rmem_max` at most.
        public var receiveBuffer: Int
        /// The room for datagrams that wait to leave, in octets for each socket; the limit is `net.core.wmem_max`.
        public var sendBuffer: Int

        /// Makes a configuration.
        public init(
            listen: DHCPEndpoint = DHCPEndpoint(.any, port: 6767), interfaces: [String] = [],
            receiveBuffer: Int = 4 << 20, sendBuffer: Int = 4 << 20
        ) {
            self.listen = listen
            self.interfaces = interfaces
            self.receiveBuffer = receiveBuffer
            self.sendBuffer = sendBuffer
        }
    }
}

extension UDPTransport.Configuration {
    /// Throws `DHCPTransportError` when nothing could be received so, whatever the sockets say.
    package func check(_ interfaces: [NetworkInterface]) throws(DHCPTransportError) {
        if receiveBuffer < 1 || sendBuffer < 1 {
            throw DHCPTransportError(
                .contradiction, cause: "a socket needs buffers, not \(receiveBuffer) and \(sendBuffer) octets",
                cure: "leave them out")
        }
        if listen.address.isAny { return }
        for name in self.interfaces {
            // The system takes this, and the socket never hears anything.
            guard let interface = interfaces.first(where: { $0.name == name }), !interface.receives(listen.address)
            else { continue }
            let addresses = interface.addresses.map(\.address.description).joined(separator: ", ")
            throw DHCPTransportError(
                .contradiction, cause: "can not listen on \(listen) at \(name), which does not have this address",
                cure: "listen on 0.0.0.0" + (addresses.isEmpty ? "" : ", or on one of: \(addresses)"))
        }
    }

    /// Whether clients without an address are never heard, because they speak to all.
    package var isDeafToBroadcasts: Bool {
        !listen.address.isAny && !listen.address.isLoopback && listen.address != .broadcast
    }
}

extension NetworkInterface {
    /// Whether a datagram to `address` can come in here.
    fileprivate func receives(_ address: IPv4Address) -> Bool {
        if isBroadcast(address) { return true }
        // All of 127/8 is this host's.
        if isLoopback, addresses.contains(where: { $0.prefix?.contains(address) == true }) { return true }
        return addresses.contains { $0.address == address }
    }
}
