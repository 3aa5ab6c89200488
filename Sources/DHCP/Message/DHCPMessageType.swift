/// What a DHCP message is: the value of option 53 (RFC 2132 section 9.6).
public struct DHCPMessageType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// The number on the wire.
    public var rawValue: UInt8

    /// Makes the type numbered `rawValue`.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// 1, client to servers: give me an address, anybody.
    @inlinable public static var discover: Self { .init(rawValue: 1) }
    /// 2, server to client: I have this one.
    @inlinable public static var offer: Self { .init(rawValue: 2) }
    /// 3, client to server: give me, confirm or prolong this one.
    @inlinable public static var request: Self { .init(rawValue: 3) }
    /// 4, client to server: somebody else uses the address.
    @inlinable public static var decline: Self { .init(rawValue: 4) }
    /// 5, server to client: it is yours.
    @inlinable public static var ack: Self { .init(rawValue: 5) }
    /// 6, server to client: it is not yours; begin again.
    @inlinable public static var nak: Self { .init(rawValue: 6) }
    /// 7, client to server: I do not need it any more.
    @inlinable public static var release: Self { .init(rawValue: 7) }
    /// 8, client to server: I have an address, tell me the rest.
    @inlinable public static var inform: Self { .init(rawValue: 8) }
    /// 9, server to client: come and renew (RFC 3203).
    @inlinable public static var forceRenew: Self { .init(rawValue: 9) }
    /// 10, requester to server: tell me who has this address (RFC 4388).
    @inlinable public static var leaseQuery: Self { .init(rawValue: 10) }
    /// 11, server to requester: nobody has it (RFC 4388).
    @inlinable public static var leaseUnassigned: Self { .init(rawValue: 11) }
    /// 12, server to requester: it is not mine to know (RFC 4388).
    @inlinable public static var leaseUnknown: Self { .init(rawValue: 12) }
    /// 13, server to requester: this client has it (RFC 4388).
    @inlinable public static var leaseActive: Self { .init(rawValue: 13) }
    /// 14, requester to server, by TCP: tell me of many bindings (RFC 6926).
    @inlinable public static var bulkLeaseQuery: Self { .init(rawValue: 14) }
    /// 15, server to requester, by TCP: that was all (RFC 6926).
    @inlinable public static var leaseQueryDone: Self { .init(rawValue: 15) }
    /// 16, requester to server, by TCP: tell me of every change (RFC 7724).
    @inlinable public static var activeLeaseQuery: Self { .init(rawValue: 16) }
    /// 17, server to requester, by TCP: how an active leasequery goes (RFC 7724).
    @inlinable public static var leaseQueryStatus: Self { .init(rawValue: 17) }
    /// 18, both ways, by TCP: use TLS from here (RFC 7724).
    @inlinable public static var tls: Self { .init(rawValue: 18) }
}

extension DHCPMessageType: CustomStringConvertible {
    private static let names = [
        "DISCOVER", "OFFER", "REQUEST", "DECLINE", "ACK", "NAK", "RELEASE", "INFORM", "FORCERENEW", "LEASEQUERY",
        "LEASEUNASSIGNED", "LEASEUNKNOWN", "LEASEACTIVE", "BULKLEASEQUERY", "LEASEQUERYDONE", "ACTIVELEASEQUERY",
        "LEASEQUERYSTATUS", "TLS",
    ]

    /// The name without `DHCP` in front, as in `DISCOVER`, or `type 99`.
    public var description: String { name ?? "type \(rawValue)" }

    /// The name without `DHCP` in front, as in `DISCOVER`; `nil` for a number that has none.
    public var name: String? {
        Self.names.indices.contains(Int(rawValue) - 1) ? Self.names[Int(rawValue) - 1] : nil
    }

    /// The type of a name such as `DISCOVER`; any other text, lower case too, gives `nil`.
    public init?(name: some StringProtocol) {
        guard let index = Self.names.firstIndex(where: { $0 == name }) else { return nil }
        self.init(rawValue: UInt8(index + 1))
    }
}

extension DHCPMessageType: DHCPOptionValue {
    /// Reads one octet; any other length is an error.
    @inlinable
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        self.init(rawValue: try UInt8(decoding: octets))
    }

    /// Writes one octet.
    @inlinable
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(rawValue) }
}
