/// A message from a client (or whatever else came to the port) with how it came.
public struct DHCPRequest: Hashable, Sendable {
    /// What was sent.
    public var message: DHCPMessage
    /// How it came.
    public var origin: DHCPOrigin

    /// Makes a request.
    public init(message: DHCPMessage, origin: DHCPOrigin = DHCPOrigin()) {
        self.message = message
        self.origin = origin
    }

    /// For a REQUEST: in which state the client sent it.
    ///
    /// `nil` for all else, and for a REQUEST that names no address.
    public var kind: RequestKind? {
        message.messageType == .request ? RequestKind(message, origin: origin) : nil
    }

    /// The transaction id.
    public var xid: UInt32 { message.xid }
    /// The client's hardware address.
    public var hardwareAddress: HardwareAddress { message.hardwareAddress }
}

extension DHCPRequest {
    /// Makes the answer to this request, with header and options as RFC 2131 table 3 has them.
    ///
    /// `op`, `htype`, `hlen`, `xid`, `flags`, `giaddr` and `chaddr` are the request's, `hops` and `secs` zero, `ciaddr`
    /// the client's in an ACK and zero otherwise. Option 53 is set; options 61 (RFC 6842) and 82 (RFC 3046) are
    /// returned as they came, unless their length is impossible. What you set in `options` stands between them; an option set to `nil` is left out.
    ///
    /// ```swift
    /// request.reply(.offer, yiaddr: address) { options in
    ///     options[.serverIdentifier] = me
    ///     options[.leaseTime] = 3600
    /// }
    /// ```
    public func reply(
        _ type: DHCPMessageType, yiaddr: IPv4Address = .any, siaddr: IPv4Address = .any,
        options fill: (inout DHCPOptions) -> Void = { _ in }
    ) -> DHCPMessage {
        var reply = DHCPMessage(replyTo: message, type: type, yiaddr: yiaddr)
        reply.siaddr = siaddr
        var options = DHCPOptions(minimumCapacity: 192)
        options[.messageType] = type
        fill(&options)
        for code in [DHCPOptionCode.clientIdentifier, .relayAgentInformation] where !options.contains(code) {
            // A length that the option can not have is not sent back.
            if let value = message.options[raw: code], code.admits(count: value.count) { options[raw: code] = value }
        }
        reply.options = options
        return reply
    }
}

extension DHCPMessage {
    /// Begins an answer with the header fields that the request decides, and no options (RFC 2131 table 3).
    ///
    /// A NAK through a relay gets the broadcast bit, because the client may have no usable address
    /// (RFC 2131 section 4.3.2).
    package init(replyTo request: borrowing DHCPMessage, type: DHCPMessageType, yiaddr: IPv4Address) {
        self.init(op: .bootReply, xid: request.xid, flags: request.flags, yiaddr: yiaddr, giaddr: request.giaddr)
        htype = request.htype
        hlen = request.hlen
        chaddr = request.chaddr
        if type == .ack { ciaddr = request.ciaddr }
        if type == .nak && !request.giaddr.isAny { isBroadcast = true }
    }
}
