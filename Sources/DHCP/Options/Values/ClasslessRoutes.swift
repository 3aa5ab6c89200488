/// A route with a prefix length (RFC 3442).
public struct ClasslessRoute: Hashable, Sendable {
    /// The block of addresses to reach; `0.0.0.0/0` is the default route.
    public var destination: IPv4Prefix
    /// The next hop; `0.0.0.0` says that the block is on the link.
    public var router: IPv4Address

    /// Makes a route.
    public init(to destination: IPv4Prefix, via router: IPv4Address) {
        self.destination = destination
        self.router = router
    }
}

extension ClasslessRoute: CustomStringConvertible, LosslessStringConvertible {
    /// Reads `10.2.0.0/16 via 10.0.0.254`; anything else gives `nil`.
    public init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 3, words[1] == "via", let destination = IPv4Prefix(words[0]),
            let router = IPv4Address(words[2])
        else { return nil }
        self.init(to: destination, via: router)
    }

    /// Block and next hop, as in `10.2.0.0/16 via 10.0.0.254`.
    public var description: String { "\(destination) via \(router)" }
}

/// Routes with prefix lengths: options 121 (RFC 3442) and 249 (the same before it had a number).
///
/// Bits behind the prefix are cleared, as RFC 3442 asks of clients. Decoding throws `invalidValue` for a prefix length
/// over 32 and `invalidLength` when the last route is cut or there is none.
public struct ClasslessRoutes: Hashable, Sendable {
    /// The routes, in the order of the wire.
    public var routes: [ClasslessRoute]

    /// Makes a list.
    public init(_ routes: [ClasslessRoute]) {
        self.routes = routes
    }
}

extension ClasslessRoutes: ExpressibleByArrayLiteral {
    /// Makes a list from a literal.
    public init(arrayLiteral routes: ClasslessRoute...) {
        self.routes = routes
    }
}

extension ClasslessRoutes: DHCPOptionValue {
    /// Reads a prefix length, the octets of the block that count, and a next hop, again and again.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        routes = []
        var index = 0
        if octets.byteCount == 0 { throw DHCPDecodingError(.invalidLength) }
        while index < octets.byteCount {
            let length = Int(octets.octet(at: index))
            let significant = (length + 7) / 8
            guard significant <= 4 else { throw DHCPDecodingError(.invalidValue, offset: index) }
            let next = index + 1 + significant + 4
            guard next <= octets.byteCount else { throw DHCPDecodingError(.invalidLength, offset: index) }
            var bits: UInt32 = 0
            for place in 0..<significant {
                bits |= UInt32(octets.octet(at: index + 1 + place)) << UInt32(24 - 8 * place)
            }
            guard let destination = IPv4Prefix(IPv4Address(bitPattern: bits), length: length) else {
                throw DHCPDecodingError(.invalidValue, offset: index)
            }
            routes.append(.init(to: destination, via: IPv4Address(bitPattern: octets.uint32(at: next - 4))))
            index = next
        }
    }

    /// Writes the routes one after another.
    public func encode(into writer: inout DHCPOptionWriter) {
        for route in routes {
            writer.write(UInt8(truncatingIfNeeded: route.destination.length))
            let significant = (route.destination.length + 7) / 8
            writer.write(contentsOf: route.destination.address.encodedOctets.prefix(significant))
            writer.write(route.router)
        }
    }
}

extension ClasslessRoutes: CustomStringConvertible {
    /// The routes with commas between them.
    public var description: String { routes.map(\.description).joined(separator: ", ") }
}
