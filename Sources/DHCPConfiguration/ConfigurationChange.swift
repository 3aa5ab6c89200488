import DHCP
import DHCPLeases

/// What is different between two configurations, for the line that an operator reads after a reload.
public struct ConfigurationChange: Hashable, Sendable {
    /// How many things of one kind are new, gone, or other than before.
    public struct Counts: Hashable, Sendable {
        /// Those that were not there before.
        public var added = 0
        /// Those that are not there any more.
        public var removed = 0
        /// Those that say something else than before.
        public var changed = 0

        /// Compares things that have a key each.
        init<Key: Hashable, Value: Hashable>(from old: [Key: Value], to new: [Key: Value]) {
            for (key, value) in new {
                guard let before = old[key] else {
                    added += 1
                    continue
                }
                if before != value { changed += 1 }
            }
            removed = old.keys.count { new[$0] == nil }
        }
    }

    /// Subnets by their prefixes, without their pools and reservations.
    public let subnets: Counts
    /// Pools by their ranges.
    public let pools: Counts
    /// Reservations by subnet and identifier.
    public let reservations: Counts
    /// Whether something changed that is not of one subnet: classes, options and times of all, and so on.
    public let changesGlobalSettings: Bool
    /// Whether the server stands otherwise to others that share its leases.
    public let changesCluster: Bool
    /// Whether other interfaces are to be listened on.
    public let changesInterfaces: Bool
    /// What is only taken over at the next start, as in `server.listen (0.0.0.0:67, now 0.0.0.0:6767)`.
    public let needsRestart: [String]
    /// The new configuration as a running server can serve it: with the old values of what needs a restart.
    ///
    /// The next change is to be compared with this one, so that what needs a restart is said until there is one.
    public let served: ServerConfiguration

    /// Compares two configurations.
    public init(from old: ServerConfiguration, to new: ServerConfiguration) {
        let (before, after) = (ConfigurationParts(old), ConfigurationParts(new))
        subnets = Counts(from: before.subnets, to: after.subnets)
        pools = Counts(from: before.pools, to: after.pools)
        reservations = Counts(from: before.reservations, to: after.reservations)
        changesGlobalSettings = before.rest != after.rest || old.watch != new.watch
        changesInterfaces = old.server.interfaces != new.server.interfaces
        var restart: [String] = []
        var served = new
        func keep<Value: Equatable>(_ key: WritableKeyPath<ServerConfiguration, Value>, _ words: String) {
            guard old[keyPath: key] != new[keyPath: key] else { return }
            restart.append(words)
            served[keyPath: key] = old[keyPath: key]
        }
        keep(\.server.listen, "server.listen (\(old.server.listen), now \(new.server.listen))")
        keep(\.server.segmentationOffload, "server.segmentation-offload")
        keep(\.server.user, "server.user")
        keep(\.store, "store")
        keep(\.cluster.name, "cluster.name")
        keep(\.history, "history")
        keep(\.log, "log")
        keep(\.admin, "admin")
        keep(\.explain, "explain")
        needsRestart = restart
        changesCluster = old.cluster != served.cluster
        self.served = served
    }
}

extension ConfigurationChange: CustomStringConvertible {
    /// What is taken over at once, as in `subnets: 1 added; pools: 2 removed; other settings`, or `nothing changed`.
    public var description: String {
        let counts = [("subnets", subnets), ("pools", pools), ("reservations", reservations)]
        var parts = counts.compactMap { name, counts in
            counts.description.isEmpty ? nil : "\(name): \(counts)"
        }
        if changesInterfaces { parts.append("interfaces") }
        if changesCluster { parts.append("cluster") }
        if changesGlobalSettings { parts.append("other settings") }
        return parts.isEmpty ? "nothing changed" : parts.joined(separator: "; ")
    }
}

extension ConfigurationChange.Counts: CustomStringConvertible {
    /// Those that are not zero, as in `1 added, 2 changed`.
    public var description: String {
        [(added, "added"), (removed, "removed"), (changed, "changed")].filter { $0.0 > 0 }
            .map { "\($0) \($1)" }.joined(separator: ", ")
    }
}

/// A configuration taken apart into what is compared one by one, and the rest.
private struct ConfigurationParts {
    struct ReservationKey: Hashable {
        let subnet: IPv4Prefix
        let identifier: Reservation.Identifier
    }

    var subnets: [IPv4Prefix: Subnet] = [:]
    var pools: [IPv4Range: Pool] = [:]
    var reservations: [ReservationKey: Reservation] = [:]
    var rest: LeaseConfiguration

    init(_ configuration: ServerConfiguration) {
        rest = configuration.leases
        for var subnet in configuration.leases.subnets {
            for pool in subnet.pools { pools[pool.range] = pool }
            for reservation in subnet.reservations {
                reservations[ReservationKey(subnet: subnet.prefix, identifier: reservation.identifier)] = reservation
            }
            (subnet.pools, subnet.reservations) = ([], [])
            subnets[subnet.prefix] = subnet
        }
        rest.subnets = []
    }
}
