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

    /// How many octets of UDP payload fit; a size below the minimum counts as the minimum.
    public var payloadCount: Int { Int(max(rawValue, Self.minimum.rawValue)) - 28 }
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
