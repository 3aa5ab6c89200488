import DHCPConfiguration
public import DHCPLeases
public import DHCPServer
import Foundation
public import Logging
public import ServiceLifecycle
import Synchronization

/// The complete server, as `dhcp serve` is one, for a program that has more to do.
///
/// ```swift
/// let server = try CompleteServer(configuration: .file("/etc/dhcp/dhcp.yaml"), policy: RackPolicy())
/// let group = ServiceGroup(services: [server, website], gracefulShutdownSignals: [.sigterm], logger: logger)
/// try await group.run()
/// ```
///
/// It answers clients, keeps leases on the disk, follows the interfaces of this host, never leases this host's own
/// addresses, and tells systemd how it does. Its ``handle`` has it read its configuration again, tells how it stands, and
/// lists and frees leases, from any task and while clients are answered.
///
/// It ends when it is shut down gracefully (what waits is answered first), when its task is cancelled, or when something
/// keeps it from going on; then ``run()`` throws that.
public final class CompleteServer: Service {
    /// Reaches the server from anywhere, before it runs and after.
    public let handle: Handle
    private let preparation: ServerPreparation
    private let conduct: ServerConduct
    private let policy: (any LeasePolicy)?
    private let hasRun = Mutex(false)

    /// Reads the configuration and finds out whether this host can serve it; nothing is answered before ``run()``.
    ///
    /// `policy` decides what it wants otherwise than the engine; `LeasePolicyChain` makes one of several. `notifier` tells
    /// systemd; without one it is told what this process's environment asks for.
    ///
    /// With `givesUpRights` a program that root started becomes another user for ever: the one that the configuration
    /// names (`server.user`), else one of the server's own. It keeps port 67 and raw packets, and may write in the directory
    /// of the leases alone. That is for the whole program, and no other thread may run then.
    ///
    /// With `isAdministrable` the sockets of `admin` are opened now, while the rights are there that it takes; an
    /// `AdminServer` of `DHCPAdmin` then serves them.
    ///
    /// Throws `ConfigurationErrors` with everything that is wrong with a file, `DHCPTransportError` when the port is taken,
    /// and ``CompleteServerError`` for what else keeps it from running.
    public init(
        configuration: Configuration, policy: (any LeasePolicy)? = nil, store: Store = .configured,
        givesUpRights: Bool = false, isAdministrable: Bool = false, notifier: SystemdNotifier? = nil,
        logger: Logger = Logger(label: "dhcp")
    ) throws {
        preparation = try ServerPreparation(
            configuration, store: store, givesUpRights: givesUpRights, isAdministrable: isAdministrable)
        let notifier =
            notifier ?? SystemdNotifier(environment: ProcessInfo.processInfo.environment, logger: logger)
        conduct = ServerConduct(preparation, source: configuration, notifier: notifier, logger: logger)
        handle = Handle(conduct: conduct)
        self.policy = policy
    }

    /// Opens the store and the sockets, and serves until the server is shut down.
    ///
    /// Throws ``CompleteServerError`` when the leases can not be opened, `DHCPTransportError` when the sockets can not, and
    /// `DHCPServiceError.alreadyRun` the second time.
    public func run() async throws {
        let isFirst = hasRun.withLock { hasRun in
            defer { hasRun = true }
            return !hasRun
        }
        guard isFirst else { throw DHCPServiceError.alreadyRun }
        do {
            try await serve()
            conduct.end(DHCPServiceError.notRunning)
        } catch {
            conduct.end(error)
            throw error
        }
    }

    private func serve() async throws {
        preparation.tell(conduct.logger)
        guard let store = try await conduct.openStore(preparation) else { return }
        let service: DHCPService<LeaseResponder>
        let others: OtherServers
        do {
            try await conduct.loadReservations(from: store)
            (service, others) = try makeService(store)
        } catch {
            await store.close()
            throw error
        }
        conduct.begin(service)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: service),
                    .init(service: SystemdWatchdog(service, notifier: conduct.notifier)),
                    .init(service: ServerControl(conduct: conduct, service: service)),
                    .init(service: ServerWatch(conduct: conduct, others: others)),
                ], logger: conduct.logger.quiet))
        try await group.run()
    }

    private func makeService(_ store: any LeaseStore) throws -> (DHCPService<LeaseResponder>, OtherServers) {
        let configuration = conduct.configuration
        let leases = conduct.served(configuration.leases)
        let engine: LeaseEngine
        do throws(LeaseConfigurationError) {
            engine = try LeaseEngine(configuration: leases, policy: policy)
        } catch {
            throw CompleteServerError(
                .configuration, "the configuration can not be served: \(error)", cause: error)
        }
        let responder = try conduct.makeResponder(engine, store)
        conduct.state.withLock { $0.otherServers = responder.otherServers }
        let service = DHCPService(
            responder, transport: conduct.transport,
            configuration: DHCPServiceConfiguration(addressing: leases.addressing), logger: conduct.logger)
        return (service, responder.otherServers)
    }
}

extension Logger {
    /// The log for what runs services: at level debug it would write each of them down with all that it holds.
    package var quiet: Logger {
        var quiet = self
        quiet.logLevel = max(logLevel, .info)
        return quiet
    }
}
