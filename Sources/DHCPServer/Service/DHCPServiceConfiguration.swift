public import DHCP

/// How a ``DHCPService`` runs.
public struct DHCPServiceConfiguration: Sendable {
    /// The service's name in logs and metrics.
    public var name: String
    /// Where replies go.
    public var addressing: ReplyAddressing
    /// How often `tick` is called; `nil` for never.
    public var tickInterval: Duration?
    /// How many messages may wait.
    ///
    /// When more come, DISCOVERs are dropped first and renewals last.
    ///
    /// A client sends again after 4 seconds (RFC 2131 section 4.1), so more than is answered in that time is in vain.
    public var mailboxLimit: Int
    /// How long a message may wait.
    ///
    /// Afterwards its client has sent it again, so it is dropped.
    public var ageLimit: Duration
    /// How many messages are handed over as one batch.
    public var batchLimit: Int
    /// How many casts may wait for their time, see ``DHCPServiceHandle/cast(after:_:)``.
    public var delayedCastLimit: Int

    /// Makes a configuration; the defaults suit all but tests.
    ///
    /// Nothing is checked before the service starts, which fails when no service can run so: see ``check()``.
    public init(
        name: String = "dhcp", addressing: ReplyAddressing = ReplyAddressing(),
        tickInterval: Duration? = .seconds(1), mailboxLimit: Int = 65_536, ageLimit: Duration = .seconds(4),
        batchLimit: Int = 1024, delayedCastLimit: Int = 1024
    ) {
        self.name = name
        self.addressing = addressing
        self.tickInterval = tickInterval
        self.mailboxLimit = mailboxLimit
        self.ageLimit = ageLimit
        self.batchLimit = batchLimit
        self.delayedCastLimit = delayedCastLimit
    }
}
