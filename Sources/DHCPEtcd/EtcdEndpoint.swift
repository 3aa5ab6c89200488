#if Etcd
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    import GRPCProtobuf
    import NIOCore
    import NIOHTTP2
    import Synchronization

    /// The connection to one machine of an etcd cluster, which is made again as often as it breaks.
    final class EtcdEndpoint: Sendable {
        let address: EtcdAddress
        private let client: GRPCClient<HTTP2ClientTransport.Posix>
        private let connections: Task<Void, Never>

        /// Begins to connect.
        ///
        /// Throws ``EtcdError`` when the certificates or keys can not be used.
        init(_ address: EtcdAddress, tls: EtcdTLS?) throws(EtcdError) {
            self.address = address
            do {
                client = GRPCClient(
                    transport: try HTTP2ClientTransport.Posix(
                        target: address.target, transportSecurity: tls.map(Self.security) ?? .plaintext,
                        config: Self.configuration))
            } catch {
                throw EtcdError(
                    .certificate, "a certificate or key for etcd can not be used: \(EtcdFailure.words(error))")
            }
            // A task of its own: connections are to live as long as this, whoever calls; `close()` ends it.
            connections = Task { [client] in try? await client.runConnections() }
        }

        deinit { close() }

        /// Ends the connection.
        func close() {
            client.beginGracefulShutdown()
            connections.cancel()
        }

        private static func security(_ tls: EtcdTLS) -> HTTP2ClientTransport.Posix.TransportSecurity {
            .tls { configuration in
                if let ca = tls.ca { configuration.trustRoots = .certificates([.bytes(ca, format: .pem)]) }
                if let certificate = tls.certificate {
                    configuration.certificateChain = [.bytes(certificate, format: .pem)]
                }
                if let key = tls.key { configuration.privateKey = .bytes(key, format: .pem) }
            }
        }

        private static var configuration: HTTP2ClientTransport.Posix.Config {
            .defaults { configuration in
                configuration.backoff.initial = .milliseconds(50)
                configuration.backoff.max = .seconds(1)
                configuration.connection.keepalive = .init(
                    time: .seconds(10), timeout: .seconds(2), allowWithoutCalls: true)
                configuration.channelDebuggingCallbacks.onCreateTCPConnection = { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        let http2 = try pipeline.handler(type: NIOHTTP2Handler.self)
                        try pipeline.addHandler(PingAnswerer(), position: .before(http2))
                    }
                }
            }
        }

        /// Calls a function that has one answer.
        ///
        /// Throws ``EtcdFailure``.
        func call<Request, Response>(
            _ method: EtcdMethod<Request, Response>, _ message: Request, metadata: Metadata, timeout: Duration
        ) async throws(EtcdFailure) -> Response {
            // Who has not got the request can not have done what it asks for.
            let wasSent = Flag()
            let request = StreamingClientRequest(of: Request.self, metadata: metadata) { writer in
                wasSent.raise()
                try await writer.write(message)
            }
            var options = CallOptions.defaults
            options.timeout = timeout
            options.maxResponseMessageBytes = Self.largestAnswer
            do {
                return try await client.bidirectionalStreaming(
                    request: request, descriptor: method.descriptor, serializer: ProtobufSerializer(),
                    deserializer: ProtobufDeserializer<Response>(), options: options
                ) { response in
                    for try await message in response.messages { return message }
                    throw RPCError(code: .internalError, message: "no answer came")
                }
            } catch {
                throw EtcdFailure(error, at: address, mayBeDone: method.changes && wasSent.isRaised)
            }
        }

        /// Calls a function whose answers do not end, and hands each to `body` until that throws.
        ///
        /// Throws ``EtcdFailure``, and what `body` throws.
        func follow<Request, Response>(
            _ method: EtcdMethod<Request, Response>, _ message: Request, metadata: Metadata,
            _ body: @escaping @Sendable (Response) async throws -> Void
        ) async throws {
            let request = StreamingClientRequest(of: Request.self, metadata: metadata) { writer in
                try await writer.write(message)
                // The stream ends when nothing more can be asked in it.
                while true { try await Task.sleep(for: .seconds(3600)) }
            }
            var options = CallOptions.defaults
            options.maxResponseMessageBytes = Self.largestAnswer
            do {
                try await client.bidirectionalStreaming(
                    request: request, descriptor: method.descriptor, serializer: ProtobufSerializer(),
                    deserializer: ProtobufDeserializer<Response>(), options: options
                ) { response in
                    for try await message in response.messages { try await body(message) }
                }
            } catch let error as RPCError {
                throw EtcdFailure(error, at: address, mayBeDone: false)
            }
        }

        /// Pages of leases are longer than what gRPC takes by default.
        private static let largestAnswer = 64 << 20
    }

    /// Something that happened, or not.
    private final class Flag: Sendable {
        private let value = Atomic(false)

        var isRaised: Bool { value.load(ordering: .acquiring) }

        func raise() { value.store(true, ordering: .releasing) }
    }
#endif
