#if Etcd
    import NIOCore
    import NIOHTTP2
    import NIOTLS
    import Synchronization

    /// Sees to one connection: says when it can be used, looks whether the other side is there, and keeps what broke it.
    final class ConnectionKeeper: ChannelInboundHandler {
        typealias InboundIn = HTTP2Frame
        typealias InboundOut = HTTP2Frame
        typealias OutboundOut = HTTP2Frame

        /// What became of a connection, for all threads.
        final class Health: Sendable {
            private let ended = Mutex<(any Error)?>(nil)

            /// Why no further call can begin; `nil` while one can.
            var failure: (any Error)? { ended.withLock { $0 } }

            /// The first thing that went wrong is the cause of all others.
            fileprivate func end(_ error: any Error) {
                ended.withLock { if $0 == nil { $0 = error } }
            }
        }

        let health = Health()
        private let ready: EventLoopPromise<Void>
        private let isEncrypted: Bool
        private var context: ChannelHandlerContext?
        /// A PING that was not answered yet.
        private var question: Scheduled<Void>?

        /// So long the other side has for the answer to a PING.
        private static let patience = TimeAmount.seconds(2)

        /// Why a connection ended, where the system or TLS said nothing.
        struct Ended: Error, CustomStringConvertible {
            let description: String
        }

        /// `ready` is fulfilled when calls can begin.
        init(ready: EventLoopPromise<Void>, isEncrypted: Bool) {
            (self.ready, self.isEncrypted) = (ready, isEncrypted)
        }

        /// Asks whether the other side is there, and closes the connection if it does not say so.
        func look() {
            guard let context, question == nil, context.channel.isActive else { return }
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            question = context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) {
                self.health.end(Ended(description: "it does not answer any more"))
                bound.value.close(promise: nil)
            }
            let ping = HTTP2Frame(streamID: .rootStream, payload: .ping(HTTP2PingData(), ack: false))
            context.writeAndFlush(wrapOutboundOut(ping), promise: nil)
        }

        func handlerAdded(context: ChannelHandlerContext) { self.context = context }

        func handlerRemoved(context: ChannelHandlerContext) {
            self.context = nil
            question?.cancel()
            ready.fail(Ended(description: "the connection was closed"))
        }

        func channelActive(context: ChannelHandlerContext) {
            if !isEncrypted { ready.succeed() }
            context.fireChannelActive()
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent { ready.succeed() }
            context.fireUserInboundEventTriggered(event)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data).payload {
            case .ping(_, ack: true):
                question?.cancel()
                question = nil
            // What is under way may end.
            case .goAway(_, let code, _): health.end(Ended(description: "it sent GOAWAY (\(code))"))
            default: break
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            health.end(error)
            ready.fail(error)
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            health.end(Ended(description: "it closed the connection"))
            ready.fail(health.failure ?? ChannelError.eof)
            context.fireChannelInactive()
        }
    }
#endif
