#if Admin
    import DHCP
    import DHCPConfiguration
    public import DHCPProgram
    import HTTPTypes
    public import Hummingbird
    public import Logging
    import NIOCore
    public import ServiceLifecycle

    /// Looks at a running server and changes it, over HTTP: at a socket of this machine, and at an address when asked for.
    ///
    /// ```swift
    /// let server = try CompleteServer(configuration: .file("/etc/dhcp/dhcp.yaml"), isAdministrable: true)
    /// let admin = try AdminServer(server.handle)
    /// try await ServiceGroup(services: [server, admin], gracefulShutdownSignals: [.sigterm], logger: logger).run()
    /// ```
    ///
    /// Each request asks for small parts of the server's time, and few do at once. While many clients ask, what is read is made
    /// while a processor has nothing else to do, so that they do not wait for it; a change is made at once.
    public struct AdminServer: Service {
        private let administration: Administration
        private let sockets: AdminSockets
        private let identity: (certificate: [UInt8], key: [UInt8])?

        /// Takes the server, which may run already or later, and opens the sockets, unless the server did that.
        ///
        /// Throws `CompleteServerError` when a socket can not be opened that the configuration names.
        public init(_ server: CompleteServer.Handle, logger: Logger = Logger(label: "dhcp.admin")) throws {
            try self.init(server, limits: AdminLimits(), logger: logger)
        }

        /// Takes the server, with other limits.
        package init(_ server: CompleteServer.Handle, limits: AdminLimits, logger: Logger) throws {
            let administrability = server.administration
            sockets =
                try administrability.sockets
                ?? AdminSockets(administrability.place, listen: administrability.settings.listen)
            if administrability.sockets == nil, let warning = sockets.warning { logger.warning("\(warning)") }
            identity = administrability.identity
            administration = Administration(server, administrability.settings, limits, logger)
        }

        /// Mounts the routes in a program's own router, beside its own.
        public func addRoutes<Context: AdminRequestContext>(to router: some RouterMethods<Context>) {
            for route in AdminRoutes.all {
                router.on(RouterPath(route.path), method: route.method) { [administration] request, context in
                    await administration.answer(route, request, context.parameters, context.connection)
                }
            }
        }

        /// Answers requests until it is shut down.
        public func run() async throws {
            defer {
                administration.pump.end()
                sockets.remove()
            }
            let router = Router(context: AdminContext.self, options: .autoGenerateHeadEndpoints)
            addRoutes(to: router)
            let responder = router.buildResponder()
            try await withThrowingDiscardingTaskGroup { group in
                for opened in sockets.opened {
                    let listener = AdminListener(opened, identity, administration.limits, administration.logger) {
                        request, context in
                        let response = try await responder.respond(to: request, context: context)
                        // Without an endpoint no route was found.
                        return context.endpointPath == "NotFound" ? Administration.unknown(request) : response
                    }
                    // One for each socket: a TCP port with TLS takes other connections than a socket of this machine.
                    group.addTask { try await listener.run() }
                }
                let sampler = Sampler(server: administration.server, ring: administration.samples)
                // Beside the listeners, which wait for connections; it ends with them.
                group.addTask { await sampler.run() }
                try? await gracefulShutdown()
            }
        }

        /// A path that begins the session of a browser, once and within ten minutes.
        ///
        /// Put it behind the address at which the server listens, as in `http://127.0.0.1:8067/login?once=…`, and show it to
        /// nobody else.
        public func makeLoginPath(role: AdminRole = .operator) -> String {
            "/login?once=\(administration.sessions.makeLink(name: "link", role: role))"
        }

        /// The whole address of such a path, where it listens on loopback; `nil` where it does not, or by TLS.
        public func loopbackLink(role: AdminRole = .operator) -> String? {
            guard identity == nil else { return nil }
            for case .endpoint(let endpoint) in places where endpoint.address.bitPattern >> 24 == 127 {
                return "http://\(endpoint)\(makeLoginPath(role: role))"
            }
            return nil
        }

        /// How many wrong tokens were said since the start.
        public var wrongTokens: Int { administration.failures.total }

        /// Keeps a place of those who ask the server while `body` runs.
        package func holdingGate(_ body: @Sendable () async throws -> Void) async throws {
            try await administration.gate.pass(body)
        }

        /// The routes that there are besides the dashboard's files, as in `get /api/v1/status`.
        package static var routeNames: [String] {
            AdminRoutes.all.filter { !PageFile.paths.contains($0.path) }.map {
                "\($0.method.rawValue.lowercased()) \($0.path)"
            }
        }

        /// Where it listens, with the ports that were really bound.
        package var places: [AdminSockets.Place] { sockets.opened.map(\.place) }
    }
#endif
