package import DHCP

/// What the load generator reads of a reply.
///
/// It looks at fixed places and at three options, and keeps nothing else, so that the generator costs little beside the
/// server it measures.
package struct LoadReply: Hashable, Sendable {
    /// The transaction.
    package let xid: UInt32
    /// The address that the client gets.
    package let yiaddr: IPv4Address
    /// The first eight octets of `chaddr`.
    package let chaddr: UInt64
    /// What kind of reply it is.
    package let type: DHCPMessageType
    /// Who answers (option 54).
    package let server: IPv4Address?
    /// For how many seconds (option 51).
    package let leaseTime: UInt32?

    /// Header and magic cookie.
    static let optionsOffset = 240
    private static let cookie: UInt32 = 0x6382_5363

    /// Reads a datagram.
    ///
    /// Gives `nil` for what is no DHCP reply, or ends in the middle of an option.
    package init?(_ datagram: RawSpan) {
        guard datagram.byteCount > Self.optionsOffset,
            datagram.octet(at: 0) == DHCPMessage.Operation.bootReply.rawValue, datagram.uint32(at: 236) == Self.cookie
        else { return nil }
        var type: DHCPMessageType?
        var server: IPv4Address?
        var leaseTime: UInt32?
        var cursor = OptionCursor(Self.optionsOffset..<datagram.byteCount, hasLayout: true)
        while type == nil || server == nil || leaseTime == nil {
            guard let option = cursor.next(in: datagram) else {
                if cursor.ending(in: datagram) == .truncated { return nil }
                break
            }
            switch (DHCPOptionCode(rawValue: option.code), option.count) {
            case (.messageType, 1): type = DHCPMessageType(rawValue: datagram.octet(at: option.start))
            case (.serverIdentifier, 4): server = IPv4Address(bitPattern: datagram.uint32(at: option.start))
            case (.leaseTime, 4): leaseTime = datagram.uint32(at: option.start)
            default: break
            }
        }
        guard let type else { return nil }
        self.type = type
        self.server = server
        self.leaseTime = leaseTime
        xid = datagram.uint32(at: 4)
        yiaddr = IPv4Address(bitPattern: datagram.uint32(at: 16))
        chaddr = UInt64(datagram.uint32(at: 28)) << 32 | UInt64(datagram.uint32(at: 32))
    }
}
