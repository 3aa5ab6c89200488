/// A list of domain names: the domains to search (119, RFC 3397 section 2), and options 88 and 141.
///
/// Compressed names are read (RFC 1035 section 4.1.4). Names are written uncompressed, which every client reads, unless
/// the value would then be over 255 octets and need splitting; then they are compressed. Decoding throws
/// `invalidDomainName` for a name that runs past the end, is too long or has a pointer that does not go back,
/// `invalidLength` when there is no name, and `tooLong` for more than 256 names.
public struct DomainNameList: Hashable, Sendable {
    /// The names, the first to be tried first.
    public var names: [DomainName]

    /// More names than any list has; without a limit each two octets of a datagram could become a name of 255.
    static let maximumCount = 256

    /// Makes a list.
    public init(_ names: [DomainName]) {
        self.names = names
    }

    /// Makes a list from text.
    ///
    /// Gives `nil` when one of them is not a domain name.
    public init?(_ texts: String...) {
        names = []
        for text in texts {
            guard let name = DomainName(text) else { return nil }
            names.append(name)
        }
    }
}

extension DomainNameList: ExpressibleByArrayLiteral {
    /// Makes a list from a literal.
    public init(arrayLiteral names: DomainName...) {
        self.names = names
    }
}

extension DomainNameList: DHCPOptionValue {
    /// Reads names one after another; pointers count from the beginning of the joined value (RFC 3397 section 2).
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        names = []
        var index = 0
        if octets.byteCount == 0 { throw DHCPDecodingError(.invalidLength) }
        while index < octets.byteCount {
            guard names.count < Self.maximumCount else { throw DHCPDecodingError(.tooLong, offset: index) }
            names.append(try DomainName(reading: octets, at: &index))
        }
    }

    /// Writes the names, uncompressed when that takes no more than 255 octets.
    public func encode(into writer: inout DHCPOptionWriter) {
        let count = names.reduce(0) { $0 + $1.octets.count }
        writer.write(contentsOf: count <= 255 ? names.flatMap(\.octets) : compressed())
    }

    /// The names with pointers to what stood before.
    private func compressed() -> [UInt8] {
        var octets: [UInt8] = []
        var places: [ArraySlice<UInt8>: Int] = [:]
        for name in names {
            var rest = name.octets[...]
            while let length = rest.first, length != 0, places[rest] == nil {
                // A pointer has fourteen bits.
                if octets.count < 0x4000 { places[rest] = octets.count }
                octets += rest.prefix(1 + Int(length))
                rest = rest.dropFirst(1 + Int(length))
            }
            if let place = places[rest] {
                octets.append(0xC0 | UInt8(place >> 8))
                octets.append(UInt8(place & 0xFF))
            } else {
                octets.append(0)
            }
        }
        return octets
    }
}

extension DomainNameList: CustomStringConvertible {
    /// The names with commas between them.
    public var description: String { names.map(\.description).joined(separator: ", ") }
}
