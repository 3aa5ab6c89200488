public import DHCP

/// What a ``LeaseEngine`` serves.
public struct LeaseConfiguration: Hashable, Sendable {
    /// The subnets.
    public var subnets: [Subnet]
    /// Options for all clients.
    public var options: DHCPOptions
    /// Times of all subnets that have none of their own.
    public var times: LeaseTimes
    /// The server identifier (option 54); by default the address at which a request arrived.
    public var identifier: IPv4Address?
    /// Addresses of this server: never leased, and taken for this server when a client names them.
    public var serverAddresses: Set<IPv4Address>
    /// Whether this server knows all addresses of its networks, so that it may refuse an address it does not know.
    public var isAuthoritative: Bool
    /// Where replies go.
    public var addressing: ReplyAddressing

    /// Makes a configuration.
    public init(
        subnets: [Subnet], options: DHCPOptions = DHCPOptions(), times: LeaseTimes = LeaseTimes(),
        identifier: IPv4Address? = nil, serverAddresses: Set<IPv4Address> = [], isAuthoritative: Bool = true,
        addressing: ReplyAddressing = ReplyAddressing()
    ) {
        self.subnets = subnets
        self.options = options
        self.times = times
        self.identifier = identifier
        self.serverAddresses = serverAddresses
        self.isAuthoritative = isAuthoritative
        self.addressing = addressing
    }
}

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

    /// Makes a subnet.
    public init(
        _ prefix: IPv4Prefix, pools: [Pool] = [], interface: String? = nil, relays: [IPv4Address] = [],
        sharedNetwork: String? = nil, options: DHCPOptions = DHCPOptions(), times: LeaseTimes? = nil
    ) {
        self.prefix = prefix
        self.pools = pools
        self.interface = interface
        self.relays = relays
        self.sharedNetwork = sharedNetwork
        self.options = options
        self.times = times
    }
}

/// A range of addresses that are leased.
public struct Pool: Hashable, Sendable {
    /// The addresses.
    public var range: IPv4Range

    /// Makes a pool.
    public init(_ range: IPv4Range) {
        self.range = range
    }
}

/// Why a configuration can not be served.
public enum LeaseConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two subnets have addresses in common.
    case overlappingSubnets(IPv4Prefix, IPv4Prefix)
    /// Two pools have addresses in common.
    case overlappingPools(IPv4Range, IPv4Range)
    /// A pool has addresses that are not its subnet's.
    case poolOutsideSubnet(IPv4Range, IPv4Prefix)
    /// One relay address or one interface name stands for two subnets.
    case ambiguousSubnet(String)
    /// All pools together hold more addresses than a table can (2^31 - 1).
    case tooManyAddresses

    /// One line that says what is wrong.
    public var description: String {
        switch self {
        case .overlappingSubnets(let one, let other): "subnets \(one) and \(other) overlap"
        case .overlappingPools(let one, let other): "pools \(one) and \(other) overlap"
        case .poolOutsideSubnet(let pool, let subnet): "pool \(pool) is not inside subnet \(subnet)"
        case .ambiguousSubnet(let name): "\(name) stands for two subnets"
        case .tooManyAddresses: "the pools hold more than 2147483647 addresses"
        }
    }
}
