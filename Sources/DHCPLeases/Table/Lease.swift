public import DHCP

/// What a server remembers of an address.
public struct Lease: Hashable, Sendable {
    /// The address.
    public var address: IPv4Address
    /// Whose it is, or was.
    public var client: ClientIdentity
    /// The hardware address the client last sent.
    public var hardwareAddress: HardwareAddress
    /// Whether the client may use the address now.
    public var state: LeaseState
    /// When the client last got or renewed the address, seconds since 1970.
    public var start: UInt32
    /// When the state ends or ended, seconds since 1970; `UInt32.max` is never.
    ///
    /// Bound: when the lease runs out. Declined: until when the address rests. Released or expired: since when it is
    /// free again.
    public var end: UInt32
    /// What the client and its relay last said of themselves, as options on the wire: host name (12), relay agent
    /// information (82), and where leases may be asked for also the vendor class (60), and the client identifier (61) when
    /// `client` is named otherwise; empty when they sent none.
    public var sentOptions: [UInt8]
    /// For how many seconds behind ``end`` the address is promised to its client still, though it was not told so.
    ///
    /// Where several servers share the leases one that can not store anything may extend the lease up to ``promised``, since
    /// all others keep the address for the client until then. 0 where one server alone has the leases.
    public var lead: UInt32

    /// Makes a lease.
    public init(
        address: IPv4Address, client: ClientIdentity, hardwareAddress: HardwareAddress, state: LeaseState,
        start: UInt32, end: UInt32, sentOptions: [UInt8] = [], lead: UInt32 = 0
    ) {
        self.address = address
        self.client = client
        self.hardwareAddress = hardwareAddress
        self.state = state
        self.start = start
        self.end = end
        self.sentOptions = sentOptions
        self.lead = lead
    }

    /// Until when nobody else gets the address, seconds since 1970; `UInt32.max` is never.
    public var promised: UInt32 { Self.moved(end: end, by: Int64(lead)) }

    /// The same lease with its times `seconds` later; a lease without an end has none still.
    public func shifted(by seconds: Int64) -> Lease {
        var lease = self
        lease.start = UInt32(clamping: Int64(start) + seconds)
        lease.end = Self.moved(end: end, by: seconds)
        return lease
    }

    /// An end `seconds` later; without an end there is none still.
    static func moved(end: UInt32, by seconds: Int64) -> UInt32 {
        if end == LeaseTimes.infinite { return end }
        return min(UInt32(clamping: Int64(end) + seconds), LeaseTimes.infinite - 1)
    }

    /// The host name the client sent (option 12); `nil` when it sent none.
    public var hostName: String? { DHCPOptions(sequence: sentOptions)[.hostName] }

    /// How the client named its kind (option 60), octet for octet; `nil` when that is not known.
    public var vendorClassIdentifier: [UInt8]? { DHCPOptions(sequence: sentOptions)[raw: .vendorClassIdentifier] }

    /// The client's own identifier (option 61), octet for octet; `nil` when it sent none or that is not known.
    public var sentClientIdentifier: [UInt8]? {
        client.source == .clientIdentifier
            ? client.octets : DHCPOptions(sequence: sentOptions)[raw: .clientIdentifier]
    }

    /// What the relay added (option 82, RFC 3046), octet for octet; `nil` when it added nothing.
    public var relayAgentInformation: [UInt8]? { DHCPOptions(sequence: sentOptions)[raw: .relayAgentInformation] }
}

/// The states of an address that a client once had.
///
/// Offers are not among them: they are held in memory only.
public enum LeaseState: UInt8, Sendable, CaseIterable {
    /// The client may use it.
    case bound = 1
    /// The client gave it back; it gets it again while nobody else needs it.
    case released = 2
    /// The lease ran out; the client gets the address again while nobody else needs it.
    case expired = 3
    /// A client found it in use; it rests.
    case declined = 4
}

/// A change of what is remembered of one address: what a store has to make durable.
public struct LeaseChange: Hashable, Sendable {
    /// What was remembered before; `nil` when the address was never leased.
    public var before: Lease?
    /// What is remembered now; `nil` when nothing is.
    public var after: Lease?

    /// Makes a change.
    ///
    /// `before` and `after` are of one address.
    public init(before: Lease?, after: Lease?) {
        self.before = before
        self.after = after
    }

    /// The address; `nil` for a change from nothing to nothing.
    public var address: IPv4Address? { after?.address ?? before?.address }

    /// The change that undoes this one.
    public var reversed: LeaseChange { LeaseChange(before: after, after: before) }
}
