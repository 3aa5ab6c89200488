#if Etcd
    import NIOCore
    import NIOHPACK
    import NIOHTTP2
    import NIOPosix

    @testable import DHCPEtcd

    /// Something on a port of this host that takes connections, and is not quite as etcd is.
    final class FakeMachine: Sendable {
        enum Behaviour: Sendable {
            /// Answers each call with an empty message.
            case answers
            /// Answers each call once, and says that the connection ends.
            case leaves
            /// Speaks HTTP/2, and answers no call.
            case isSilent
            /// Closes the connection when something is asked.
            case breaksOff
            /// Takes connections and says nothing at all.
            case isFrozen
            /// Speaks something else.
            case isForeign
            /// Closes the connection at the first octets, as etcd does that is spoken to by TLS and speaks none.
            case hangsUp
        }

        let address: EtcdAddress
        private let channel: any Channel

        init(_ behaviour: Behaviour) async throws {
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        switch behaviour {
                        case .isFrozen: return
                        case .isForeign, .hangsUp:
                            try channel.pipeline.syncOperations.addHandler(
                                ForeignHandler(speaks: behaviour == .isForeign))
                        case .answers, .leaves, .isSilent, .breaksOff:
                            _ = try channel.pipeline.syncOperations.configureHTTP2Pipeline(
                                mode: .server, connectionConfiguration: .init(), streamConfiguration: .init()
                            ) { stream in
                                stream.eventLoop.makeCompletedFuture {
                                    try stream.pipeline.syncOperations.addHandler(AnsweringHandler(behaviour))
                                }
                            }
                        }
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            address = try EtcdAddress("127.0.0.1:\(channel.localAddress?.port ?? 0)")
        }

        func end() async { try? await channel.close() }
    }

    /// Answers the call of one stream.
    private final class AnsweringHandler: ChannelInboundHandler {
        typealias InboundIn = HTTP2Frame.FramePayload
        typealias OutboundOut = HTTP2Frame.FramePayload

        private let behaviour: FakeMachine.Behaviour

        init(_ behaviour: FakeMachine.Behaviour) { self.behaviour = behaviour }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .data(let part) = unwrapInboundIn(data), part.endStream else { return }
            switch behaviour {
            case .answers, .leaves:
                context.write(wrapOutboundOut(.headers(.init(headers: [":status": "200"]))), promise: nil)
                let message = ByteBuffer(bytes: [0, 0, 0, 0, 0])
                context.write(wrapOutboundOut(.data(.init(data: .byteBuffer(message)))), promise: nil)
                let last = HTTP2Frame.FramePayload.headers(.init(headers: ["grpc-status": "0"], endStream: true))
                context.writeAndFlush(wrapOutboundOut(last), promise: nil)
                guard behaviour == .leaves, let connection = context.channel.parent else { return }
                let goAway = HTTP2Frame.FramePayload.goAway(
                    lastStreamID: .maxID, errorCode: .noError, opaqueData: nil)
                // Behind the answer, where a next call may cross it.
                context.eventLoop.assumeIsolated().execute {
                    connection.writeAndFlush(HTTP2Frame(streamID: .rootStream, payload: goAway), promise: nil)
                }
            case .breaksOff: context.channel.parent?.close(promise: nil)
            case .isSilent, .isFrozen, .isForeign, .hangsUp: break
            }
        }
    }

    /// Answers as a web server does that is asked for something that it does not understand.
    private final class ForeignHandler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let speaks: Bool

        init(speaks: Bool) { self.speaks = speaks }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard speaks else { return context.close(promise: nil) }
            let words = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: words)), promise: nil)
            context.close(promise: nil)
        }
    }
#endif
