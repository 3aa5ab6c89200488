import DHCP
import DHCPLeases
import DHCPServer
import Logging
import Synchronization

extension ServerConduct {
    /// Logs what was counted so far, how full the pools are, and how it stands with the interfaces.
    func logStatistics() async {
        guard let service = try? await service.value() else { return }
        let counts = service.statistics
        logger.notice(
            "statistics: messages",
            metadata: [
                "received": "\(counts.received)", "sent": "\(counts.sent)", "failed": "\(counts.failed)",
                "refused": "\(counts.refused.values.reduce(0, +))",
                "dropped": "\(counts.dropped.values.reduce(0, +))",
                "unrecognized": "\(counts.unrecognized.values.reduce(0, +))",
            ])
        let dropped = DropReason.allCases.map { reason in
            (reason.rawValue, Logger.MetadataValue.stringConvertible(counts.dropped[reason, default: 0]))
        }
        logger.notice("statistics: dropped", metadata: Dictionary(uniqueKeysWithValues: dropped))
        do {
            let (kinds, outcomes, pools, cluster) = try await service.read {
                ($0.outcomesByKind, $0.outcomes, $0.engine.pools, $0.clusterStatus)
            }
            let answers = kinds.map { ($0.key.rawValue, Logger.MetadataValue.stringConvertible($0.value)) }
            logger.notice("statistics: answers", metadata: Dictionary(uniqueKeysWithValues: answers))
            let words = outcomes.map { ($0.key.word, Logger.MetadataValue.stringConvertible($0.value)) }
            logger.notice("statistics: outcomes", metadata: Dictionary(uniqueKeysWithValues: words))
            for pool in pools {
                logger.notice(
                    "statistics: pool \(pool.range)",
                    metadata: ["addresses": "\(pool.range.count)", "free": "\(pool.free)"])
            }
            if let cluster { log(cluster) }
        } catch {
            logger.error("the outcomes can not be told", metadata: ["error": "\(error)"])
        }
        for server in state.withLock({ $0.otherServers })?.all ?? [] {
            logger.notice("statistics: other server \(server.name)", metadata: ["place": "\(server.place)"])
        }
        for condition in reachability.conditions { logger.notice("statistics: \(condition)") }
    }

    private func log(_ cluster: ClusterStatus) {
        logger.notice(
            "statistics: cluster",
            metadata: ["reaches-store": "\(cluster.hasQuorum)", "skew": "\(cluster.skew)", "member": "\(cluster.name)"])
        for member in cluster.members {
            logger.notice(
                "statistics: member \(member.name)",
                metadata: [
                    "alive": "\(member.isAlive)", "left": "\(member.hasLeft)", "buckets": "\(member.buckets)",
                    "revision-lag": "\(member.revisionLag)",
                    "skew-ms": "\(member.skewMilliseconds.map { "\($0)" } ?? "unknown")",
                    "configuration-current": "\(member.isConfigurationCurrent)", "version": "\(member.version)",
                ])
        }
    }
}
