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

extension DHCPOptionCode {
    /// 0: fills, one octet without a length (RFC 2132 section 3.1).
    @inlinable public static var pad: Self { 0 }
    /// 52: `file` or `sname` or both hold options (RFC 2132 section 9.3). Set by the encoder.
    @inlinable public static var overload: Self { 52 }
    /// 53: what the message is (RFC 2132 section 9.6).
    @inlinable public static var messageType: Self { 53 }
    /// 82: what the relay adds, returned by the server as it came (RFC 3046).
    @inlinable public static var relayAgentInformation: Self { 82 }
    /// 255: ends the options, one octet without a length (RFC 2132 section 3.2).
    @inlinable public static var end: Self { 255 }
}
extension DHCPOptionKey where Value == DHCPMessageType {
    /// 53: what the message is (RFC 2132 section 9.6).
    @inlinable public static var messageType: Self { .init(.messageType) }
}
