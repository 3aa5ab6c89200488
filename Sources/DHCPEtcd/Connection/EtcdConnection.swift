#if Etcd
    import Glibc
    import NIOCore
    import NIOHPACK
    import NIOHTTP2
    import NIOPosix
    import NIOSSL
    import Synchronization

    /// One connection to a machine of etcd: HTTP/2, in which each call is a stream.
    final class EtcdConnection: Sendable {
        typealias Answers = NIOAsyncChannelInboundStream<ByteBuffer>

        private let channel: any Channel
        private let streams: NIOHTTP2Handler.AsyncStreamMultiplexer<Void>
        private let keeper: NIOLoopBound<ConnectionKeeper>
        private let health: ConnectionKeeper.Health
        private let address: EtcdAddress
        private let isEncrypted: Bool
        private let callCount = Atomic(0)

        /// HTTP/2 numbers the streams of a connection with 31 bits, and every second number is ours.
        private static let callLimit = 1 << 29

        /// Connects, and waits until etcd has said how it speaks HTTP/2.
        ///
        /// Throws what NIO, TLS or the system met, and ``ConnectionKeeper/Ended``.
        init(_ address: EtcdAddress, tls: NIOSSLContext?, within limit: TimeAmount) async throws {
            let made = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(limit)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                // What a machine does not take within 10 seconds, or a firewall has forgotten, ends the connection.
                .channelOption(.socketOption(.so_keepalive), value: 1)
                .channelOption(.tcpOption(.init(rawValue: TCP_KEEPIDLE)), value: 10)
                .channelOption(.tcpOption(.init(rawValue: TCP_KEEPINTVL)), value: 5)
                .channelOption(.tcpOption(.init(rawValue: TCP_USER_TIMEOUT)), value: 10_000)
                .connect(host: address.host, port: address.port) { channel in
                    channel.eventLoop.makeCompletedFuture { try Parts(channel, tls: tls, to: address, within: limit) }
                }
            (channel, streams, keeper) = (made.channel, made.streams, made.keeper)
            health = made.health
            self.address = address
            isEncrypted = tls != nil
            do {
                try await made.ready.get()
            } catch {
                let cause = health.failure ?? error
                channel.close(promise: nil)
                throw cause
            }
        }

        // An endpoint forgets a connection in which no call can begin; it lasts as long as the calls in it.
        deinit { channel.close(promise: nil) }

        /// Why no further call begins; `nil` while one can.
        var failure: (any Error)? { health.failure }

        /// Ends it, with all that is under way.
        func close() { channel.close(promise: nil) }

        /// Opens a stream for a call, and hands its answers to `body`.
        ///
        /// With a limit, it is all that is asked and answered in that time.
        ///
        /// Throws ``GRPCStatus`` when etcd refuses the call or does not answer in time, what broke the connection, and what
        /// `body` throws.
        func call<Result>(
            _ path: String, _ message: ByteBuffer, headers: [(String, String)], within limit: TimeAmount?,
            _ progress: CallProgress, _ body: (Answers) async throws -> Result
        ) async throws -> Result {
            if callCount.wrappingAdd(1, ordering: .relaxed).newValue >= Self.callLimit {
                health.end(ConnectionKeeper.Ended(description: "it has had all its calls"))
            }
            let head = head(of: path, headers, within: limit)
            do {
                let stream = try await streams.openStream { [keeper] channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = CallHandler(head, within: limit, keeper.value, progress)
                        try channel.pipeline.syncOperations.addHandler(handler)
                        return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                            wrappingChannelSynchronously: channel,
                            configuration: .init(backPressureStrategy: .init(lowWatermark: 1, highWatermark: 2)))
                    }
                }
                return try await stream.executeThenClose { answers, requests in
                    try await requests.write(message)
                    return try await body(answers)
                }
            } catch let error where error is ChannelError || error is NIOAsyncWriterError {
                // It is known better why the connection is closed.
                throw health.failure ?? error
            }
        }

        private func head(
            of path: String, _ others: [(String, String)], within limit: TimeAmount?
        ) -> HPACKHeaders {
            var headers: HPACKHeaders = [
                ":method": "POST", ":scheme": isEncrypted ? "https" : "http", ":path": path,
                ":authority": address.description, "te": "trailers", "content-type": "application/grpc",
            ]
            if let limit { headers.add(name: "grpc-timeout", value: "\(max(1, limit.nanoseconds / 1_000_000))m") }
            for (name, value) in others { headers.add(name: name, value: value) }
            return headers
        }
    }

    /// What a connection is made of, while it is made.
    private struct Parts: Sendable {
        let channel: any Channel
        let streams: NIOHTTP2Handler.AsyncStreamMultiplexer<Void>
        let keeper: NIOLoopBound<ConnectionKeeper>
        let health: ConnectionKeeper.Health
        let ready: EventLoopFuture<Void>

        /// So much is sent to this server before it takes it: more than a page of leases.
        private static let window = 4 << 20

        /// Runs on the channel's event loop.
        init(_ channel: any Channel, tls: NIOSSLContext?, to address: EtcdAddress, within limit: TimeAmount) throws {
            let pipeline = channel.pipeline.syncOperations
            if let tls {
                try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: address.name))
            }
            streams = try pipeline.configureAsyncHTTP2Pipeline(
                mode: .client, configuration: Self.configuration, streamInitializer: { $0.close() })
            let ready = channel.eventLoop.makePromise(of: Void.self)
            let timer = channel.eventLoop.scheduleTask(in: limit) {
                ready.fail(ConnectionKeeper.Ended(description: "it takes connections and does not answer"))
            }
            ready.futureResult.whenComplete { _ in timer.cancel() }
            let keeper = ConnectionKeeper(ready: ready, isEncrypted: tls != nil)
            try pipeline.addHandler(keeper)
            self.keeper = NIOLoopBound(keeper, eventLoop: channel.eventLoop)
            (self.channel, self.ready, health) = (channel, ready.futureResult, keeper.health)
        }

        private static var configuration: NIOHTTP2Handler.Configuration {
            var configuration = NIOHTTP2Handler.Configuration()
            configuration.connection.initialSettings += [
                HTTP2Setting(parameter: .enablePush, value: 0),
                HTTP2Setting(parameter: .initialWindowSize, value: window),
            ]
            configuration.connection.targetWindowSize = window
            configuration.stream.targetWindowSize = window
            // etcd sends a PING behind almost each answer, to measure the way; 200 in 30 seconds are an attack otherwise.
            configuration.connection.controlFrameRateLimit.maximumCount = 100_000
            configuration.connection.controlFrameRateLimit.windowLength = .seconds(1)
            return configuration
        }
    }
#endif
