import CDHCPBuild
import DHCP
import DHCPLeases
import DHCPServer
import Synchronization

extension ServerConduct {
    /// How the server stands now.
    ///
    /// Throws `DHCPServiceError` when it has ended.
    func status() async throws -> ServerStatus { try await standing().status }

    /// Looks at all of it at once.
    ///
    /// Throws `DHCPServiceError` when the server has ended.
    func standing() async throws -> Standing {
        let service = try await service.value()
        // First, as whoever looks waits for what came before.
        let waiting = service.waitingMessages
        let (facts, counts) = (try await service.read { EngineFacts($0) }, service.statistics)
        return Standing(
            status: status(facts, counts), answerTimes: facts.answerTimes, pools: facts.pools, offers: facts.offers,
            waitingMessages: waiting)
    }

    private func status(_ facts: EngineFacts, _ counts: DHCPStatistics) -> ServerStatus {
        let (state, reachability) = (state.withLock { $0 }, reachability)
        return ServerStatus(
            version: String(cString: cdhcp_version()),
            uptime: state.beginning.map { Int($0.duration(to: .now).components.seconds) } ?? 0,
            isReady: state.isReady, summary: reachability.summary, listening: state.report.endpoints,
            interfaces: reachability.conditions.map {
                .init(name: $0.name, isServed: $0.isServed, condition: $0.description)
            },
            store: .init(place: place, isFailing: facts.isStoreFailing, leases: facts.leases),
            cluster: facts.cluster, subnets: subnets(facts, reachability),
            otherServers: state.otherServers?.all ?? [], counts: .init(counts, facts.outcomes))
    }

    private func subnets(_ facts: EngineFacts, _ reachability: Reachability) -> [ServerStatus.Subnet] {
        let usage = Dictionary(facts.pools.map { ($0.range, $0) }, uniquingKeysWith: { $1 })
        let unreached = Dictionary(
            reachability.unreached.map { ($0.prefix, $0.reason) }, uniquingKeysWith: { first, _ in first })
        return facts.configuration.subnets.map { subnet in
            .init(
                subnet: subnet.prefix, sharedNetwork: subnet.sharedNetwork,
                pools: subnet.pools.compactMap { usage[$0.range] }.map {
                    .init(range: $0.range, capacity: $0.capacity, free: $0.free)
                }, reservations: subnet.reservations.count, unreached: unreached[subnet.prefix])
        }
    }
}

/// What a responder knows of itself, at one moment.
private struct EngineFacts: Sendable {
    let configuration: LeaseConfiguration
    let pools: [PoolUsage]
    let leases: [LeaseState: Int]
    let isStoreFailing: Bool
    let outcomes: [ReasonCode: Int]
    let cluster: ClusterStatus?
    let answerTimes: AnswerTimes
    let offers: Int

    init(_ responder: LeaseResponder) {
        configuration = responder.engine.configuration
        pools = responder.engine.pools
        leases = Dictionary(uniqueKeysWithValues: LeaseState.allCases.map { ($0, responder.engine.count(of: $0)) })
        isStoreFailing = responder.isStoreFailing
        outcomes = responder.outcomes
        cluster = responder.clusterStatus
        answerTimes = responder.answerTimes
        offers = responder.engine.offerCount
    }
}

extension ServerStatus.Counts {
    fileprivate init(_ counts: DHCPStatistics, _ outcomes: [ReasonCode: Int]) {
        received = counts.received
        sent = counts.sent
        refused = counts.refused.values.reduce(0, +)
        dropped = Dictionary(uniqueKeysWithValues: counts.dropped.map { ($0.key.rawValue, $0.value) })
        unrecognized = counts.unrecognized.values.reduce(0, +)
        self.outcomes = outcomes
    }
}
