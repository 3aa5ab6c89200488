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

    /// The way of a reply; `nil` when there is none with an address to come from, since no packet may come from `0.0.0.0`
    /// (RFC 1122 section 3.2.1.3).
    ///
    /// A client without an address is answered by broadcast when a frame can not be sent: no such socket, an interface
    /// that is not known or not Ethernet, or a reply that does not fit one packet.
    package func way(
        to destination: ReplyDestination, origin: DHCPOrigin, facts: ReplyFacts, payload: Span<UInt8>
    ) -> OutgoingMessage.Way? {
        switch destination {
        case .unicast(let endpoint):
            // The way back to a relay is the routing table's business; only the address must be the one it knows.
            if let frame = neighbour(endpoint, origin, facts, payload: payload) { return frame }
            let source = source(origin, to: endpoint.address)
            // The kernel finds one of the host's addresses, if there is any.
            if source.isAny && hasNoSource(for: endpoint.address, facts) { return nil }
            return .datagram(to: endpoint, source: source, interface: 0)
        case .broadcast(let endpoint):
            return broadcast(endpoint, origin, facts, payload: payload)
        case .hardware(let hardware, let endpoint):
            return frame(hardware, endpoint, origin, payload: payload)
                ?? broadcast(DHCPEndpoint(.broadcast, port: endpoint.port), origin, facts, payload: payload)
        }
    }

    /// The frame to a client that has its address on the very link by which its request came; `nil` for all others.
    ///
    /// The client just said which hardware address it has. The kernel may not know it, when the client answers no ARP,
    /// or may know another: that of whoever had the address before. A client with the broadcast bit takes no frames to that
    /// address: it is behind a bridge, perhaps, that has another one. From another port than 67 the answer goes through the
    /// kernel, where a rule may change the port: a client's firewall expects it from where the request went.
    private func neighbour(
        _ endpoint: DHCPEndpoint, _ origin: DHCPOrigin, _ facts: ReplyFacts, payload: Span<UInt8>
    ) -> OutgoingMessage.Way? {
        guard port == DHCPEndpoint.serverPort,
            let hardware = facts.directClient,
            let interface = interfaces.interfaces[origin.interfaceIndex], !interfaces.isLocal(endpoint.address)
        else { return nil }
        if interface.addresses.isEmpty {
            // No route leads to a client behind it.
            guard !origin.localAddress.isAny, !interfaces.haveRoute(to: endpoint.address) else { return nil }
        } else {
            guard interface.addresses.contains(where: { $0.prefix?.contains(endpoint.address) == true }),
                !source(origin, to: endpoint.address).isAny
            else { return nil }
        }
        return frame(hardware, endpoint, origin, payload: payload)
    }

    private func frame(
        _ hardware: HardwareAddress, _ endpoint: DHCPEndpoint, _ origin: DHCPOrigin, payload: Span<UInt8>
    ) -> OutgoingMessage.Way? {
        guard sendsFrames, hardware.isEthernet, let interface = interfaces.interfaces[origin.interfaceIndex],
            interface.hardwareAddress?.isEthernet == true, !interface.isLoopback,
            payload.count + UDPPacketHeader.count <= interface.mtu
        else { return nil }
        // A server that has no address on the link may be named by one that no interface has (`server.identifier`).
        let local =
            origin.localAddress.isAny || origin.localAddress.isLoopback ? interfaces.anyAddress : origin.localAddress
        guard !local.isAny,
            let header = UDPPacketHeader(from: DHCPEndpoint(local, port: port), to: endpoint, payload: payload)
        else { return nil }
        let number = (0..<6).reduce(UInt64(0)) { $0 << 8 | UInt64(hardware.storage[$1]) }
        return .frame(header, hardware: number, interface: interface.index)
    }

    private func broadcast(
        _ endpoint: DHCPEndpoint, _ origin: DHCPOrigin, _ facts: ReplyFacts, payload: Span<UInt8>
    ) -> OutgoingMessage.Way? {
        // An address that stands in for all hosts, such as 127.0.0.1 in a test, may be behind another interface.
        let isBroadcast =
            endpoint.address == .broadcast
            || interfaces.interfaces[origin.interfaceIndex]?.isBroadcast(endpoint.address) == true
        var source = source(origin, to: endpoint.address)
        // A client that asks has no address yet.
        if source.isAny, isBroadcast, facts.isReply {
            // The kernel does not send from an address that no interface has.
            if !origin.localAddress.isAny, !origin.localAddress.isLoopback,
                let frame = frame(Self.everybody, endpoint, origin, payload: payload)
            {
                return frame
            }
            source = interfaces.anyAddress
        }
        if source.isAny && hasNoSource(for: endpoint.address, facts) { return nil }
        return .datagram(to: endpoint, source: source, interface: isBroadcast ? origin.interfaceIndex : 0)
    }

    /// Whether the kernel finds no address of this host to send a reply from either.
    private func hasNoSource(for destination: IPv4Address, _ facts: ReplyFacts) -> Bool {
        interfaces.anyAddress.isAny && !destination.isLoopback && facts.isReply
    }

    private static let everybody = HardwareAddress(255, 255, 255, 255, 255, 255)

    /// The address the request was sent to, unless the kernel would refuse to send from it.
    private func source(_ origin: DHCPOrigin, to destination: IPv4Address) -> IPv4Address {
        let local = origin.localAddress
        guard origin.isUnicast || interfaces.isLocal(local) else { return .any }
        if local.isLoopback, !destination.isLoopback, destination != .broadcast { return .any }
        return local
    }
}
