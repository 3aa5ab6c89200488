public import DHCP
public import DHCPLeases
public import DHCPServer

/// How a server stands.
public struct ServerStatus: Hashable, Sendable, Codable {
    /// The version and the commit of the program's swift-dhcp, such as `0.1.0 (3c9affc)`.
    public let version: String
    /// How long it runs, in seconds.
    public let uptime: Int
    /// Whether some clients have been served, or could have been.
    public let isReady: Bool
    /// How it stands in one line, such as `serving eth0; eth1: is down`.
    public let summary: String
    /// Where clients are heard, with the ports that were really bound.
    public let listening: [DHCPEndpoint]
    /// The interfaces that are to be served.
    public let interfaces: [Interface]
    /// Where leases are kept, and how many.
    public let store: Store
    /// How the cluster stands of which the server is a member; `nil` when it is none.
    public let cluster: ClusterStatus?
    /// The subnets, in the order of the configuration.
    public let subnets: [Subnet]
    /// The other servers that answer clients on this one's links, as far as they were seen.
    public let otherServers: [OtherServer]
    /// What was counted since the server began.
    public let counts: Counts

    /// An interface that is to be served.
    public struct Interface: Hashable, Sendable, Codable {
        /// Its name.
        public let name: String
        /// Whether clients behind it are served.
        public let isServed: Bool
        /// A line such as `eth1: is down`.
        public let condition: String
    }

    /// Where leases are kept.
    public struct Store: Hashable, Sendable, Codable {
        /// The file, or `memory`, or that the program has a store of its own.
        public let place: String
        /// Whether leases can not be stored, so that none is acknowledged.
        public let isFailing: Bool
        /// How many leases are in each state.
        public let leases: [LeaseState: Int]
    }

    /// A subnet and how much of it is in use.
    public struct Subnet: Hashable, Sendable, Codable {
        /// Its addresses.
        public let subnet: IPv4Prefix
        /// The name of the link, for subnets that share one.
        public let sharedNetwork: String?
        /// Its pools, in the order of the configuration.
        public let pools: [Pool]
        /// How many reservations there are, those made at run time among them.
        public let reservations: Int
        /// Why no client of this host's own links can reach it; `nil` when some can.
        public let unreached: String?
    }

    /// A pool and how much of it is in use.
    public struct Pool: Hashable, Sendable, Codable {
        /// Its addresses.
        public let range: IPv4Range
        /// How many of them are for everybody: all but reserved ones and those that are never leased.
        public let capacity: Int
        /// How many of those nobody has, was offered or declined.
        public let free: Int
    }

    /// What was counted.
    public struct Counts: Hashable, Sendable, Codable {
        /// Messages received.
        public let received: Int
        /// Replies that the system took.
        public let sent: Int
        /// Replies that the system refused.
        public let refused: Int
        /// Messages dropped before anybody looked at them, by reason.
        public let dropped: [String: Int]
        /// Datagrams that are not DHCP.
        public let unrecognized: Int
        /// What became of messages, by reason.
        public let outcomes: [ReasonCode: Int]
    }
}
