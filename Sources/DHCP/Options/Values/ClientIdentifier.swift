/// What tells clients apart: option 61 (RFC 2132 section 9.14), a type and octets.
///
/// All octets together are the identity; a server compares them and reads no meaning into them. RFC 2132 asks for two
/// octets at least; one is taken too, because clients send it. An empty value is malformed (`invalidLength`).
public struct ClientIdentifier: Hashable, Sendable {
    /// All octets, the type first; never empty.
    public let octets: [UInt8]

    /// Makes an identifier of all its octets.
    ///
    /// Gives `nil` for none.
    public init?(octets: [UInt8]) {
        if octets.isEmpty { return nil }
        self.octets = octets
    }

    /// Makes the identifier that most clients use: the hardware type and address.
    public init(_ address: HardwareAddress) {
        octets = [address.type.rawValue] + address.octets
    }

    /// Makes an identifier of RFC 4361 section 6.1: 255, the interface's number and the host's DUID.
    public init(iaid: UInt32, duid: [UInt8]) {
        octets = [255] + iaid.encodedOctets + duid
    }

    /// The first octet: a hardware type, 0 for other identifiers, 255 for RFC 4361.
    public var type: UInt8 { octets.first ?? 0 }

    /// What follows the type.
    public var data: ArraySlice<UInt8> { octets.dropFirst() }

    /// The hardware address that the identifier is, when its type says so and 1 to 16 octets follow.
    public var hardwareAddress: HardwareAddress? {
        guard type != 0, type != 255, !data.isEmpty else { return nil }
        return HardwareAddress(type: HardwareType(rawValue: type), octets: data)
    }

    /// The interface's number in an identifier of RFC 4361.
    public var iaid: UInt32? {
        isRFC4361 ? octets.span.bytes.uint32(at: 1) : nil
    }

    /// The host's DUID in an identifier of RFC 4361 (RFC 8415 section 11).
    public var duid: [UInt8]? {
        isRFC4361 ? Array(octets[5...]) : nil
    }

    /// A DUID has a type of two octets and at least one octet more (RFC 8415 section 11.1).
    private var isRFC4361: Bool { type == 255 && octets.count >= 1 + 4 + 3 }
}

extension ClientIdentifier: DHCPOptionValue {
    /// Reads all octets; none are an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        if octets.byteCount == 0 { throw DHCPDecodingError(.invalidLength) }
        self.octets = octets.octets
    }

    /// Writes all octets.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(contentsOf: octets) }
}

extension ClientIdentifier: CustomStringConvertible, LosslessStringConvertible {
    /// Reads hexadecimal octets, the type first, as in `01:00:11:22:33:44:55`; the colons may be left out.
    public init?(_ text: String) {
        guard let octets = [UInt8](hexadecimal: text) else { return nil }
        self.init(octets: octets)
    }

    /// Lower-case hexadecimal octets with colons, the type first.
    public var description: String { octets.hexadecimal(separator: ":") }
}
