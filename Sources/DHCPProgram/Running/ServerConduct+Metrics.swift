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
    public func measure() async throws { try await conduct.measure() }
}

extension ServerConduct {
    /// Tells swift-metrics how the server stands.
    func measure() async throws {
        let status = try await status()
        func gauge(_ name: String, _ value: Double, _ dimensions: [(String, String)] = []) {
            Gauge(label: name, dimensions: dimensions).record(value)
        }
        gauge("dhcp_build_info", 1, [("version", status.version)])
        gauge("dhcp_uptime_seconds", Double(status.uptime))
        gauge("dhcp_ready", status.isReady ? 1 : 0)
        gauge("dhcp_store_failing", status.store.isFailing ? 1 : 0)
        for (state, count) in status.store.leases { gauge("dhcp_leases", Double(count), [("state", "\(state)")]) }
        for interface in status.interfaces {
            gauge("dhcp_interface_served", interface.isServed ? 1 : 0, [("interface", interface.name)])
        }
        for subnet in status.subnets {
            for pool in subnet.pools {
                let labels = [("subnet", "\(subnet.subnet)"), ("pool", "\(pool.range)")]
                gauge("dhcp_pool_addresses", Double(pool.capacity), labels)
                gauge("dhcp_pool_free_addresses", Double(pool.free), labels)
            }
        }
        for (name, path) in [("database", place), ("log", place + "-wal")] {
            if let size = Self.size(path) { gauge("dhcp_store_bytes", Double(size), [("file", name)]) }
        }
        if let cluster = status.cluster {
            gauge("dhcp_cluster_reaches_store", cluster.hasQuorum ? 1 : 0)
            gauge("dhcp_cluster_members", Double(cluster.members.count { $0.isAlive }), [("state", "alive")])
            gauge("dhcp_cluster_members", Double(cluster.members.count { !$0.isAlive }), [("state", "gone")])
        }
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
