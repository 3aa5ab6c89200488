extension DHCPMessage {
    /// Reads a BOOTP request without the magic cookie: its vendor area is zeros, or missing (RFC 951 section 3).
    ///
    /// What stands there is not kept; the message has no options. Gives `nil` for all else: a message with the cookie
    /// or another word in its place, which may be a broken DHCP message; a reply, fewer than the 236 octets of the
    /// header, and a client without a hardware address.
    package init?(decodingBOOTP datagram: RawSpan) {
        let count = Self.headerCount - 4
        guard datagram.byteCount >= count, datagram.octet(at: 0) == Operation.bootRequest.rawValue,
            datagram.octet(at: 2) > 0
        else { return nil }
        if datagram.byteCount >= Self.headerCount, datagram.uint32(at: count) != 0 { return nil }
        let header = datagram.octets(in: 0..<count)
        let noOptions = Self.cookie.encodedOctets + [DHCPOptionCode.end.rawValue]
        guard let message = try? DHCPMessage(decoding: header + noOptions) else { return nil }
        self = message
    }
}
