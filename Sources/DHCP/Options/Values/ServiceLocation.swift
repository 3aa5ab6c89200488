/// Service location directory agents: option 78 (RFC 2610 section 3).
///
/// Decoding throws `invalidLength` when no octet, or part of an address, is there.
public struct SLPDirectoryAgents: Hashable, Sendable {
    /// Whether the client must use these agents and no others.
    public var isMandatory: Bool
    /// The agents.
    public var addresses: [IPv4Address]

    /// Makes a value.
    public init(_ addresses: [IPv4Address], isMandatory: Bool = false) {
        self.addresses = addresses
        self.isMandatory = isMandatory
    }
}

extension SLPDirectoryAgents: DHCPOptionValue {
    /// Reads an octet, of which every value but 0 says mandatory, and addresses.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        guard octets.byteCount % 4 == 1 else { throw DHCPDecodingError(.invalidLength, offset: octets.byteCount) }
        isMandatory = octets.octet(at: 0) != 0
        addresses = stride(from: 1, to: octets.byteCount, by: 4).map { IPv4Address(bitPattern: octets.uint32(at: $0)) }
    }

    /// Writes the octet and the addresses.
    public func encode(into writer: inout DHCPOptionWriter) {
        writer.write(UInt8(isMandatory ? 1 : 0))
        addresses.encode(into: &writer)
    }
}

extension SLPDirectoryAgents: CustomStringConvertible {
    /// The addresses, as in `mandatory 10.0.0.1, 10.0.0.2`.
    public var description: String {
        (isMandatory ? "mandatory " : "") + addresses.map(\.description).joined(separator: ", ")
    }
}

/// Service location scopes: option 79 (RFC 2610 section 4).
///
/// Decoding throws `invalidLength` when no octet is there.
public struct SLPServiceScope: Hashable, Sendable {
    /// Whether the client must use these scopes and no others.
    public var isMandatory: Bool
    /// The scopes with commas between them; empty for those of the client's own configuration.
    public var scopes: String

    /// Makes a value.
    public init(_ scopes: String, isMandatory: Bool = false) {
        self.scopes = scopes
        self.isMandatory = isMandatory
    }
}

extension SLPServiceScope: DHCPOptionValue {
    /// Reads an octet, of which every value but 0 says mandatory, and text.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        guard octets.byteCount >= 1 else { throw DHCPDecodingError(.invalidLength) }
        isMandatory = octets.octet(at: 0) != 0
        scopes = try String(decoding: octets.extracting(1..<octets.byteCount))
    }

    /// Writes the octet and the text.
    public func encode(into writer: inout DHCPOptionWriter) {
        writer.write(UInt8(isMandatory ? 1 : 0))
        scopes.encode(into: &writer)
    }
}

extension SLPServiceScope: CustomStringConvertible {
    /// The scopes, as in `mandatory "lab"`.
    public var description: String { (isMandatory ? "mandatory " : "") + scopes.quoted }
}
