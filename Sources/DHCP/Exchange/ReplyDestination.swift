/// Where a reply goes (RFC 2131 section 4.1).
public enum ReplyDestination: Hashable, Sendable {
    /// To an address that answers ARP: a relay, or a client that has an address.
    case unicast(DHCPEndpoint)
    /// To a client that has no address yet: a frame to its hardware address, in it a packet to its future address.
    case hardware(HardwareAddress, DHCPEndpoint)
    /// To all hosts of the link by which the request came.
    case broadcast(DHCPEndpoint)
}

/// What an installation may decide about where replies go.
public struct ReplyAddressing: Hashable, Sendable {
    /// Where clients listen; 68 by default.
    public var clientPort: UInt16
    /// Where relays listen; 67 by default.
    public var relayPort: UInt16
    /// Whether clients without a usable address are always answered by broadcast, whatever their flag says.
    public var alwaysBroadcasts: Bool
    /// The address that stands for all hosts; tests answer to `127.0.0.1`.
    public var broadcastAddress: IPv4Address

    /// Relays that are answered at the port they name (RFC 8357) although they send from another address than `giaddr`.
    ///
    /// All others get that only at the address from which they send: who forges `giaddr` must not choose a port of
    /// somebody else.
    public var relays: Set<IPv4Address>

    /// Makes the addressing of RFC 2131, or one that differs from it.
    public init(
        clientPort: UInt16 = DHCPEndpoint.clientPort, relayPort: UInt16 = DHCPEndpoint.serverPort,
        alwaysBroadcasts: Bool = false, broadcastAddress: IPv4Address = .broadcast, relays: Set<IPv4Address> = []
    ) {
        self.clientPort = clientPort
        self.relayPort = relayPort
        self.alwaysBroadcasts = alwaysBroadcasts
        self.broadcastAddress = broadcastAddress
        self.relays = relays
    }

    /// Where `reply` to `request` goes.
    ///
    /// In this order: to the relay that sent the request (at the port it sends from when it says so, RFC 8357); a NAK to
    /// all; to the client's own address; to all when the broadcast bit is set; else to the client's hardware address.
    /// A client whose hardware address is not an Ethernet address can only be reached by broadcast, and so can one
    /// that sent neither an own address nor got one.
    public func destination(of reply: DHCPMessage, to request: DHCPRequest) -> ReplyDestination {
        let message = request.message
        if !message.giaddr.isAny {
            let peer = request.origin.peer
            let namesPort =
                message.relayUsesSourcePort && (peer.address == message.giaddr || relays.contains(message.giaddr))
            let port = namesPort ? peer.port : relayPort
            return .unicast(DHCPEndpoint(message.giaddr, port: port))
        }
        let everyone = ReplyDestination.broadcast(DHCPEndpoint(broadcastAddress, port: clientPort))
        if reply.messageType == .nak { return everyone }
        if !message.ciaddr.isAny { return .unicast(DHCPEndpoint(message.ciaddr, port: clientPort)) }
        if message.isBroadcast || alwaysBroadcasts || reply.yiaddr.isAny { return everyone }
        guard message.hardwareAddress.isEthernet, !message.hardwareAddress.isZero else { return everyone }
        return .hardware(message.hardwareAddress, DHCPEndpoint(reply.yiaddr, port: clientPort))
    }
}

extension DHCPMessage {
    /// Whether the relay listens on the port it sent from: sub-option 19 of option 82 (RFC 8357 section 5).
    var relayUsesSourcePort: Bool {
        options.withValue(of: .relayAgentInformation) { octets in
            var cursor = OptionCursor(0..<octets.byteCount, hasLayout: false)
            while let part = cursor.next(in: octets) {
                if part.code == RelayAgentInformation.Code.relaySourcePort.rawValue { return true }
            }
            return false
        } ?? false
    }
}

/// A reply and where it goes.
public struct DHCPReply: Hashable, Sendable {
    /// What is sent.
    public var message: DHCPMessage
    /// Where it goes.
    public var destination: ReplyDestination
    /// How the request came: the reply leaves by the same interface, from the same address.
    public var origin: DHCPOrigin

    /// Makes a reply.
    public init(message: DHCPMessage, destination: ReplyDestination, origin: DHCPOrigin) {
        self.message = message
        self.destination = destination
        self.origin = origin
    }

    /// Makes a reply to `request`, addressed as RFC 2131 section 4.1 says.
    ///
    /// When the request came by an interface without an address, the reply to a client comes from the address by which it
    /// names its server (option 54), since no packet comes from `0.0.0.0` (RFC 1122 section 3.2.1.3).
    public init(
        message: DHCPMessage, to request: borrowing DHCPRequest, addressing: ReplyAddressing = ReplyAddressing()
    ) {
        self.message = message
        self.destination = addressing.destination(of: message, to: request)
        self.origin = request.origin
        if origin.localAddress.isAny, message.giaddr.isAny, let name = message.options[.serverIdentifier] {
            origin.localAddress = name
        }
    }
}
