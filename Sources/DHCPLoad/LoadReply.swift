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
        guard datagram.byteCount > Self.optionsOffset, datagram.octet(0) == DHCPMessage.Operation.bootReply.rawValue,
            datagram.word(236) == Self.cookie
        else { return nil }
        var type: DHCPMessageType?
        var server: IPv4Address?
        var leaseTime: UInt32?
        var index = Self.optionsOffset
        while index < datagram.byteCount, type == nil || server == nil || leaseTime == nil {
            let code = datagram.octet(index)
            if code == DHCPOptionCode.end.rawValue { break }
            if code == DHCPOptionCode.pad.rawValue {
                index += 1
                continue
            }
            guard index + 1 < datagram.byteCount else { return nil }
            let count = Int(datagram.octet(index + 1))
            guard index + 2 + count <= datagram.byteCount else { return nil }
            if code == DHCPOptionCode.messageType.rawValue, count == 1 {
                type = DHCPMessageType(rawValue: datagram.octet(index + 2))
            } else if code == DHCPOptionCode.serverIdentifier.rawValue, count == 4 {
                server = IPv4Address(bitPattern: datagram.word(index + 2))
            } else if code == DHCPOptionCode.leaseTime.rawValue, count == 4 {
                leaseTime = datagram.word(index + 2)
            }
            index += 2 + count
        }
        guard let type else { return nil }
        self.type = type
        self.server = server
        self.leaseTime = leaseTime
        xid = datagram.word(4)
        yiaddr = IPv4Address(bitPattern: datagram.word(16))
        chaddr = UInt64(datagram.word(28)) << 32 | UInt64(datagram.word(32))
    }
}

extension RawSpan {
    fileprivate func octet(_ offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

    fileprivate func word(_ offset: Int) -> UInt32 {
        UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
}
