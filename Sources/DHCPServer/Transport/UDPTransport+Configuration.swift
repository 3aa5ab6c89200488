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
        /// Whether an interface that is missing at the start, or has not the address to listen on, is waited for.
        ///
        /// If not, it is an error. Afterwards interfaces may come and go in any case.
        public var waitsForInterfaces: Bool
        /// The room for datagrams that wait to be read, in octets for each socket.
        ///
        /// A small datagram counts for about 1,300 octets, so the default of 4 MiB keeps 3,000 of them: what comes in
        /// while a full batch is written to disk. Without CAP_NET_ADMIN the kernel allows `net.core.rmem_max` at most.
        public var receiveBuffer: Int
        /// The room for datagrams that wait to leave, in octets for each socket; the limit is `net.core.wmem_max`.
        public var sendBuffer: Int
        /// Whether replies to one relay that leave together are joined; ``UDPTransport/SegmentationOffload/automatic`` by default.
        public var segmentationOffload: SegmentationOffload

        /// Makes a configuration.
        public init(
            listen: DHCPEndpoint = DHCPEndpoint(.any, port: 6767), interfaces: [String] = [],
            waitsForInterfaces: Bool = false, receiveBuffer: Int = 4 << 20, sendBuffer: Int = 4 << 20,
            segmentationOffload: SegmentationOffload = .automatic
        ) {
            self.listen = listen
            self.interfaces = interfaces
            self.waitsForInterfaces = waitsForInterfaces
            self.receiveBuffer = receiveBuffer
            self.sendBuffer = sendBuffer
            self.segmentationOffload = segmentationOffload
        }
    }

    /// When replies to one relay that leave together, equally long, are given to the kernel as one datagram, which it or
    /// the network card divides (UDP segmentation offload, Linux 4.18).
    ///
    /// That saves two fifths of the processor's time under load, and nobody sees it where the kernel divides before the
    /// interface, or a network card does. A virtual cable (veth) that passes it on as it is does harm to whoever reads raw
    /// frames at its other end, as ISC dhcrelay does: that sees one long frame and loses what is in it.
    public enum SegmentationOffload: Hashable, Sendable {
        /// Where nobody sees it: ``NetworkInterface/dividesDatagrams``.
        case automatic
        /// At every interface.
        case always
        /// Nowhere.
        case never
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
        if waitsForInterfaces { return }
        for name in self.interfaces {
            switch target(name, among: interfaces) {
            case .unavailable(.missing):
                throw .missing(name, listening: listen, among: interfaces)
            case .unavailable(.withoutAddress):
                // The system takes this, and the socket never hears anything.
                let addresses = interfaces.filter { $0.name == name }.flatMap(\.addresses)
                let list = addresses.map(\.address.description).joined(separator: ", ")
                throw DHCPTransportError(
                    .contradiction, cause: "can not listen on \(listen) at \(name), which does not have this address",
                    cure: "listen on 0.0.0.0" + (list.isEmpty ? "" : ", or on one of: \(list)"))
            case .available, .unavailable: continue
            }
        }
    }

    /// Whether the interface of that name can be listened on.
    package func target(_ name: String, among interfaces: [NetworkInterface]) -> ListeningTarget {
        guard let interface = interfaces.first(where: { $0.name == name }) else { return .unavailable(.missing) }
        if !interface.isUp { return .unavailable(.down) }
        if !listen.address.isAny && !interface.receives(listen.address) {
            return .unavailable(.withoutAddress(listen.address))
        }
        return .available(interface)
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

/// What can be done about an interface that is to be listened on.
package enum ListeningTarget: Hashable, Sendable {
    /// It can be listened on.
    case available(NetworkInterface)
    /// It can not, for this reason.
    case unavailable(InterfaceStatus.State)

    var interface: NetworkInterface? {
        if case .available(let interface) = self { interface } else { nil }
    }
}
