package import DHCP

/// The IPv4 and UDP headers of a datagram that leaves as a frame (RFC 791 section 3.1, RFC 768).
///
/// ```
/// |version 4, 5 words|   0   |         total length          |
/// |     identification 0     |   don't fragment, offset 0    |
/// |    TTL 64    |  UDP (17) |            checksum           |
/// |                        source address                    |
/// |                     destination address                  |
/// |       source port        |        destination port       |
/// |       UDP length         |            checksum           |
/// ```
package struct UDPPacketHeader {
    /// The octets of both headers together.
    static let count = 28
    /// UDP in the header's protocol field.
    private static let udp: UInt16 = 17

    /// The headers as they are sent.
    package private(set) var octets = InlineArray<28, UInt8>(repeating: 0)

    /// Makes the headers of a packet with `payload`, or `nil` when that is more than a packet holds.
    ///
    /// The packet is never fragmented, so its identification may be zero (RFC 6864 section 4.1).
    package init?(from source: DHCPEndpoint, to destination: DHCPEndpoint, payload: Span<UInt8>) {
        guard let total = UInt16(exactly: Self.count + payload.count) else { return nil }
        store(0x4500, at: 0)
        store(total, at: 2)
        store(0x4000, at: 6)
        store(64 << 8 | Self.udp, at: 8)
        store(source.address, at: 12)
        store(destination.address, at: 16)
        store(source.port, at: 20)
        store(destination.port, at: 22)
        store(total - 20, at: 24)

        var header = InternetChecksum()
        header.add(octets.span.extracting(0..<20))
        store(header.value, at: 10)

        var datagram = InternetChecksum()
        datagram.add(octets.span.extracting(12..<28))
        datagram.add(Self.udp)
        datagram.add(total - 20)
        datagram.add(payload)
        // Zero would say that there is no checksum (RFC 768).
        store(datagram.value == 0 ? 0xFFFF : datagram.value, at: 26)
    }

    private mutating func store(_ value: UInt16, at index: Int) {
        octets[index] = UInt8(truncatingIfNeeded: value >> 8)
        octets[index + 1] = UInt8(truncatingIfNeeded: value)
    }

    private mutating func store(_ address: IPv4Address, at index: Int) {
        store(UInt16(truncatingIfNeeded: address.bitPattern >> 16), at: index)
        store(UInt16(truncatingIfNeeded: address.bitPattern), at: index + 2)
    }
}

/// The checksum of IPv4 and UDP: the complement of the sum in ones' complement of all 16-bit words (RFC 1071).
package struct InternetChecksum {
    /// Carries gather in the upper half; no packet is long enough to overflow it.
    private var sum: UInt64 = 0

    package init() {}

    /// Adds a word.
    package mutating func add(_ word: UInt16) { sum += UInt64(word) }

    /// Adds octets, two a word, with a zero after an odd last one; so only the last part may be odd.
    package mutating func add(_ octets: Span<UInt8>) {
        var index = 0
        while index + 1 < octets.count {
            sum += UInt64(octets[index]) << 8 | UInt64(octets[index + 1])
            index += 2
        }
        if index < octets.count { sum += UInt64(octets[index]) << 8 }
    }

    /// The checksum of all that was added.
    package var value: UInt16 {
        var folded = sum
        while folded > 0xFFFF { folded = (folded & 0xFFFF) + (folded >> 16) }
        return ~UInt16(truncatingIfNeeded: folded)
    }
}
