import ArgumentParser
import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
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

            Logs go to standard error. SIGTERM and SIGINT end the server after it has answered what waits.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("The configuration; Documentation/Configuration.md has all keys.", valueName: "file"))
    var config: String?

    @Option(name: .long, help: ArgumentHelp("Listen here instead.", valueName: "address:port"))
    var listen: String?

    @Option(
        name: .long, help: ArgumentHelp("Serve this interface instead; may be given several times.", valueName: "name"))
    var interface: [String] = []

    @Option(name: .long, help: ArgumentHelp("Keep the leases in this file instead.", valueName: "path"))
    var store: String?

    @Option(name: .long, help: "How much to log: trace, debug, info, notice, warning, error, critical.")
    var logLevel = "info"

    func validate() throws {
        if let listen, DHCPEndpoint(listen) == nil {
            throw ValidationError("--listen takes an address and a port such as 0.0.0.0:67, not \(listen)")
        }
        if Logger.Level(rawValue: logLevel) == nil {
            throw ValidationError("--log-level takes a level such as debug or info, not \(logLevel)")
        }
    }

    func run() async throws {
        let logger = makeLogger()
        var configuration = try ConfigurationFileArgument.load(config, logger)
        if let listen = listen.flatMap({ DHCPEndpoint($0) }) { configuration.server.listen = listen }
        if !interface.isEmpty { configuration.server.interfaces = interface }
        let service = try makeService(configuration, logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: service),
                    .init(service: ReadyMessage(service: service, isDemonstration: config == nil, logger: logger)),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    private func makeLogger() -> Logger {
        var logger = Logger(label: "dhcp", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
        return logger
    }

    private func makeService(
        _ configuration: ServerConfiguration, _ logger: Logger
    ) throws -> DHCPService<LeaseResponder> {
        let interfaces = try NetworkInterface.all()
        let settings = configuration.server
        let reachability = Reachability(
            leases: configuration.leases, named: settings.interfaces, interfaces: interfaces)
        if let problem = reachability.problem { throw CannotRun(description: problem) }
        if let warning = reachability.warning { logger.warning("\(warning)") }
        var leases = configuration.leases
        leases.serverAddresses.formUnion(interfaces.flatMap(\.addresses).map(\.address))
        let engine: LeaseEngine
        do throws(LeaseConfigurationError) {
            engine = try LeaseEngine(configuration: leases)
        } catch {
            throw CannotRun(description: "the configuration can not be served: \(error)")
        }
        let store = try LeaseStorage(option: store, settings: configuration.store, file: config).open(logger)
        return DHCPService(
            LeaseResponder(engine: engine, store: store, logger: logger), listen: settings.listen,
            interfaces: settings.interfaces,
            configuration: DHCPServiceConfiguration(addressing: leases.addressing), logger: logger)
    }
}

/// Says that the server is ready, and in a demonstration what to type next; then waits for the end.
struct ReadyMessage: Service {
    let service: DHCPService<LeaseResponder>
    let isDemonstration: Bool
    let logger: Logger

    func run() async throws {
        guard let addresses = try? await service.boundAddresses else { return try await gracefulShutdown() }
        let listening = addresses.map(\.description).joined(separator: ", ")
        logger.info("DHCP server ready", metadata: ["listening": "\(listening)"])
        if isDemonstration, let address = addresses.first {
            let program = CommandLine.arguments.first ?? "dhcp"
            print(
                """
                This is a demonstration: addresses from 192.0.2.10 to 192.0.2.250, for relays on this machine.
                In a second terminal, ask for one:

                    \(program) discover --server 127.0.0.1:\(address.port)

                To serve a network, write a configuration (Examples/home.yaml is a start), then:

                    \(program) check home.yaml
                    sudo \(program) serve --config home.yaml

                End it with Ctrl-C.
                """)
            StandardOutput.flush()
        }
        try await gracefulShutdown()
    }
}
