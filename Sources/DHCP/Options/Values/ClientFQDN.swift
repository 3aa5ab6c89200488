/// The client's full name, and who updates the DNS for it: option 81 (RFC 4702 section 2).
///
/// The name is text, or in the form of the wire when flag E is set. Decoding throws `invalidLength` for fewer than
/// three octets and `invalidDomainName` for a name that E says is in the form of the wire and is not. An empty name asks
/// the server for one.
public struct ClientFQDN: Hashable, Sendable {
    /// Who updates what, and how the name is written.
    public var flags: Flags
    /// The response code for the A record, of no meaning today: 0 from clients, 255 from servers.
    public var rcode1: UInt8
    /// The response code for the PTR record, of no meaning today: 0 from clients, 255 from servers.
    public var rcode2: UInt8
    /// The name as it stands in the option.
    public private(set) var nameOctets: [UInt8]

    /// The flags (RFC 4702 section 2.1).
    public struct Flags: OptionSet, Hashable, Sendable {
        /// The octet on the wire.
        public let rawValue: UInt8

        /// Makes flags of an octet.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// S: the server updates the A record.
        public static let serverUpdates = Flags(rawValue: 1)
        /// O: the server does otherwise than the client asked; in replies.
        public static let overridden = Flags(rawValue: 2)
        /// E: the name is in the form of the wire.
        public static let canonicalEncoding = Flags(rawValue: 4)
        /// N: the server updates nothing.
        public static let noUpdate = Flags(rawValue: 8)
    }

    /// Makes a value with `name` in the form that `flags` says; an empty name asks the server for one.
    ///
    /// A dot at the end makes the name fully qualified. Gives `nil` when the name is to be in the form of the wire and
    /// is not a domain name.
    public init?(name: String, flags: Flags = [.canonicalEncoding], rcode1: UInt8 = 0, rcode2: UInt8 = 0) {
        self.flags = flags
        self.rcode1 = rcode1
        self.rcode2 = rcode2
        if name.isEmpty || !flags.contains(.canonicalEncoding) {
            nameOctets = Array(name.utf8)
        } else {
            guard let domain = DomainName(name) else { return nil }
            nameOctets = name.hasSuffix(".") ? domain.octets : domain.octets.dropLast()
        }
    }

    /// Makes a value with the whole of a domain name in the form of the wire.
    package init(_ domain: DomainName, flags: Flags, rcode1: UInt8, rcode2: UInt8) {
        (self.flags, self.rcode1, self.rcode2, nameOctets) = (flags, rcode1, rcode2, domain.octets)
    }

    /// Makes a value with a name in the form of the wire that was looked at before.
    package init(wire nameOctets: [UInt8], flags: Flags, rcode1: UInt8, rcode2: UInt8) {
        (self.flags, self.rcode1, self.rcode2, self.nameOctets) = (flags, rcode1, rcode2, nameOctets)
    }

    /// The name as text, without a dot at the end; NULs at the end are left out.
    public var name: String {
        if flags.contains(.canonicalEncoding) {
            return (try? DomainName(decoding: nameOctets))?.description ?? ""
        }
        let text = (try? String(decoding: nameOctets)) ?? ""
        return text.utf8.count > 1 && text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// Whether the name is fully qualified: it ends with the empty label, or with a dot when it is text.
    public var isFullyQualified: Bool {
        guard flags.contains(.canonicalEncoding) else { return nameOctets.last == UInt8(ascii: ".") }
        return (try? DomainName(decoding: nameOctets))?.octets == nameOctets
    }
}

extension ClientFQDN: DHCPOptionValue {
    /// Reads flags, two response codes and the name.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        guard octets.byteCount >= 3 else { throw DHCPDecodingError(.invalidLength, offset: octets.byteCount) }
        flags = Flags(rawValue: octets.octet(at: 0))
        rcode1 = octets.octet(at: 1)
        rcode2 = octets.octet(at: 2)
        nameOctets = octets.octets(in: 3..<octets.byteCount)
        if flags.contains(.canonicalEncoding), !nameOctets.isEmpty {
            do throws(DHCPDecodingError) {
                _ = try DomainName(decoding: nameOctets)
            } catch {
                throw error.within(at: 3)
            }
        }
    }

    /// Writes flags, response codes and the name.
    public func encode(into writer: inout DHCPOptionWriter) {
        writer.write(flags.rawValue)
        writer.write(rcode1)
        writer.write(rcode2)
        writer.write(contentsOf: nameOctets)
    }
}

extension ClientFQDN: CustomStringConvertible {
    /// Flags and name, as in `[SE] "printer.lab.example"`.
    public var description: String {
        let letters = zip("SOEN", [Flags.serverUpdates, .overridden, .canonicalEncoding, .noUpdate])
        let text = letters.filter { flags.contains($0.1) }.map { String($0.0) }.joined()
        return "[\(text)] \(name.quoted)"
    }
}
