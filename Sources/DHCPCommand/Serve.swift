import ArgumentParser
import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// `dhcp serve` is the complete server.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve DHCP.",
        discussion: """
            Without --config it serves a demonstration pool (192.0.2.10-192.0.2.250) on port 6767 to relays on this \
            machine, which needs no privilege and disturbs nobody.

            Examples:
              dhcp serve
              sudo dhcp serve --config /etc/dhcp/campus.yaml
              dhcp serve --config lab.yaml --listen 127.0.0.1:6767 --log-level debug

            An interface that is named and missing, down or without an address is waited for. Logs go to standard \
            error. SIGHUP reads the configuration again, SIGUSR1 logs what was counted; SIGTERM and SIGINT end the \
            server after it has answered what waits.
            """)

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The configuration; Documentation/Configuration.md has all keys.", valueName: "file"),
        completion: .configuration)
    var config: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Listen here instead.", valueName: "address:port"))
    var listen: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Serve this interface instead; may be given several times.", valueName: "name"),
        completion: .interface)
    var interface: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("Keep the leases in this file instead.", valueName: "path"),
        completion: .leaseFile)
    var store: String?

    @Option(
        name: .long, help: "How much to log: trace, debug, info, notice, warning, error, critical.",
        completion: .logLevel)
    var logLevel = "info"

    @Option(
        name: .long,
        help:
            "How a line is written: text (logfmt behind time, level and message) or json; in the journal with priorities.",
        completion: .list(LogLine.Form.allCases.map(\.rawValue)))
    var logFormat = LogLine.Form.text.rawValue

    func validate() throws {
        if let listen, DHCPEndpoint(listen) == nil {
            throw ValidationError("--listen takes an address and a port such as 0.0.0.0:67, not \(listen)")
        }
        if Logger.Level(rawValue: logLevel) == nil {
            throw ValidationError("--log-level takes a level such as debug or info, not \(logLevel)")
        }
        if LogLine.Form(rawValue: logFormat) == nil {
            throw ValidationError("--log-format takes text or json, not \(logFormat)")
        }
    }

    func run() async throws {
        let logger = makeLogger()
        let source = ConfigurationSource(
            file: config, listen: listen.flatMap { DHCPEndpoint($0) }, interfaces: interface)
        let configuration = try source.readAtStart()
        Output.writeInBackground()
        // From here on, so that a reload that comes early does not end the process. The demonstration has nothing to
        // read again, and ends with its terminal.
        let signals = await UnixSignalsSequence(trapping: (config == nil ? [] : [.sighup]) + [.sigusr1])
        let server = try makeServer(configuration, source, logger)
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

    private func makeLogger() -> Logger {
        .commandLine(Logger.Level(rawValue: logLevel) ?? .info, LogLine.Form(rawValue: logFormat) ?? .text)
    }

    private func makeServer(
        _ configuration: ServerConfiguration, _ source: ConfigurationSource, _ logger: Logger
    ) throws -> RunningServer {
        let settings = configuration.server
        // Whether sockets can be opened is seen later; here is looked at what else keeps clients from being served.
        let report = InterfaceReport(
            statuses: settings.interfaces.map { InterfaceStatus(name: $0, state: .listening) },
            interfaces: try NetworkInterface.all())
        let reachability = Reachability(leases: configuration.leases, named: settings.interfaces, report: report)
        if let problem = reachability.problem { throw CannotRun(description: problem) }
        if let warning = reachability.warning { logger.warning("\(warning)") }
        let transport = UDPTransport(
            configuration: UDPTransport.Configuration(
                listen: settings.listen, interfaces: settings.interfaces, waitsForInterfaces: true,
                segmentationOffload: settings.segmentationOffload.transport), logger: logger)
        let service = try makeService(configuration, report.addresses, transport, logger)
        let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment, logger: logger)
        return RunningServer(
            service: service, transport: transport, source: source, configuration: configuration, report: report,
            notifier: notifier, logger: logger)
    }

    private func makeService(
        _ configuration: ServerConfiguration, _ ownAddresses: Set<IPv4Address>, _ transport: UDPTransport,
        _ logger: Logger
    ) throws -> DHCPService<LeaseResponder> {
        let engine: LeaseEngine
        do throws(LeaseConfigurationError) {
            engine = try LeaseEngine(configuration: configuration.leases.protecting(ownAddresses))
        } catch {
            throw CannotRun(description: "the configuration can not be served: \(error)")
        }
        let store = try LeaseStorage(option: store, settings: configuration.store, file: config).open(logger)
        var responder = LeaseResponder(engine: engine, store: store, logger: logger)
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
