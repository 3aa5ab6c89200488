import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging
import Synchronization

/// What a server does besides answering, and what it knows of itself.
///
/// What changes what is served is done in turns; what is known may be looked at from anywhere.
final class ServerConduct: Sendable {
    struct State: Sendable {
        /// Where the configuration came from.
        var source: CompleteServer.Configuration
        /// What was read and is served, without what only this host and its administrators add.
        var configuration: ServerConfiguration
        /// The interfaces as they were when the engine was told of this host's addresses.
        var report: InterfaceReport
        /// How it stood with the interfaces when that was last said.
        var conditions: [InterfaceCondition] = []
        /// The subnets of which it was last said that they are not reached.
        var unreached: [UnreachedSubnet] = []
        var isReady = false
        /// Whether it is one of several servers that share their leases, and has a name among them.
        var isMember = false
        /// What administrators reserved.
        var reservations = ReservationBook()
        /// The other servers on the links, once something looks after them.
        var otherServers: OtherServers?
        /// What keeps a history, where the leases are in a file.
        var history: (any HistoryStore)?
        /// When it began to run.
        var beginning: ContinuousClock.Instant?
    }

    let transport: UDPTransport
    /// Asks on the links whether anybody uses an address.
    let prober = LinkProber()
    let notifier: SystemdNotifier
    let logger: Logger
    /// Where leases are kept, in words.
    let place: String
    /// The file of the leases; `nil` for leases elsewhere.
    let storePath: String?
    let checksUser: Bool
    /// Whether the program has a store of its own.
    let hasOwnStore: Bool
    /// Where the server is administered.
    let administration: Administrability
    /// Tells what is decided and stored.
    let events = LeaseEvents()
    /// How it stands, for swift-metrics.
    let gauges = StandingGauges()
    /// The same, for whoever keeps it.
    let standings = StandingNews()
    /// What is to be done.
    let tasks = ControlEvents()
    /// What answers, once that is made.
    let service = StartSignal<DHCPService<LeaseResponder>>()
    /// Where clients are heard, once some can be served.
    let readiness = StartSignal<[DHCPEndpoint]>()
    let turns = Turns()
    /// Lets one plan after another be made.
    let plans = Turns(limit: 4)
    let state: Mutex<State>

    init(
        _ preparation: ServerPreparation, source: CompleteServer.Configuration, notifier: SystemdNotifier,
        logger: Logger
    ) {
        transport = UDPTransport(
            configuration: preparation.transportConfiguration, early: preparation.sockets, logger: logger)
        self.notifier = notifier
        self.logger = logger
        place = preparation.place
        storePath = preparation.storePath
        checksUser = preparation.givesUpRights
        hasOwnStore = preparation.hasOwnStore
        administration = preparation.administration
        state = Mutex(
            State(source: source, configuration: preparation.configuration, report: preparation.report))
    }

    /// The service is made, and about to run.
    func begin(_ service: DHCPService<LeaseResponder>) {
        state.withLock { $0.beginning = .now }
        self.service.succeed(service)
    }

    /// The server has ended, or does not begin; who waits for it is told why.
    func end(_ reason: any Error) {
        service.fail(reason)
        readiness.fail(reason)
        events.end()
        standings.end()
    }

    /// What was read and is served.
    var configuration: ServerConfiguration { state.withLock { $0.configuration } }

    /// The interfaces as they are now.
    var report: InterfaceReport { state.withLock { $0.report } }

    /// How it stands with the interfaces now.
    var reachability: Reachability {
        let (configuration, report) = state.withLock { ($0.configuration, $0.report) }
        return Reachability(leases: configuration.leases, named: configuration.server.interfaces, report: report)
    }

    func handle(_ event: ControlEvent) async {
        do {
            switch event {
            case .interfaces(let report): try await turns.take(mustHaveOne: true) { await adopt(report) }
            case .reminder: remind()
            case .reload: _ = try await reload(mustHaveTurn: true)
            case .statistics: await logStatistics()
            }
        } catch {
            // Logged where it was thrown, or the server ends.
        }
    }

    // MARK: What is served

    /// What the engine is told of a configuration that was read: what is reserved at run time, and that this host's
    /// addresses are never leased.
    func served(_ leases: LeaseConfiguration) -> LeaseConfiguration {
        let (addresses, reservations) = state.withLock { ($0.report.addresses, $0.reservations) }
        return reservations.added(to: leases).leases.protecting(addresses)
    }

    /// Serves a configuration from the next message on.
    func serve(_ leases: LeaseConfiguration) async throws {
        try await service.value().reconfigure(served(leases))
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
