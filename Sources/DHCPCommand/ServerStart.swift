import DHCP
import DHCPConfiguration
import DHCPProgram
import DHCPServer
import Logging
import ServiceLifecycle
import UnixSignals

#if Admin
    import CoreMetrics
    import DHCPAdmin
    import DHCPMetrics
#endif

/// `dhcp serve`: first on the only thread there is, as whoever started it, then on others and as the server's own user.
struct ServerStart {
    private let server: CompleteServer
    /// What runs beside it.
    private let companions: [any Service]
    /// Where a browser comes in once, without a token.
    private let link: String?
    private let isDemonstration: Bool
    private let recorder: TrafficRecorder?
    private let logger: Logger

    /// Reads the configuration and, as root, opens sockets and becomes the server's user; no other thread may run then.
    init(_ command: Serve) throws {
        let logger = Logger.commandLine(
            Logger.Level(rawValue: command.logLevel) ?? .info, LogLine.Form(rawValue: command.logFormat) ?? .text)
        self.logger = logger
        let recorder = try command.record.map {
            try TrafficRecorder($0, limit: command.recordSize << 20, logger: logger)
        }
        self.recorder = recorder
        #if Admin
            // Whoever asks the administration for /metrics gets what is counted from here on.
            MetricsSystem.bootstrap(MetricsRegistry(descriptions: MetricsRegistry.serverDescriptions))
        #endif
        let (listen, interfaces) = (command.listen.flatMap { DHCPEndpoint($0) }, command.interface)
        let source = command.config.map(CompleteServer.Configuration.file) ?? .values(.demonstration)
        let isDemonstration = command.config == nil
        self.isDemonstration = isDemonstration
        server = try CompleteServer(
            configuration: source.adjusted {
                if let listen { $0.server.listen = listen }
                // A first look is by a browser, at a port that is free.
                if isDemonstration { $0.admin.listen = DHCPEndpoint(.loopback, port: 0) }
                if !interfaces.isEmpty { $0.server.interfaces = interfaces }
            }, store: command.store.map(CompleteServer.Store.file) ?? .configured, givesUpRights: true,
            isAdministrable: true, logger: logger)
        #if Admin
            let admin = try AdminServer(server.handle, logger: logger)
            companions = [admin]
            link = admin.loopbackLink()
        #else
            companions = []
            link = nil
        #endif
        recorder?.attach(server.handle)
    }

    /// Serves until the program is told to end.
    func run() async throws {
        Output.writeInBackground()
        // The demonstration has nothing to read again, and ends with its terminal.
        let signals = await ServerSignals(server.handle, reloads: !isDemonstration)
        async let _ = explain()
        let configuration = ServiceGroupConfiguration(
            services: (recorder.map { [.init(service: $0)] } ?? [])
                + [.init(service: server), .init(service: signals)] + companions.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.quiet)
        try await ServiceGroup(configuration: configuration).run()
    }

    private func explain() async {
        guard isDemonstration, let endpoint = try? await server.handle.ready().first else { return }
        Demonstration.explain(endpoint, link: link)
    }
}
