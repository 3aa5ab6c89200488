/// Whether a client without an address may take a link-local one: option 116 (RFC 2563 section 2).
public struct AutoConfigure: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// The number on the wire.
    public var rawValue: UInt8

    /// Makes the value numbered `rawValue`.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// 0: the client must not take a link-local address.
    public static let doNotAutoConfigure = AutoConfigure(rawValue: 0)
    /// 1: the client may; clients send this to say that they know the option.
    public static let autoConfigure = AutoConfigure(rawValue: 1)
}

extension AutoConfigure: DHCPOptionValue {
    /// Reads one octet; any other length is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        rawValue = try UInt8(decoding: octets)
    }

    /// Writes one octet.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(rawValue) }
}
