/// Outbound SIP proxies by name or address: option 120 (RFC 3361 section 3).
///
/// Decoding throws `invalidValue` when the first octet is neither 0 nor 1, and what a list of names or of addresses
/// throws.
public enum SIPServers: Hashable, Sendable {
    /// Encoding 0: domain names.
    case names(DomainNameList)
    /// Encoding 1: addresses, the preferred one first.
    case addresses([IPv4Address])
}

extension SIPServers: DHCPOptionValue {
    /// Reads the octet that says which, and the list.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        guard octets.byteCount > 1 else { throw DHCPDecodingError(.invalidLength, offset: octets.byteCount) }
        let list = octets.extracting(1..<octets.byteCount)
        do throws(DHCPDecodingError) {
            switch octets.octet(at: 0) {
            case 0: self = .names(try DomainNameList(decoding: list))
            case 1: self = .addresses(try [IPv4Address](decoding: list))
            default: throw DHCPDecodingError(.invalidValue, offset: -1)
            }
        } catch {
            throw error.within(at: 1)
        }
    }

    /// Writes the octet that says which, and the list.
    public func encode(into writer: inout DHCPOptionWriter) {
        switch self {
        case .names(let names):
            writer.write(UInt8(0))
            names.encode(into: &writer)
        case .addresses(let addresses):
            writer.write(UInt8(1))
            addresses.encode(into: &writer)
        }
    }
}

extension SIPServers: CustomStringConvertible {
    /// The names or addresses with commas between them.
    public var description: String {
        switch self {
        case .names(let names): names.description
        case .addresses(let addresses): addresses.map(\.description).joined(separator: ", ")
        }
    }
}
