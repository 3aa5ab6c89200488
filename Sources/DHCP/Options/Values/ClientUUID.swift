/// The machine's UUID: option 97 (RFC 4578 section 2.3), a type and sixteen octets.
///
/// Some clients leave the type out; sixteen octets read as a UUID without one. Any other length is malformed
/// (`invalidLength`).
public struct ClientUUID: Hashable, Sendable {
    /// The type: 0 for a UUID, the only one defined; `nil` when the client left it out.
    public let type: UInt8?
    /// The sixteen octets, in the order of the wire.
    public let octets: [UInt8]

    /// Makes a value of sixteen octets.
    ///
    /// Gives `nil` for another number.
    public init?(type: UInt8? = 0, octets: [UInt8]) {
        guard octets.count == 16 else { return nil }
        self.type = type
        self.octets = octets
    }
}

extension ClientUUID: DHCPOptionValue {
    /// Reads seventeen octets, or sixteen without a type.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        switch octets.byteCount {
        case 17: type = octets.octet(at: 0)
        case 16: type = nil
        default: throw DHCPDecodingError(.invalidLength, offset: min(octets.byteCount, 17))
        }
        self.octets = octets.octets(in: octets.byteCount - 16..<octets.byteCount)
    }

    /// Writes the type, unless it was left out, and the octets.
    public func encode(into writer: inout DHCPOptionWriter) {
        if let type { writer.write(type) }
        writer.write(contentsOf: octets)
    }
}

extension ClientUUID: CustomStringConvertible {
    /// The octets in the order of the wire, as in `00112233-4455-6677-8899-aabbccddeeff`.
    public var description: String {
        [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { octets[$0].hexadecimal() }.joined(separator: "-")
    }
}
