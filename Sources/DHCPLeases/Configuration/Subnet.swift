public import DHCP

/// A subnet and what its clients get.
public struct Subnet: Hashable, Sendable {
    /// Its addresses.
    public var prefix: IPv4Prefix
    /// The ranges from which clients get addresses, used in this order.
    public var pools: [Pool]
    /// The interface behind which the subnet lies, for links whose interface has no address in it.
    public var interface: String?
    /// Addresses of relays (`giaddr`) outside the subnet that mean this subnet.
    public var relays: [IPv4Address]
    /// The name of the link, for subnets that share one.
    public var sharedNetwork: String?
    /// Options for clients of this subnet; they go before those of the whole configuration.
    public var options: DHCPOptions
    /// Times of this subnet, instead of those of the whole configuration.
    public var times: LeaseTimes?
    /// What single clients always get.
    public var reservations: [Reservation]
    /// What machines of this subnet boot, instead of what the whole configuration says.
    public var boot: BootSettings?
    /// What a client is told that asks whether it may choose an address itself, when there is none for it
    /// (option 116, RFC 2563); `nil` for nothing.
    public var autoConfigure: AutoConfigure?
    /// Options for clients of this subnet that go out unasked, or not at all.
    public var optionRules: OptionRules
    /// How its addresses are probed, instead of what the whole configuration says.
    public var conflictCheck: ConflictCheck?

    /// Makes a subnet.
    public init(
        _ prefix: IPv4Prefix, pools: [Pool] = [], interface: String? = nil, relays: [IPv4Address] = [],
        sharedNetwork: String? = nil, options: DHCPOptions = DHCPOptions(), times: LeaseTimes? = nil,
        reservations: [Reservation] = [], boot: BootSettings? = nil, autoConfigure: AutoConfigure? = nil,
        optionRules: OptionRules = OptionRules(), conflictCheck: ConflictCheck? = nil
    ) {
        self.prefix = prefix
        self.pools = pools
        self.interface = interface
        self.relays = relays
        self.sharedNetwork = sharedNetwork
        self.options = options
        self.times = times
        self.reservations = reservations
        self.boot = boot
        self.autoConfigure = autoConfigure
        self.optionRules = optionRules
        self.conflictCheck = conflictCheck
    }
}

/// A range of addresses that are leased.
public struct Pool: Hashable, Sendable {
    /// The addresses.
    public var range: IPv4Range
    /// The classes whose members get these addresses; empty for everybody.
    public var classes: [String]
    /// Options for clients with these addresses; they go before those of the subnet.
    public var options: DHCPOptions
    /// Lease times of these addresses.
    public var times: LeaseTimeOverrides
    /// Whether the addresses are for clients with a reservation, for those without one, or for all.
    public var clients: Clients
    /// Options for clients with these addresses that go out unasked, or not at all.
    public var optionRules: OptionRules

    /// For whom a pool's addresses are, besides its classes.
    public enum Clients: String, Hashable, Sendable, CaseIterable {
        /// For everybody.
        case all
        /// For clients that have a reservation on their link, be it for an address or not.
        case known
        /// For clients that have none.
        case unknown
    }

    /// Makes a pool.
    public init(
        _ range: IPv4Range, classes: [String] = [], options: DHCPOptions = DHCPOptions(),
        times: LeaseTimeOverrides = LeaseTimeOverrides(), clients: Clients = .all,
        optionRules: OptionRules = OptionRules()
    ) {
        self.range = range
        self.classes = classes
        self.options = options
        self.times = times
        self.clients = clients
        self.optionRules = optionRules
    }
}
