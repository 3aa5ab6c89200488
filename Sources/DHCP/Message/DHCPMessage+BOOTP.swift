extension DHCPMessage {
    /// Reads a request of a BOOTP client from before there were vendor extensions, whose `vend` field begins with four
    /// zeros instead of the magic cookie (RFC 951 section 3).
    ///
    /// It has no options, whatever `vend` holds. Gives `nil` for all else.
    package init?(plainBOOTP datagram: RawSpan) {
        guard datagram.byteCount >= Self.headerCount, datagram.load32(236) == 0, datagram.load8(0) == 1 else {
            return nil
        }
        let cookie = (0..<4).map { UInt8(truncatingIfNeeded: Self.cookie >> (24 - 8 * UInt32($0))) }
        let message = datagram.octets(in: 0..<236) + cookie
        guard let decoded = try? DHCPMessage(decoding: message) else { return nil }
        self = decoded
    }
}
