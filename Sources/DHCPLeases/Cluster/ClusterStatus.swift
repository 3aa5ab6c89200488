public import DHCP

/// How a cluster stands, as one of its members sees it, or who looks into its store.
public struct ClusterStatus: Hashable, Sendable, Codable {
    /// A server of the cluster.
    public struct Member: Hashable, Sendable, Codable {
        /// Its name.
        public let name: String
        /// Whether it lives.
        public let isAlive: Bool
        /// Whether it has handed its clients over to the others.
        public let hasLeft: Bool
        /// How many of the 256 parts of all clients it has.
        public let buckets: Int
        /// How many changes of the store it had not heard of yet when it last spoke.
        public let revisionLag: UInt64
        /// How far its leases' time is ahead of that of who looks, in milliseconds; `nil` when that is not known.
        public let skewMilliseconds: Int64?
        /// Whether it serves what the cluster is to serve.
        public let isConfigurationCurrent: Bool
        /// The version of its program.
        public let version: String
        /// How it names itself to clients (option 54).
        public let identifiers: [IPv4Address]
    }

    /// Who looks.
    public let name: String
    /// Whether it reaches the store, and what it knows is not old.
    public let hasQuorum: Bool
    /// By how many seconds the clocks of two members differ at most.
    public let skew: UInt32
    /// What the cluster is to serve; `nil` when nobody has said it.
    public let configuration: String?
    /// All members, in the order of their names; those that are gone as long as a client may name them.
    public let members: [Member]
}

extension MemberWatch {
    /// How the cluster stands, where `view` is what the engine is told and `own` what this server says of itself, at
    /// `revision` of the store.
    public func status(
        _ view: ClusterView, own: MemberRecord, revision: StoreRevision, ahead: Duration,
        served: ServedConfiguration? = nil
    ) -> ClusterStatus {
        let membership = Membership(view)
        let buckets = membership.buckets
        let members = view.members.map { member in
            let sighted = member.name == name ? nil : others[member.name]
            let record = sighted?.record ?? own
            return ClusterStatus.Member(
                name: member.name, isAlive: member.isAlive, hasLeft: record.hasLeft,
                buckets: buckets[member.name] ?? 0,
                revisionLag: revision.rawValue > record.revision ? revision.rawValue - record.revision : 0,
                skewMilliseconds: sighted.map { skew(of: $0, ahead: ahead)?.milliseconds } ?? 0,
                isConfigurationCurrent: !member.servesOldConfiguration, version: record.version,
                identifiers: member.identifiers)
        }
        return ClusterStatus(
            name: name, hasQuorum: view.hasQuorum, skew: view.skew, configuration: served?.digest, members: members)
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        let (seconds, rest) = components
        return seconds * 1000 + rest / 1_000_000_000_000_000
    }
}
