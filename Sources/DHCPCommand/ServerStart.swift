import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// A server that starts: first on the only thread there is, as whoever started it, then on others and as its own user.
struct ServerStart {
    private let source: ConfigurationSource
    private let configuration: ServerConfiguration
    private let storage: LeaseStorage
    /// The interfaces as they were at the start.
    private let report: InterfaceReport
    private let transportConfiguration: UDPTransport.Configuration
    /// The sockets that were opened while root's rights were there.
    private let sockets: EarlySockets?
    private let logger: Logger
    /// What keeps some clients from being served.
    private let warning: String?
    /// What became of root's rights.
    private let remarks: [PrivilegeSurrender.Remark]

    /// Reads the configuration and, as root, opens sockets and becomes the server's user.
    ///
    /// No other thread may run then. Throws what keeps the server from running, or an exit code when that is said already.
    init(_ command: Serve) throws {
        logger = .commandLine(
            Logger.Level(rawValue: command.logLevel) ?? .info, LogLine.Form(rawValue: command.logFormat) ?? .text)
        source = ConfigurationSource(
            file: command.config, listen: command.listen.flatMap { DHCPEndpoint($0) }, interfaces: command.interface)
        configuration = try source.readAtStart()
        storage = LeaseStorage(option: command.store, settings: configuration.store, file: command.config)
        let settings = configuration.server
        // Whether sockets can be opened is seen later; here is looked at what else keeps clients from being served.
        report = InterfaceReport(
            statuses: settings.interfaces.map { InterfaceStatus(name: $0, state: .listening) },
            interfaces: try NetworkInterface.all())
        let reachability = Reachability(leases: configuration.leases, named: settings.interfaces, report: report)
        if let problem = reachability.problem { throw CannotRun(description: problem) }
        warning = reachability.warning
        transportConfiguration = UDPTransport.Configuration(
            listen: settings.listen, interfaces: settings.interfaces, waitsForInterfaces: true,
            segmentationOffload: settings.segmentationOffload.transport)
        var surrender = PrivilegeSurrender(named: settings.user, storage: storage, configuration: command.config)
        sockets = surrender.isDue ? try EarlySockets(transportConfiguration) : nil
        try surrender.run()
        remarks = surrender.remarks
    }

    /// Serves until the program is told to end.
    func run() async throws {
        Output.writeInBackground()
        if let warning { logger.warning("\(warning)") }
        for remark in remarks { logger.log(level: remark.level, "\(remark.message)", metadata: remark.metadata) }
        // From here on, so that a reload that comes early does not end the process. The demonstration has nothing to
        // read again, and ends with its terminal.
        let signals = await UnixSignalsSequence(trapping: (source.file == nil ? [] : [.sighup]) + [.sigusr1])
        let server = try makeServer()
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: server.service),
                    .init(service: SystemdWatchdog(server.service, notifier: server.notifier)),
                    .init(service: ServerControl(server: server, signals: signals)),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: Self.quiet(logger)))
        try await group.run()
    }

    /// The log for what runs the services: at level debug it would write each of them down with all that it holds.
    private static func quiet(_ logger: Logger) -> Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .info)
        return quiet
    }

    private func makeServer() throws -> RunningServer {
        let transport = UDPTransport(configuration: transportConfiguration, early: sockets, logger: logger)
        let service = try makeService(transport)
        let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment, logger: logger)
        return RunningServer(
            service: service, transport: transport, source: source, configuration: configuration, report: report,
            notifier: notifier, logger: logger)
    }

    private func makeService(_ transport: UDPTransport) throws -> DHCPService<LeaseResponder> {
        let engine: LeaseEngine
        do throws(LeaseConfigurationError) {
            engine = try LeaseEngine(configuration: configuration.leases.protecting(report.addresses))
        } catch {
            throw CannotRun(description: "the configuration can not be served: \(error)")
        }
        var responder = LeaseResponder(engine: engine, store: try storage.open(logger), logger: logger)
        responder.logsLeases = configuration.log.leases
        return DHCPService(
            responder, transport: transport,
            configuration: DHCPServiceConfiguration(addressing: configuration.leases.addressing), logger: logger)
    }
}

extension SegmentationOffload {
    /// What the transport calls it.
    fileprivate var transport: UDPTransport.SegmentationOffload {
        switch self {
        case .auto: .automatic
        case .always: .always
        case .never: .never
        }
    }
}
