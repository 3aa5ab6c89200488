/// The longest message the client takes: option 57 (RFC 2132 section 9.10).
///
/// The value is two octets; one and four, which some clients send, are read too, and a number over 65,535 reads as
/// 65,535. Any other length is malformed (`invalidLength`). It is always written as two octets.
public struct MaximumMessageSize: RawRepresentable, Hashable, Sendable, BitwiseCopyable, ExpressibleByIntegerLiteral {
    /// The number of octets, IP and UDP headers included.
    public var rawValue: UInt16

    /// Makes a size.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Makes a size from a literal.
    public init(integerLiteral value: UInt16) {
        rawValue = value
    }

    /// The least that every client must take.
    public static let minimum: MaximumMessageSize = 576

    /// The most that a server makes use of: one Ethernet frame, as clients without an address put no fragments together.
    package static let frame: MaximumMessageSize = 1500

    /// How many octets of UDP payload fit; a size below the minimum counts as the minimum.
    public var payloadCount: Int { Int(max(rawValue, Self.minimum.rawValue)) - 28 }
}

extension DHCPMessage {
    /// How many octets of UDP payload an answer to this message may have: what its sender takes (option 57), between 576
    /// and 1,500 octets with the headers of IP and UDP.
    ///
    /// The lower bound is what every client takes, the upper one Ethernet frame: a client without an address puts no
    /// fragments together.
    public var replyLimit: Int {
        min((options[.maximumMessageSize] ?? .minimum).payloadCount, MaximumMessageSize.frame.payloadCount)
    }
}

extension MaximumMessageSize: DHCPOptionValue {
    /// Reads one, two or four octets.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        switch octets.byteCount {
        case 1: rawValue = UInt16(octets.octet(at: 0))
        case 4: rawValue = UInt16(clamping: octets.uint32(at: 0))
        default: rawValue = try UInt16(decoding: octets)
        }
    }

    /// Writes two octets.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(rawValue) }
}

extension MaximumMessageSize: CustomStringConvertible {
    /// The number.
    public var description: String { "\(rawValue)" }
}
