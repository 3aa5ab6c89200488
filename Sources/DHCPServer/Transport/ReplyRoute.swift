package import DHCP

/// A reply as it is given to the kernel.
package struct OutgoingMessage {
    /// Which entry of the batch it is.
    var entry: Int
    /// Where its payload lies in the batch's octets.
    var range: Range<Int>
    /// How it leaves.
    var way: Way

    /// How a message leaves.
    package enum Way {
        /// By UDP. The kernel finds the source when it is `0.0.0.0`, and the interface when it is 0.
        case datagram(to: DHCPEndpoint, source: IPv4Address, interface: UInt32)
        /// In a frame to a hardware address (its lower 48 bits), by an interface.
        case frame(UDPPacketHeader, hardware: UInt64, interface: UInt32)
    }
}

extension [OutgoingMessage] {
    /// Puts those that the kernel can take as one datagram behind each other: to one place, equally long.
    ///
    /// Within those the order stays.
    mutating func gatherByDestination() {
        let keys = map(\.joinKey)
        if keys.allSatisfy({ $0 == keys[0] }) { return }
        let order = indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        self = order.map { self[$0] }
    }
}

extension OutgoingMessage {
    /// What messages have in common that the kernel can take as one.
    fileprivate var joinKey: JoinKey {
        switch way {
        case .datagram(let to, let source, let interface):
            JoinKey(
                place: UInt64(to.address.bitPattern) << 32 | UInt64(source.bitPattern),
                rest: UInt64(interface) << 32 | UInt64(to.port) << 16 | UInt64(UInt16(truncatingIfNeeded: range.count)))
        case .frame: JoinKey(place: .max, rest: .max)
        }
    }
}

private struct JoinKey: Comparable {
    var place: UInt64
    var rest: UInt64

    static func < (one: JoinKey, other: JoinKey) -> Bool { (one.place, one.rest) < (other.place, other.rest) }
}

/// Decides how replies leave, from what is known of the interfaces, and does nothing itself.
package struct ReplyRoute {
    /// The interfaces as they are now.
    package let interfaces: InterfaceTable.Snapshot
    /// The port replies come from: the one the server listens on.
    package let port: UInt16
    /// Whether frames can be sent at all.
    package let sendsFrames: Bool

    package init(interfaces: InterfaceTable.Snapshot, port: UInt16, sendsFrames: Bool) {
        self.interfaces = interfaces
        self.port = port
        self.sendsFrames = sendsFrames
    }

    /// The way of a reply.
    ///
    /// A client without an address is answered by broadcast when a frame can not be sent: no such socket, an interface
    /// that is not known or not Ethernet, or a reply that does not fit one packet.
    package func way(
        to destination: ReplyDestination, origin: DHCPOrigin, payload: Span<UInt8>
    ) -> OutgoingMessage.Way {
        switch destination {
        case .unicast(let endpoint):
            // The way back to a relay is the routing table's business; only the address must be the one it knows.
            return neighbour(endpoint, origin, payload: payload)
                ?? .datagram(to: endpoint, source: source(origin, to: endpoint.address), interface: 0)
        case .broadcast(let endpoint):
            return broadcast(endpoint, origin)
        case .hardware(let hardware, let endpoint):
            return frame(hardware, endpoint, origin, payload: payload)
                ?? broadcast(DHCPEndpoint(.broadcast, port: endpoint.port), origin)
        }
    }

    /// The frame to a client that has its address on the very link by which its request came; `nil` for all others.
    ///
    /// The client just said which hardware address it has. The kernel may not know it, when the client answers no ARP,
    /// or may know another: that of whoever had the address before. A client with the broadcast bit takes no frames to that
    /// address: it is behind a bridge, perhaps, that has another one. From another port than 67 the answer goes through the
    /// kernel, where a rule may change the port: a client's firewall expects it from where the request went.
    private func neighbour(
        _ endpoint: DHCPEndpoint, _ origin: DHCPOrigin, payload: Span<UInt8>
    ) -> OutgoingMessage.Way? {
        guard port == DHCPEndpoint.serverPort,
            let hardware = Self.directClient(at: endpoint.address, in: payload.bytes),
            let interface = interfaces.interfaces[origin.interfaceIndex],
            interface.addresses.contains(where: { $0.prefix?.contains(endpoint.address) == true }),
            !interfaces.isLocal(endpoint.address), !source(origin, to: endpoint.address).isAny
        else { return nil }
        return frame(hardware, endpoint, origin, payload: payload)
    }

    /// The hardware address of the client that a reply leases the address to at which it is; `nil` when it is no reply,
    /// leases none, or goes to a relay or somebody else.
    private static func directClient(at address: IPv4Address, in reply: RawSpan) -> HardwareAddress? {
        // Where `op`, `flags`, `yiaddr`, `giaddr` and `chaddr` stand: RFC 2131 figure 1.
        guard reply.byteCount >= 44, reply.octet(at: 0) == DHCPMessage.Operation.bootReply.rawValue,
            reply.octet(at: 10) & 0x80 == 0, reply.uint32(at: 24) == 0, reply.uint32(at: 16) == address.bitPattern,
            let hardware = HardwareAddress(
                type: HardwareType(rawValue: reply.octet(at: 1)),
                octets: reply.extracting(28..<28 + min(Int(reply.octet(at: 2)), 16))),
            !hardware.isZero
        else { return nil }
        return hardware
    }

    private func frame(
        _ hardware: HardwareAddress, _ endpoint: DHCPEndpoint, _ origin: DHCPOrigin, payload: Span<UInt8>
    ) -> OutgoingMessage.Way? {
        guard sendsFrames, hardware.isEthernet, let interface = interfaces.interfaces[origin.interfaceIndex],
            interface.hardwareAddress?.isEthernet == true, !interface.isLoopback,
            payload.count + UDPPacketHeader.count <= interface.mtu
        else { return nil }
        let local = origin.localAddress.isAny ? interfaces.anyAddress : origin.localAddress
        guard let header = UDPPacketHeader(from: DHCPEndpoint(local, port: port), to: endpoint, payload: payload)
        else { return nil }
        let number = (0..<6).reduce(UInt64(0)) { $0 << 8 | UInt64(hardware.storage[$1]) }
        return .frame(header, hardware: number, interface: interface.index)
    }

    private func broadcast(_ endpoint: DHCPEndpoint, _ origin: DHCPOrigin) -> OutgoingMessage.Way {
        // An address that stands in for all hosts, such as 127.0.0.1 in a test, may be behind another interface.
        let isBroadcast =
            endpoint.address == .broadcast
            || interfaces.interfaces[origin.interfaceIndex]?.isBroadcast(endpoint.address) == true
        return .datagram(
            to: endpoint, source: source(origin, to: endpoint.address),
            interface: isBroadcast ? origin.interfaceIndex : 0)
    }

    /// The address the request was sent to, unless the kernel would refuse to send from it.
    private func source(_ origin: DHCPOrigin, to destination: IPv4Address) -> IPv4Address {
        let local = origin.localAddress
        guard origin.isUnicast || interfaces.isLocal(local) else { return .any }
        if local.isLoopback, !destination.isLoopback, destination != .broadcast { return .any }
        return local
    }
}
