/// The version of the client's network driver interface: option 94 (RFC 4578 section 2.2).
///
/// Decoding throws `invalidLength` unless there are three octets.
public struct ClientNetworkInterface: Hashable, Sendable {
    /// The kind of interface; 1 is UNDI, the only one defined.
    public var type: UInt8
    /// The major version.
    public var major: UInt8
    /// The minor version.
    public var minor: UInt8

    /// Makes a version; `3, 16` is UNDI 3.16.
    public init(type: UInt8 = 1, major: UInt8, minor: UInt8) {
        self.type = type
        self.major = major
        self.minor = minor
    }
}

extension ClientNetworkInterface: DHCPOptionValue {
    /// Reads three octets; any other length is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        try octets.require(count: 3)
        self.init(type: octets.octet(at: 0), major: octets.octet(at: 1), minor: octets.octet(at: 2))
    }

    /// Writes three octets.
    public func encode(into writer: inout DHCPOptionWriter) {
        writer.write(type)
        writer.write(major)
        writer.write(minor)
    }
}

extension ClientNetworkInterface: CustomStringConvertible {
    /// Type and version, as in `UNDI 3.16`.
    public var description: String { "\(type == 1 ? "UNDI" : "type \(type)") \(major).\(minor)" }
}
