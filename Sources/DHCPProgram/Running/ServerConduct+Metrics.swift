import CoreMetrics
import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension CompleteServer.Handle {
    /// Tells swift-metrics how the server stands: leases, pools, interfaces, store and members; what is counted is told as it
    /// happens.
    ///
    /// The server does it every 10 seconds; whoever exports metrics may do it before. Throws `DHCPServiceError` when the
    /// server has ended.
    public func measure() async throws { _ = try await conduct.measure() }

    /// How the server stands, each time that it measures that; the last look comes at once.
    package var standings: AsyncStream<Standing> { conduct.standings.listen() }
}

extension ServerConduct {
    /// Tells swift-metrics how the server stands, and returns that.
    func measure() async throws -> Standing {
        let standing = try await standing()
        let status = standing.status
        var readings: [StandingGauges.Reading] = [
            .init("dhcp_build_info", 1, [("version", status.version)]),
            .init("dhcp_uptime_seconds", Double(status.uptime)), .init("dhcp_ready", status.isReady ? 1 : 0),
            .init("dhcp_queue_messages", Double(standing.waitingMessages)),
            .init("dhcp_offers", Double(standing.offers)),
            .init("dhcp_store_failing", status.store.isFailing ? 1 : 0),
        ]
        readings += status.store.leases.map { .init("dhcp_leases", Double($1), [("state", "\($0)")]) }
        readings += status.interfaces.map {
            .init("dhcp_interface_served", $0.isServed ? 1 : 0, [("interface", $0.name)])
        }
        let leases = Dictionary(standing.pools.map { ($0.range, $0.leases) }, uniquingKeysWith: { first, _ in first })
        readings += status.subnets.flatMap { Self.readings($0, leases) }
        for (name, path) in [("database", place), ("log", place + "-wal")] {
            if let size = Self.size(path) { readings.append(.init("dhcp_store_bytes", Double(size), [("file", name)])) }
        }
        if let cluster = status.cluster { readings += Self.readings(cluster) }
        gauges.tell(readings)
        return standing
    }

    private static func readings(
        _ subnet: ServerStatus.Subnet, _ leases: [IPv4Range: LeaseCounts]
    ) -> [StandingGauges.Reading] {
        subnet.pools.flatMap { pool -> [StandingGauges.Reading] in
            let labels = [("subnet", "\(subnet.subnet)"), ("pool", "\(pool.range)")]
            return [
                .init("dhcp_pool_addresses", Double(pool.capacity), labels),
                .init("dhcp_pool_free_addresses", Double(pool.free), labels),
            ]
                + LeaseState.allCases.map { state in
                    let count = leases[pool.range]?[state] ?? 0
                    return .init("dhcp_pool_leases", Double(count), labels + [("state", "\(state)")])
                }
        }
    }

    private static func readings(_ cluster: ClusterStatus) -> [StandingGauges.Reading] {
        let members = cluster.members
        return [
            .init("dhcp_cluster_reaches_store", cluster.hasQuorum ? 1 : 0),
            .init("dhcp_cluster_members", Double(members.count { $0.isAlive }), [("state", "alive")]),
            .init("dhcp_cluster_members", Double(members.count { !$0.isAlive }), [("state", "gone")]),
            .init("dhcp_cluster_changes_behind", Double(members.map(\.revisionLag).max() ?? 0)),
            .init("dhcp_cluster_clock_skew_seconds", Double(cluster.skew)),
        ]
    }

    /// Counts a configuration that was read again.
    func countReload(_ result: String) {
        Counter(label: "dhcp_reloads_total", dimensions: [("result", result)]).increment()
    }

    private static func size(_ path: String) -> Int64? {
        var status = stat()
        guard path.hasPrefix("/"), stat(path, &status) == 0 else { return nil }
        return Int64(status.st_size)
    }
}
