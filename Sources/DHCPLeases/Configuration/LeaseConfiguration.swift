public import DHCP

/// What a ``LeaseEngine`` serves.
///
/// Where several scopes set the same option, the narrowest is followed: reservation, class, pool, subnet, all.
public struct LeaseConfiguration: Hashable, Sendable {
    /// The subnets.
    public var subnets: [Subnet]
    /// The kinds of clients, the most important first.
    public var classes: [ClientClass]
    /// Options for all clients.
    public var options: DHCPOptions
    /// Times of all subnets that have none of their own.
    public var times: LeaseTimes
    /// What machines boot from the network; `nil` for nothing.
    public var boot: BootSettings?
    /// The server identifier (option 54); by default the address at which a request arrived.
    public var identifier: IPv4Address?
    /// Addresses of this server: never leased, and taken for this server when a client names them.
    public var serverAddresses: Set<IPv4Address>
    /// Whether this server knows all addresses of its networks, so that it may refuse an address it does not know, and
    /// extend a lease of its pools that it does not know.
    public var isAuthoritative: Bool
    /// Whether clients are told apart by the identifier they send (option 61); if not, by hardware address alone.
    public var usesClientIdentifiers: Bool
    /// Whether a client that asks for it gets its lease with one exchange (option 80, RFC 4039).
    public var allowsRapidCommit: Bool
    /// Who may ask for the leases of others (RFC 4388); nobody by default.
    public var leaseQueryRequesters: [IPv4Prefix]
    /// How much strangers may take.
    public var limits: ClientLimits
    /// Interfaces behind which whoever comes without a relay may say where the client is (options 118 and 82.5) and what
    /// this server is called (82.11): for links of switches and access devices alone, not of clients.
    public var trustedInterfaces: Set<String>
    /// Where replies go.
    public var addressing: ReplyAddressing
    /// Options that go out unasked to all clients.
    public var optionRules: OptionRules
    /// How addresses are probed before they are offered, where that can be done.
    public var conflictCheck: ConflictCheck

    /// Makes a configuration.
    public init(
        subnets: [Subnet], classes: [ClientClass] = [], options: DHCPOptions = DHCPOptions(),
        times: LeaseTimes = LeaseTimes(), boot: BootSettings? = nil, identifier: IPv4Address? = nil,
        serverAddresses: Set<IPv4Address> = [], isAuthoritative: Bool = true, usesClientIdentifiers: Bool = true,
        allowsRapidCommit: Bool = false, leaseQueryRequesters: [IPv4Prefix] = [],
        limits: ClientLimits = ClientLimits(), addressing: ReplyAddressing = ReplyAddressing(),
        trustedInterfaces: Set<String> = [], optionRules: OptionRules = OptionRules(),
        conflictCheck: ConflictCheck = ConflictCheck()
    ) {
        self.subnets = subnets
        self.classes = classes
        self.options = options
        self.times = times
        self.boot = boot
        self.identifier = identifier
        self.serverAddresses = serverAddresses
        self.isAuthoritative = isAuthoritative
        self.usesClientIdentifiers = usesClientIdentifiers
        self.allowsRapidCommit = allowsRapidCommit
        self.leaseQueryRequesters = leaseQueryRequesters
        self.limits = limits
        self.addressing = addressing
        self.trustedInterfaces = trustedInterfaces
        self.optionRules = optionRules
        self.conflictCheck = conflictCheck
    }
}
