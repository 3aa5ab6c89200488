#if Etcd
    import NIOCore
    import NIOEmbedded
    import NIOHTTP2
    import NIOTLS
    import Testing

    @testable import DHCPEtcd

    /// When a connection can be used, and what is known of why it can not.
    @Suite struct ConnectionKeeperTests {
        private struct Oops: Error, Equatable {}

        private func make(isEncrypted: Bool = false) throws -> (
            EmbeddedChannel, ConnectionKeeper, EventLoopFuture<Void>
        ) {
            let channel = EmbeddedChannel()
            let ready = channel.eventLoop.makePromise(of: Void.self)
            let keeper = ConnectionKeeper(ready: ready, isEncrypted: isEncrypted)
            try channel.pipeline.syncOperations.addHandler(keeper)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 2379)).wait()
            // Only then may much time have passed since the last PING.
            channel.embeddedEventLoop.advanceTime(by: .seconds(60))
            return (channel, keeper, ready.futureResult)
        }

        private func receive(_ payload: HTTP2Frame.FramePayload, _ channel: EmbeddedChannel) throws {
            try channel.writeInbound(HTTP2Frame(streamID: .rootStream, payload: payload))
        }

        @Test("calls can begin when the other side has said how it speaks HTTP/2")
        func ready() throws {
            let (channel, keeper, ready) = try make(isEncrypted: true)
            var isReady = false
            ready.assumeIsolated().whenSuccess { isReady = true }
            channel.pipeline.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: "h2"))
            channel.embeddedEventLoop.run()
            #expect(!isReady)
            try receive(.settings(.settings([])), channel)
            #expect(isReady)
            #expect(keeper.health.failure == nil)
        }

        @Test("who speaks TLS and no HTTP/2, or wants TLS, is told from who is not there")
        func foreign() throws {
            let (channel, keeper, ready) = try make(isEncrypted: true)
            channel.pipeline.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: nil))
            #expect(throws: ConnectionKeeper.Ended.self) { try ready.wait() }
            #expect("\(keeper.health.failure, default: "nothing")".contains("no HTTP/2"))
            let (plain, other, _) = try make()
            plain.pipeline.fireChannelInactive()
            #expect("\(other.health.failure, default: "nothing")".contains("does it want TLS?"))
        }

        @Test("a machine that answers a PING keeps its connection, and one that does not loses it")
        func silent() throws {
            let (channel, keeper, _) = try make()
            for _ in 0..<3 {
                keeper.look()
                guard case .ping? = try channel.readOutbound(as: HTTP2Frame.self)?.payload else {
                    Issue.record("a PING was to be sent")
                    return
                }
                try receive(.ping(HTTP2PingData(), ack: true), channel)
                keeper.look(isDoubted: true)
                #expect(try channel.readOutbound(as: HTTP2Frame.self) == nil, "etcd takes many for an attack")
                #expect(keeper.health.failure != nil)
                channel.embeddedEventLoop.advanceTime(by: .seconds(6))
                #expect(try channel.readOutbound(as: HTTP2Frame.self) != nil, "it is asked as soon as it may be")
                try receive(.ping(HTTP2PingData(), ack: true), channel)
                #expect(keeper.health.failure == nil)
                channel.embeddedEventLoop.advanceTime(by: .seconds(10))
                #expect(channel.isActive)
            }
            keeper.look()
            keeper.look()
            #expect(try channel.readOutbound(as: HTTP2Frame.self) != nil)
            #expect(try channel.readOutbound(as: HTTP2Frame.self) == nil, "one question at a time")
            channel.embeddedEventLoop.advanceTime(by: .seconds(2))
            #expect(!channel.isActive)
            #expect(keeper.health.failure is ConnectionKeeper.Ended)
        }

        @Test("no call begins in a connection that is doubted, until the machine has said that it is there")
        func doubted() throws {
            let (channel, keeper, _) = try make()
            keeper.look(isDoubted: true)
            #expect(keeper.health.failure != nil)
            try receive(.ping(HTTP2PingData(), ack: true), channel)
            #expect(keeper.health.failure == nil)
        }

        @Test("no call begins in a connection that is to end, and what is under way goes on")
        func leaving() throws {
            let (channel, keeper, _) = try make()
            try receive(.goAway(lastStreamID: .rootStream, errorCode: .noError, opaqueData: nil), channel)
            #expect(keeper.health.failure != nil)
            #expect(channel.isActive)
        }

        @Test("what may be wrong with one call alone ends the connection only where the machine does not answer")
        func oneCall() throws {
            let (channel, keeper, _) = try make()
            try receive(.settings(.settings([])), channel)
            channel.pipeline.fireErrorCaught(NIOHTTP2Errors.forbiddenHeaderField(name: "x", value: ""))
            try receive(.ping(HTTP2PingData(), ack: true), channel)
            #expect(keeper.health.failure == nil)
            channel.embeddedEventLoop.advanceTime(by: .seconds(10))
            #expect(channel.isActive)
            channel.pipeline.fireErrorCaught(NIOHTTP2Errors.createdStreamAfterGoaway())
            channel.embeddedEventLoop.advanceTime(by: .seconds(2))
            #expect(!channel.isActive)
        }

        @Test("what broke it first is what is told")
        func cause() throws {
            let (channel, keeper, ready) = try make(isEncrypted: true)
            channel.pipeline.fireErrorCaught(Oops())
            #expect(throws: Oops.self) { try ready.wait() }
            channel.pipeline.fireChannelInactive()
            #expect(keeper.health.failure is Oops)
            #expect(!channel.isActive)
        }
    }
#endif
