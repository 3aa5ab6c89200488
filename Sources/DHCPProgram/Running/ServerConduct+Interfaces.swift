import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging
import Synchronization

extension ServerConduct {
    /// Takes over how it stands with the interfaces; in a turn.
    func adopt(_ report: InterfaceReport) async {
        let (hasOtherAddresses, leases) = state.withLock { state in
            defer { state.report = report }
            return (report.addresses != state.report.addresses, state.configuration.leases)
        }
        prober.use(report.interfaces)
        if hasOtherAddresses {
            do {
                try await serve(leases)
            } catch {
                logger.error("this host's addresses can not be kept from clients", metadata: ["error": "\(error)"])
            }
        }
        tellConditions()
    }

    /// Says what is other than before, and that the server is ready when that has come to be.
    func tellConditions() {
        let reachability = reachability
        let (current, unreached) = (reachability.conditions, reachability.unreached)
        let (before, hasBecomeReady) = state.withLock { state in
            let before = (conditions: state.conditions, unreached: state.unreached)
            let hasBecomeReady = !state.isReady && reachability.isServing
            (state.conditions, state.unreached) = (current, unreached)
            if hasBecomeReady { state.isReady = true }
            return (before, hasBecomeReady)
        }
        for condition in current where !before.conditions.contains(condition) { logger.notice("\(condition)") }
        for condition in before.conditions where !current.contains(where: { $0.name == condition.name }) {
            logger.notice("\(condition.name): is not served any more")
        }
        for subnet in unreached where !before.unreached.contains(subnet) { logger.warning("\(subnet)") }
        if hasBecomeReady {
            tellReadiness(reachability.summary)
        } else if current != before.conditions {
            notifier.status(reachability.summary)
        }
    }

    private func tellReadiness(_ summary: String) {
        let endpoints = state.withLock { $0.report.endpoints }
        let listening = endpoints.map(\.description).joined(separator: ", ")
        logger.info("DHCP server ready", metadata: ["listening": "\(listening)"])
        notifier.ready(status: summary)
        readiness.succeed(endpoints)
    }

    /// Says again what interfaces wait for.
    func remind() {
        let conditions = state.withLock { $0.conditions }
        for condition in conditions where !condition.isServed { logger.notice("\(condition)") }
    }
}
