#if Admin
    import DHCPLinux
    import DHCPProgram
    import HTTPTypes
    import Hummingbird
    import HummingbirdCore
    import HummingbirdTLS
    import Logging
    import NIOCore
    import NIOPosix
    import NIOSSL
    import ServiceLifecycle
    import Synchronization

    /// Takes connections at one socket, and hands their requests on.
    struct AdminListener: Sendable {
        typealias Answer = @Sendable (Request, AdminContext) async throws -> Response

        private let opened: AdminSockets.Opened
        private let identity: (certificate: [UInt8], key: [UInt8])?
        private let limits: AdminLimits
        private let logger: Logger
        private let answer: Answer

        init(
            _ opened: AdminSockets.Opened, _ identity: (certificate: [UInt8], key: [UInt8])?, _ limits: AdminLimits,
            _ logger: Logger, _ answer: @escaping Answer
        ) {
            self.opened = opened
            self.limits = limits
            if case .endpoint = opened.place { self.identity = identity } else { self.identity = nil }
            self.logger = logger
            self.answer = answer
        }

        func run() async throws {
            let http = TimedHTTP(
                limits,
                responder: { request, writer, channel in
                    try await respond(request, writer, channel)
                })
            if let identity {
                try await serve(TLSChannel(http, tlsConfiguration: try Self.tls(identity)))
            } else {
                try await serve(http)
            }
        }

        private static func tls(_ identity: (certificate: [UInt8], key: [UInt8])) throws -> TLSConfiguration {
            let chain = try NIOSSLCertificate.fromPEMBytes(identity.certificate).map { certificate in
                NIOSSLCertificateSource.certificate(certificate)
            }
            let key = try NIOSSLPrivateKey(bytes: identity.key, format: .pem)
            return .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        }

        private func serve<HTTP: ServerChildChannel>(_ http: HTTP) async throws {
            let connections = ConnectionCount()
            let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .bind(try opened.socket.duplicate()) { channel in http.setup(channel: channel, logger: logger) }
            logger.info("the server can be administered", metadata: ["at": "\(opened.place)"])
            try await withGracefulShutdownHandler {
                try await server.executeThenClose { inbound in
                    await withDiscardingTaskGroup { group in
                        do {
                            for try await connection in inbound {
                                if connections.begin() > limits.connections {
                                    RequestMeters.noteRefusedConnection()
                                    connection.channel.close(promise: nil)
                                }
                                // A task for each connection, which are bounded, and none on the way of a DHCP message.
                                group.addTask {
                                    await http.handle(value: connection, logger: logger)
                                    connections.end()
                                }
                            }
                        } catch is CancellationError {
                            // What runs beside it failed, and says so.
                        } catch {
                            logger.error("no more connections are taken", metadata: ["error": "\(error)"])
                        }
                        // Whoever waits for events would wait for ever.
                        group.cancelAll()
                    }
                }
            } onGracefulShutdown: {
                server.channel.close(promise: nil)
            }
        }

        @concurrent private func respond(
            _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
        ) async throws {
            var context = AdminContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
            context.connection.isEncrypted = identity != nil
            if case .path = opened.place {
                context.connection = try await PeerCredentials.connection(channel)
            }
            let response = try await answer(request, context)
            try await writer.write(response: response.head, body: response.body)
        }
    }

    /// How many connections there are.
    private final class ConnectionCount: Sendable {
        private let count = Atomic(0)

        func begin() -> Int { count.add(1, ordering: .relaxed).newValue }
        func end() { count.subtract(1, ordering: .relaxed) }
    }

    /// Who is at the other end of a socket of this machine (`struct ucred`).
    private struct PeerCredentials {
        var process: Int32 = 0
        var user: UInt32 = .max
        var group: UInt32 = .max

        /// `SO_PEERCRED`, which Swift does not import everywhere.
        private static let option: CInt = 17

        static func connection(_ channel: any Channel) async throws -> AdminConnection {
            guard let sockets = channel as? any SocketOptionProvider else { return AdminConnection(origin: "socket") }
            let peer: PeerCredentials = try await sockets.unsafeGetSocketOption(
                level: .socket, name: NIOBSDSocket.Option(rawValue: option)
            ).get()
            return AdminConnection(user: peer.user, origin: "socket", isEncrypted: true)
        }
    }
#endif
