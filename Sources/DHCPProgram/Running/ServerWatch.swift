import DHCP
import DHCPCapture
import DHCPConfiguration
import DHCPDoctor
import DHCPLeases
import DHCPServer
import Logging
import ServiceLifecycle

/// Looks every so often after what keeps clients from being served, though no message tells of it: other servers on the
/// links, the room for leases, and the clock.
struct ServerWatch: Service {
    let conduct: ServerConduct
    let others: OtherServers

    /// How long answers of other servers are waited for.
    private static let patience = 3000

    func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    private func watch() async {
        let path = conduct.storePath
        var health = HostHealth(
            await blocking { HostHealth.Reading(storePath: path) }, storePath: path, logger: conduct.logger,
            events: conduct.events)
        var canAsk = true
        var last = ContinuousClock.now
        others.allow(conduct.configuration.watch.knownServers)
        while (try? await Task.sleep(for: HostHealth.interval)) != nil {
            health.judge(await blocking { HostHealth.Reading(storePath: path) })
            let settings = conduct.configuration.watch
            others.allow(settings.knownServers)
            guard canAsk, let interval = settings.interval, last.duration(to: .now) >= interval else { continue }
            last = .now
            canAsk = await ask(settings)
        }
    }

    /// Asks on all links that are served; `false` when that can not be done here.
    private func ask(_ settings: WatchSettings) async -> Bool {
        let (configuration, report) = (conduct.configuration, conduct.report)
        // In a trial there are no clients to be disturbed by others, nor links to ask on.
        guard configuration.server.listen.port == DHCPEndpoint.serverPort else { return true }
        let served = Set(conduct.reachability.conditions.filter(\.isServed).map(\.name))
        let links = report.interfaces.filter { served.contains($0.name) }
        let probe = LinkProbe(links, of: report.interfaces)
        let facts = await blocking { try? probe.run(milliseconds: Self.patience) }
        guard let facts else {
            conduct.logger.notice(
                "other servers are not looked for: this server may not send frames",
                metadata: ["cure": "give it CAP_NET_RAW, or set watch: { other-servers: infinite }"])
            return false
        }
        let strangers = facts.servers.filter { !isMember($0, configuration) }
        others.asked(at: Set(links.map(\.name)), answered: strangers)
        return true
    }

    /// Whether it shares its leases with this one, and so offers the same addresses.
    private func isMember(_ server: OtherServer, _ configuration: ServerConfiguration) -> Bool {
        guard configuration.store.isShared, let offered = server.offered else { return false }
        return configuration.leases.subnets.contains { $0.pools.contains { $0.range.contains(offered) } }
    }
}
