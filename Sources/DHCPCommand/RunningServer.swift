import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging

/// A server that runs: what it serves, and how it stands with its interfaces.
struct RunningServer: Sendable {
    let service: DHCPService<LeaseResponder>
    let transport: UDPTransport
    let source: ConfigurationSource
    let notifier: SystemdNotifier
    let logger: Logger
    /// What is served.
    var configuration: ServerConfiguration
    /// The interfaces as they were when the engine was told of this host's addresses.
    var report: InterfaceReport
    /// How it stood with the interfaces when that was last said.
    private var conditions: [InterfaceCondition] = []
    /// The subnets of which it was last said that they are not reached.
    private var unreached: [UnreachedSubnet] = []
    private var isReady = false

    /// Describes a server that starts, on a host with the interfaces of `report`.
    init(
        service: DHCPService<LeaseResponder>, transport: UDPTransport, source: ConfigurationSource,
        configuration: ServerConfiguration, report: InterfaceReport, notifier: SystemdNotifier, logger: Logger
    ) {
        self.service = service
        self.transport = transport
        self.source = source
        self.configuration = configuration
        self.report = report
        self.notifier = notifier
        self.logger = logger
    }

    mutating func handle(_ event: ControlEvent) async {
        switch event {
        case .interfaces(let report): await follow(report)
        case .reminder: remind()
        case .reload: await reload()
        case .statistics: await logStatistics()
        }
    }

    // MARK: Interfaces

    /// How it stands with the interfaces now.
    var reachability: Reachability {
        Reachability(leases: configuration.leases, named: configuration.server.interfaces, report: report)
    }

    private mutating func follow(_ report: InterfaceReport) async {
        let hasOtherAddresses = report.addresses != self.report.addresses
        self.report = report
        if hasOtherAddresses {
            do {
                try await serve(configuration.leases)
            } catch {
                logger.error("this host's addresses can not be kept from clients", metadata: ["error": "\(error)"])
            }
        }
        tellConditions()
    }

    /// Serves a configuration from the next message on; this host's addresses are never leased.
    func serve(_ leases: LeaseConfiguration) async throws {
        let leases = leases.protecting(report.addresses)
        try await service.reconfigure(leases)
    }

    /// Says what is other than before, and that the server is ready when that has come to be.
    mutating func tellConditions() {
        let reachability = reachability
        let current = reachability.conditions
        for condition in current where !conditions.contains(condition) { logger.notice("\(condition)") }
        for condition in conditions where !current.contains(where: { $0.name == condition.name }) {
            logger.notice("\(condition.name): is not served any more")
        }
        for subnet in reachability.unreached where !unreached.contains(subnet) { logger.warning("\(subnet)") }
        unreached = reachability.unreached
        let hasChanged = current != conditions
        conditions = current
        if !isReady && reachability.isServing {
            isReady = true
            let listening = report.endpoints.map(\.description).joined(separator: ", ")
            logger.info("DHCP server ready", metadata: ["listening": "\(listening)"])
            notifier.ready(status: reachability.summary)
            if source.file == nil, let endpoint = report.endpoints.first { Demonstration.explain(endpoint) }
        } else if hasChanged {
            notifier.status(reachability.summary)
        }
    }

    private func remind() {
        for condition in conditions where !condition.isServed { logger.notice("\(condition)") }
    }

    // MARK: Reload

    /// Reads the configuration again, and serves it when nothing is wrong with it.
    private mutating func reload() async {
        if isReady { notifier.reloading() }
        var isTakenOver = true
        do {
            try await takeOver(try source.read())
        } catch {
            isTakenOver = false
            if let errors = error as? ConfigurationErrors {
                log(errors.diagnostics)
            } else {
                logger.error("the configuration can not be served: \(error)")
            }
            logger.error("the configuration is not taken over; what was served before is served on")
        }
        let summary = (isTakenOver ? "" : "the new configuration is wrong, see the log; ") + reachability.summary
        if isReady { notifier.ready(status: summary) }
    }

    private mutating func takeOver(_ reading: (ServerConfiguration, [ConfigurationDiagnostic])) async throws {
        let (wanted, warnings) = reading
        log(warnings)
        let change = ConfigurationChange(from: configuration, to: wanted)
        let next = change.served
        for setting in change.needsRestart { logger.warning("\(setting) is taken over at the next start") }
        if next.leases != configuration.leases { try await serve(next.leases) }
        if change.changesInterfaces { transport.listen(on: next.server.interfaces) }
        configuration = next
        let leasable = LeasableAddresses(next.leases)
        var ending = 0
        for try await page in service.leases() {
            ending += page.count { $0.state == .bound && !leasable.contains($0.address) }
        }
        logger.notice(
            "the configuration was read again",
            metadata: ["changes": "\(change)", "leases-that-only-run-out": "\(ending)"])
        // With other interfaces a report comes at once, which is told instead.
        if !change.changesInterfaces { tellConditions() }
    }

    private func log(_ diagnostics: [ConfigurationDiagnostic]) {
        for diagnostic in diagnostics {
            logger.log(level: diagnostic.severity == .error ? .error : .warning, "\(diagnostic)")
        }
    }
}

extension InterfaceReport {
    /// The addresses of this host.
    var addresses: Set<IPv4Address> { Set(interfaces.flatMap(\.addresses).map(\.address)) }
}

extension LeaseConfiguration {
    /// The configuration with more addresses that are this server's own.
    func protecting(_ addresses: Set<IPv4Address>) -> LeaseConfiguration {
        var copy = self
        copy.serverAddresses.formUnion(addresses)
        return copy
    }
}
