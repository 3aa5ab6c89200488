public import DHCP

/// A relay agent between a ``TestClient`` and the server (RFC 1542 section 4, RFC 3046).
///
/// What the client broadcasts goes through it: with `giaddr`, `hops` and option 82, sent to the server alone. What the
/// client sends to its server alone, a renewal or a RELEASE, passes by the relay, as on a network. Answers must go back to
/// the relay; option 82 is left in them, so that a test can look at it.
public struct TestRelay: Hashable, Sendable {
    /// The relay's address on the client's link, which it puts into `giaddr`.
    public var address: IPv4Address
    /// How many relays the message passed.
    public var hops: UInt8
    /// What it adds as option 82; `nil` for none.
    public var information: RelayAgentInformation?
    /// The port it sends from; the answer comes there when `information` has `RelayAgentInformation.relaySourcePort`
    /// (RFC 8357), else to 67.
    public var sourcePort: UInt16

    /// Makes a relay.
    public init(
        _ address: IPv4Address, hops: UInt8 = 1, information: RelayAgentInformation? = nil,
        sourcePort: UInt16 = DHCPEndpoint.serverPort
    ) {
        self.address = address
        self.hops = hops
        self.information = information
        self.sourcePort = sourcePort
    }

    /// Where an answer has to go.
    var returnAddress: DHCPEndpoint {
        DHCPEndpoint(address, port: information?.relaySourcePort == nil ? DHCPEndpoint.serverPort : sourcePort)
    }

    /// The message as it leaves the relay.
    func forwarded(_ message: DHCPMessage) -> DHCPMessage {
        var message = message
        message.giaddr = address
        message.hops = hops
        if let information { message.options[.relayAgentInformation] = information }
        return message
    }

    /// How a message that came to the relay by `origin` comes to the server.
    func forwarded(_ origin: DHCPOrigin) -> DHCPOrigin {
        var origin = origin
        origin.peer = DHCPEndpoint(address, port: sourcePort)
        origin.destination = origin.localAddress
        return origin
    }
}
