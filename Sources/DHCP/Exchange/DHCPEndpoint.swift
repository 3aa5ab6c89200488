/// An IPv4 address and a UDP port.
public struct DHCPEndpoint: Hashable, Sendable, BitwiseCopyable {
    /// The address.
    public var address: IPv4Address
    /// The port.
    public var port: UInt16

    /// Makes an endpoint.
    @inlinable
    public init(_ address: IPv4Address, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// Where servers and relays listen (RFC 2131 section 4.1).
    public static let serverPort: UInt16 = 67
    /// Where clients listen (RFC 2131 section 4.1).
    public static let clientPort: UInt16 = 68
}

extension DHCPEndpoint: CustomStringConvertible, LosslessStringConvertible {
    /// Reads `10.0.0.1:67`.
    ///
    /// Anything else gives `nil`.
    public init?(_ text: some StringProtocol) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let address = IPv4Address(text[..<colon]),
            let port = UInt16(text[text.index(after: colon)...]), text[text.index(after: colon)...].first != "+"
        else { return nil }
        self.init(address, port: port)
    }

    /// Address and port, as in `10.0.0.1:67`.
    public var description: String { "\(address):\(port)" }
}
