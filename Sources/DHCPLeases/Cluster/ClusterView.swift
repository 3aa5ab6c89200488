public import DHCP

/// What a server knows of the others with which it shares its leases: one more input of its decisions.
///
/// ```swift
/// engine.cluster = ClusterView(
///     name: "kr1",
///     members: [.init(name: "kr1", identifiers: [one]), .init(name: "kr2", identifiers: [two])],
///     hasQuorum: true, skew: 2)
/// ```
///
/// Nothing here says who owns an address: the compare-and-set of the store alone does. A view that is old or wrong costs a
/// second OFFER, or some seconds of silence.
public struct ClusterView: Hashable, Sendable {
    /// A server of the cluster.
    public struct Member: Hashable, Sendable {
        /// Its name, which no other has.
        public var name: String
        /// How it names itself to clients (option 54).
        public var identifiers: [IPv4Address]
        /// Whether it lives: others answer for one that is gone.
        public var isAlive: Bool
        /// Whether it serves another configuration than the cluster is to serve: then its clients are others', as long as
        /// somebody serves the current one.
        public var servesOldConfiguration = false

        /// Makes a member.
        public init(name: String, identifiers: [IPv4Address], isAlive: Bool = true) {
            self.name = name
            self.identifiers = identifiers
            self.isAlive = isAlive
        }
    }

    /// The name of this server.
    public var name: String
    /// All servers, this one too; those that are gone as long as a client may name them.
    public var members: [Member]
    /// Whether the store can be reached, so that something can be committed, and what is known is not old.
    public var hasQuorum: Bool
    /// By how many seconds the clocks of two members differ at most, as far as that is known.
    public var skew: UInt32
    /// With a larger ``skew``, in seconds, this server takes no address whose lease ran out.
    public var skewLimit: UInt32 = 15
    /// How much longer than the client is told an address is promised to it, in hundredths of the lease time.
    public var leadPercent: UInt32 = 25
    /// How many seconds after the end of its promise an address is free.
    public var grace: UInt32 = 30
    /// A client that has asked for so many seconds (`secs`) is answered by all members.
    public var stepInAfter: UInt16 = 4

    /// Makes a view.
    public init(name: String, members: [Member], hasQuorum: Bool, skew: UInt32) {
        self.name = name
        self.members = members
        self.hasQuorum = hasQuorum
        self.skew = skew
    }

    /// The living member whose clients are those of a bucket; `nil` when nobody lives.
    ///
    /// By rendezvous hashing: when a member comes or goes, no bucket moves but its own.
    public func owner(of bucket: UInt8) -> Member? {
        let owners = owners
        return Rendezvous(owners.map(\.name)).first(for: UInt64(bucket)).map { owners[$0] }
    }

    /// Whether this server serves what the cluster is to serve: otherwise it gives nobody an address that it did not have.
    public var isConfigurationCurrent: Bool { !(members.first { $0.name == name }?.servesOldConfiguration ?? false) }

    /// Those that have clients: the living ones, but for those with an old configuration where there are others.
    var owners: [Member] {
        let living = members.filter(\.isAlive)
        let current = living.filter { !$0.servesOldConfiguration }
        return current.isEmpty ? living : current
    }
}
