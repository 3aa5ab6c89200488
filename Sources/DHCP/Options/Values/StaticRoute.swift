/// A route to a host or a classful network: an element of option 33 (RFC 2132 section 5.8).
///
/// A list is malformed (`invalidLength`) when it is empty or not a multiple of eight octets.
public struct StaticRoute: Hashable, Sendable, BitwiseCopyable {
    /// The host or network; `0.0.0.0` is not allowed, and read.
    public var destination: IPv4Address
    /// The next hop.
    public var router: IPv4Address

    /// Makes a route.
    public init(to destination: IPv4Address, via router: IPv4Address) {
        self.destination = destination
        self.router = router
    }
}

extension StaticRoute: DHCPOptionElement {
    /// 8.
    public static var octetCount: Int { 8 }

    /// Reads two addresses; any other length is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        try octets.require(count: 8)
        self.init(
            to: IPv4Address(bitPattern: octets.uint32(at: 0)), via: IPv4Address(bitPattern: octets.uint32(at: 4)))
    }

    /// Writes two addresses.
    public func encode(into writer: inout DHCPOptionWriter) {
        writer.write(destination)
        writer.write(router)
    }
}

extension StaticRoute: CustomStringConvertible {
    /// Destination and next hop, as in `10.1.0.0 via 10.0.0.254`.
    public var description: String { "\(destination) via \(router)" }
}
