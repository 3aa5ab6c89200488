/// The number of an option (IANA "BOOTP Vendor Extensions and DHCP Options").
public struct DHCPOptionCode: RawRepresentable, Hashable, Sendable, BitwiseCopyable, ExpressibleByIntegerLiteral {
    /// The number on the wire.
    public var rawValue: UInt8

    /// Makes the code numbered `rawValue`.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Makes a code from a literal.
    @inlinable
    public init(integerLiteral value: UInt8) {
        self.rawValue = value
    }
}

extension DHCPOptionCode: CustomStringConvertible {
    /// Number and name, as in `12 (host-name)`, or the number alone, as in `224`.
    public var description: String {
        guard let definition = DHCPOptionDefinition(self) else { return "\(rawValue)" }
        return "\(rawValue) (\(definition.name))"
    }
}

extension DHCPOptionCode: DHCPOptionElement {
    /// 1.
    @inlinable public static var octetCount: Int { 1 }

    /// Reads one octet; any other length is an error.
    @inlinable
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        self.init(rawValue: try UInt8(decoding: octets))
    }

    /// Writes one octet.
    @inlinable
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(rawValue) }
}
