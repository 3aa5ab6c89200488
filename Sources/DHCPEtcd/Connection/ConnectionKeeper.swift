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
            private enum State {
                case good
                /// A call got no answer, and the machine has not said since that it is there.
                case doubted
                case ended(any Error)
            }

            private let state = Mutex(State.good)

            /// Why no further call begins; `nil` while one can.
            var failure: (any Error)? {
                switch state.withLock({ $0 }) {
                case .good: nil
                case .doubted: Ended(description: "it has not answered")
                case .ended(let error): error
                }
            }

            /// The first thing that went wrong is the cause of all others.
            func end(_ error: any Error) {
                state.withLock { state in
                    if case .ended = state { return }
                    state = .ended(error)
                }
            }

            fileprivate func doubt() {
                state.withLock { if case .good = $0 { $0 = .doubted } }
            }

            fileprivate func trust() {
                state.withLock { if case .doubted = $0 { $0 = .good } }
            }
        }

        let health = Health()
        private let ready: EventLoopPromise<Void>
        private let isEncrypted: Bool
        private var isReady = false
        private var context: ChannelHandlerContext?
        /// A PING that is to be sent, or was not answered yet.
        private var question: Scheduled<Void>?
        private var nextQuestion = NIODeadline.uptimeNanoseconds(0)

        /// So long the other side has for the answer to a PING.
        private static let patience = TimeAmount.seconds(2)
        /// etcd takes more than one PING in so long for an attack.
        private static let pause = TimeAmount.seconds(5)

        /// Why a connection ended, where the system or TLS said nothing.
        struct Ended: Error, CustomStringConvertible {
            let description: String
        }

        /// `ready` is fulfilled when calls can begin: when the other side has said how it speaks HTTP/2.
        init(ready: EventLoopPromise<Void>, isEncrypted: Bool) {
            (self.ready, self.isEncrypted) = (ready, isEncrypted)
        }

        /// Asks whether the other side is there, and closes the connection if it does not say so.
        ///
        /// No call begins in a connection that is `doubted` until the answer has come.
        func look(isDoubted: Bool = false) {
            guard let context, context.channel.isActive else { return }
            if isDoubted { health.doubt() }
            guard question == nil else { return }
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            guard context.eventLoop.now >= nextQuestion else {
                question = context.eventLoop.assumeIsolated().scheduleTask(deadline: nextQuestion) {
                    self.ask(bound.value)
                }
                return
            }
            ask(context)
        }

        private func ask(_ context: ChannelHandlerContext) {
            nextQuestion = context.eventLoop.now + Self.pause
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

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .handshakeCompleted(let negotiated)? = event as? TLSUserEvent, negotiated != "h2" {
                errorCaught(context: context, error: Ended(description: "it speaks TLS, and no HTTP/2 in it"))
            }
            context.fireUserInboundEventTriggered(event)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data).payload {
            case .settings(.settings) where !isReady:
                isReady = true
                ready.succeed()
            case .ping(_, ack: true):
                question?.cancel()
                question = nil
                health.trust()
            // What is under way may end.
            case .goAway(_, let code, _): health.end(Ended(description: "it sent GOAWAY (\(code))"))
            default: break
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            // It may be of one call alone, which is told of it too; else there will be no answer.
            if isReady, error is any NIOHTTP2Error { return look(isDoubted: true) }
            end(context, error)
        }

        func channelInactive(context: ChannelHandlerContext) {
            end(context, Ended(description: "it closed the connection"))
            context.fireChannelInactive()
        }

        private func end(_ context: ChannelHandlerContext, _ error: any Error) {
            // What wants TLS says nothing that can be read, or nothing at all.
            let isUnreadable = !isReady && !isEncrypted && !(error is IOError)
            health.end(
                isUnreadable ? Ended(description: "it does not answer as HTTP/2 does: does it want TLS?") : error)
            ready.fail(health.failure ?? error)
            context.close(promise: nil)
        }
    }
#endif
