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
            return .datagram(to: endpoint, source: source(origin, to: endpoint.address), interface: 0)
        case .broadcast(let endpoint):
            return broadcast(endpoint, origin)
        case .hardware(let hardware, let endpoint):
            return frame(hardware, endpoint, origin, payload: payload)
                ?? broadcast(DHCPEndpoint(.broadcast, port: endpoint.port), origin)
        }
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
