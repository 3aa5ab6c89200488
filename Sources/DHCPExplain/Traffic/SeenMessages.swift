import DHCP
import DHCPCapture

/// A message of a client or relay, as it was seen.
struct AskedMessage: Sendable {
    private let message: DHCPMessage
    private let source: DHCPEndpoint
    private let destination: IPv4Address
    let interface: String
    private let time: DHCPInstant

    init(_ message: DHCPMessage, _ datagram: CapturedDatagram) {
        (self.message, source, time) = (message, datagram.source, datagram.time)
        (destination, interface) = (datagram.destination.address, datagram.interface ?? "")
    }

    /// Whether a server may answer it at all.
    var wantsAnswer: Bool {
        switch message.messageType {
        case .discover, .request, .inform, nil: true
        default: false
        }
    }

    /// By what its answer is known.
    var key: PendingRequests.Key {
        PendingRequests.Key(
            xid: message.xid, client: message.hardwareAddress, isDiscover: message.messageType == .discover)
    }

    /// The message as the server got it, of which the answer tells more.
    ///
    /// One that was seen before a relay took it names no relay; its answer does.
    func request(_ servers: ComparedServers, answer: SeenAnswer?) -> DHCPRequest {
        var message = message
        let own = answer?.server ?? servers.address(at: interface)
        var origin = DHCPOrigin(
            interface: interface, localAddress: destination == .broadcast ? own : destination,
            localAddresses: servers.known + (own.isAny ? [] : [own]), peer: source, destination: destination,
            receivedAt: time)
        if message.giaddr.isAny, let answer, !answer.message.giaddr.isAny {
            message.giaddr = answer.message.giaddr
            message.hops = 1
            if let information = answer.message.options[raw: .relayAgentInformation] {
                message.options[raw: .relayAgentInformation] = information
            }
            origin.peer = DHCPEndpoint(message.giaddr, port: DHCPEndpoint.serverPort)
            (origin.localAddress, origin.destination) = (own, own)
        }
        return DHCPRequest(message: message, origin: origin)
    }
}

/// An answer of a server, as it was seen.
struct SeenAnswer: Sendable {
    let message: DHCPMessage
    let source: IPv4Address
    let interface: String

    init(_ message: DHCPMessage, _ datagram: CapturedDatagram) {
        (self.message, source, interface) = (message, datagram.source.address, datagram.interface ?? "")
    }

    /// The server that it names, else its sender.
    var server: IPv4Address { message.options[.serverIdentifier] ?? source }

    /// By what messages it may be an answer to: a DISCOVER may be answered at once (RFC 4039).
    var keys: [PendingRequests.Key] {
        let kinds: [Bool] =
            switch message.messageType {
            case .offer: [true]
            case .ack: [false, true]
            default: [false]
            }
        return kinds.map { PendingRequests.Key(xid: message.xid, client: message.hardwareAddress, isDiscover: $0) }
    }
}
