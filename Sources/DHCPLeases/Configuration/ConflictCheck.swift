/// Whether and how an address is probed before it is offered (RFC 2131 sections 2.2 and 4.4.1).
///
/// Somebody may have given a printer an address out of a pool by hand. Such a machine answers a probe, and the address rests
/// then, as one does that a client declined. Only addresses are probed that nobody had, or nobody for ``longEnded``: whoever
/// let an address go a moment ago had it from this server alone, and would have noticed another one there.
public struct ConflictCheck: Hashable, Sendable {
    /// Whether clients on this server's own links have their addresses asked for by ARP (RFC 5227 section 2.1.1).
    ///
    /// It does not reach behind a relay, so it says nothing of clients there.
    public var arp: Bool
    /// Whether addresses are asked for by an ICMP echo, which goes through routers.
    public var ping: Bool
    /// For how long answers are waited for, and so for how long an OFFER waits at most.
    public var timeout: Duration

    /// How long ago a lease must have ended for its address to be probed again, in seconds: an hour.
    public static let longEnded: UInt32 = 3600
    /// How long an address rests that a client declined and nobody answered for, in seconds: five minutes.
    ///
    /// Long enough for the client to take another one and for a machine that sleeps to wake up, too short to empty a pool.
    public static let shortRest: UInt32 = 300
    /// So many of a client's DECLINEs that nobody answered for count in an hour; those beyond are passed over.
    public static let unconfirmedDeclines = 3

    /// Makes a check; by default ARP on own links with half a second to answer, and nothing behind relays.
    public init(arp: Bool = true, ping: Bool = false, timeout: Duration = .milliseconds(500)) {
        self.arp = arp
        self.ping = ping
        self.timeout = timeout
    }
}
