/// How the client resolves NetBIOS names: option 46 (RFC 2132 section 8.7).
public struct NetBIOSNodeType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// The number on the wire.
    public var rawValue: UInt8

    /// Makes the type numbered `rawValue`.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// 1, B-node: broadcast.
    public static let broadcast = NetBIOSNodeType(rawValue: 1)
    /// 2, P-node: name servers.
    public static let pointToPoint = NetBIOSNodeType(rawValue: 2)
    /// 4, M-node: broadcast, then name servers.
    public static let mixed = NetBIOSNodeType(rawValue: 4)
    /// 8, H-node: name servers, then broadcast.
    public static let hybrid = NetBIOSNodeType(rawValue: 8)
}

extension NetBIOSNodeType: DHCPOptionValue {
    /// Reads one octet; any other length is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        rawValue = try UInt8(decoding: octets)
    }

    /// Writes one octet.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(rawValue) }
}
