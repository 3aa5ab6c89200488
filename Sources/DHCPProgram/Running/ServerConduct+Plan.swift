import DHCP
import DHCPConfiguration
import DHCPExplain
package import DHCPLeases
import DHCPServer
import Synchronization

extension ServerConduct {
    /// What a reload would do to each client that has a lease, without doing it.
    ///
    /// One plan is made after another, as each takes as much memory as the leases, twice. Clients are answered all the while.
    func plan(_ other: CompleteServer.Configuration?) async throws -> ReloadPlan {
        try await plans.take {
            let (source, current) = state.withLock { (other ?? $0.source, $0.configuration) }
            let (wanted, warnings) = try source.read(checksUser: checksUser)
            let service = try await service.value()
            let (leases, now, shift) = try await service.read {
                ($0.engine.configuration, $0.now, $0.secondsToTimeOfDay)
            }
            var old = try LeaseEngine(configuration: leases.planned)
            var new = try LeaseEngine(configuration: served(wanted.leases).planned)
            for try await page in service.leases() {
                for lease in page {
                    old.apply(LeaseChange(before: nil, after: lease))
                    new.apply(LeaseChange(before: nil, after: lease))
                }
            }
            let clients = try await ChangePlan.comparing(old, with: new, at: now, secondsToTimeOfDay: shift)
            return ReloadPlan(
                from: current, to: wanted, warnings: warnings, clients: clients,
                at: UInt32(clamping: now.seconds + shift))
        }
    }
}

extension LeaseConfiguration {
    /// The configuration without the limits of a minute: in a plan all that happens in hours happens at once.
    package var planned: LeaseConfiguration {
        var copy = self
        copy.limits = ClientLimits()
        return copy
    }
}
