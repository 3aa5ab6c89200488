/// A next hop allowed in source routes: an element of option 21 (RFC 2132 section 4.3).
///
/// A list is malformed (`invalidLength`) when it is empty or not a multiple of eight octets.
public struct PolicyFilter: Hashable, Sendable, BitwiseCopyable {
    /// The destination's address.
    public var address: IPv4Address
    /// The bits of it that count.
    public var mask: IPv4Address

    /// Makes a filter.
    public init(_ address: IPv4Address, mask: IPv4Address) {
        self.address = address
        self.mask = mask
    }
}

extension PolicyFilter: DHCPOptionElement {
    /// 8.
    public static var octetCount: Int { 8 }

    /// Reads two addresses; any other length is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        try octets.require(count: 8)
        self.init(
            IPv4Address(bitPattern: octets.uint32(at: 0)), mask: IPv4Address(bitPattern: octets.uint32(at: 4)))
    }

    /// Writes two addresses.
    public func encode(into writer: inout DHCPOptionWriter) {
        writer.write(address)
        writer.write(mask)
    }
}

extension PolicyFilter: CustomStringConvertible {
    /// Address and mask, as in `10.1.0.0/255.255.0.0`.
    public var description: String { "\(address)/\(mask)" }
}
