import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging
import Synchronization

extension ServerConduct {
    /// Reads the configuration again, from where it came or from `other`, and serves it when nothing is wrong with it.
    ///
    /// With `digest` it must be the configuration of that number. Throws what is wrong, after that is logged; what was served
    /// before is served on.
    func reload(
        _ other: CompleteServer.Configuration? = nil, mustHaveTurn: Bool = false, digest: String? = nil
    ) async throws -> ReloadReport {
        // Before, there are no leases that could be taken over.
        _ = try await service.value().boundAddresses
        return try await turns.take(mustHaveOne: mustHaveTurn) {
            let isReady = state.withLock { $0.isReady }
            if isReady { notifier.reloading() }
            do {
                let report = try await takeOver(other, digest)
                countReload("done")
                if isReady { notifier.ready(status: reachability.summary) }
                return report
            } catch {
                tellFailure(error)
                countReload("refused")
                let summary = "the new configuration is wrong, see the log; " + reachability.summary
                if isReady { notifier.ready(status: summary) }
                throw error
            }
        }
    }

    /// What a reload would do, without doing it.
    func check(_ other: CompleteServer.Configuration?) async throws -> ReloadReport {
        let (source, current) = state.withLock { (other ?? $0.source, $0.configuration) }
        let (wanted, warnings) = try source.read(checksUser: checksUser)
        let change = ConfigurationChange(from: current, to: wanted)
        _ = try LeaseEngine(configuration: served(change.served.leases))
        return ReloadReport(change, warnings, leasesThatOnlyRunOut: try await countEnding(change.served.leases))
    }

    private func takeOver(_ other: CompleteServer.Configuration?, _ digest: String?) async throws -> ReloadReport {
        let (source, current) = state.withLock { (other ?? $0.source, $0.configuration) }
        let (wanted, warnings) = try source.read(checksUser: checksUser)
        if let digest, digest != EffectiveConfiguration(wanted).fingerprint {
            throw CompleteServerError(.changed, "the configuration has changed since the plan: look at it again")
        }
        log(warnings)
        let change = ConfigurationChange(from: current, to: wanted)
        let next = change.served
        for setting in change.needsRestart { logger.warning("\(setting) is taken over at the next start") }
        if next.leases != current.leases { try await serve(next.leases) }
        try await tellMembers(next)
        if change.changesInterfaces { transport.listen(on: next.server.interfaces) }
        state.withLock { ($0.source, $0.configuration) = (source, next) }
        let ending = try await countEnding(next.leases)
        logger.notice(
            "the configuration was read again",
            metadata: ["changes": "\(change)", "leases-that-only-run-out": "\(ending)"])
        await record(change)
        // With other interfaces a report comes at once, which is told instead.
        if !change.changesInterfaces { tellConditions() }
        return ReloadReport(change, warnings, leasesThatOnlyRunOut: ending)
    }

    /// Records in the history what is served from now on.
    ///
    /// It is served already: a store that can not be written to does not hinder that.
    private func record(_ change: ConfigurationChange) async {
        guard state.withLock({ $0.history != nil }) else { return }
        do {
            try await service.value().keep([], AdministrativeChange("configuration read again: \(change)"))
        } catch {
            logger.error("the history does not say that the configuration was read again: \(error)")
        }
    }

    /// How many clients have addresses that a configuration gives to nobody.
    private func countEnding(_ leases: LeaseConfiguration) async throws -> Int {
        let leasable = LeasableAddresses(leases)
        var ending = 0
        for try await page in try await service.value().leases() {
            ending += page.count { $0.state == .bound && !leasable.contains($0.address) }
        }
        return ending
    }

    private func tellFailure(_ error: any Error) {
        if let errors = error as? ConfigurationErrors {
            log(errors.diagnostics)
        } else if let error = error as? CompleteServerError {
            logger.error("\(error)")
        } else {
            logger.error("the configuration can not be served: \(error)")
        }
        logger.error("the configuration is not taken over; what was served before is served on")
    }

    private func log(_ diagnostics: [ConfigurationDiagnostic]) {
        for diagnostic in diagnostics {
            logger.log(level: diagnostic.severity == .error ? .error : .warning, "\(diagnostic)")
        }
    }
}
