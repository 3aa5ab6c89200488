#if Admin
    import Hummingbird
    import HummingbirdCore
    import Logging
    import NIOCore

    /// HTTP/1.1 with limits: of what a request may hold, and how long it may take.
    struct TimedHTTP: ServerChildChannel {
        typealias Value = HTTP1Channel.Value

        private let http: HTTP1Channel

        init(responder: @escaping HTTPChannelHandler.Responder) {
            http = HTTP1Channel(
                responder: responder,
                configuration: .init(
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100)))
        }

        func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(RequestDeadline())
            }.flatMap { http.setup(channel: channel, logger: logger) }
        }

        func handle(value: Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
    }

    /// Closes connections on which a request does not come to its end, nothing is asked, or answers are not read.
    final class RequestDeadline: ChannelDuplexHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        /// How long a request may take to come, with its answer's beginning.
        private static let request = TimeAmount.seconds(20)
        /// How long nothing may be asked or written; a stream of events says more often that it is there.
        private static let rest = TimeAmount.seconds(60)

        private var timer: Scheduled<Void>?
        private var isInRequest = false

        func handlerAdded(context: ChannelHandlerContext) {
            if context.channel.isActive { wait(Self.request, context) }
        }

        func channelActive(context: ChannelHandlerContext) {
            wait(Self.request, context)
            context.fireChannelActive()
        }

        func channelInactive(context: ChannelHandlerContext) {
            timer?.cancel()
            context.fireChannelInactive()
        }

        func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if !isInRequest {
                isInRequest = true
                wait(Self.request, context)
            }
            context.fireChannelRead(data)
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            isInRequest = false
            wait(Self.rest, context)
            context.write(data, promise: promise)
        }

        private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
            timer?.cancel()
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            timer = context.eventLoop.scheduleTask(in: time) {
                let (handler, context) = bound.value
                handler.end(context)
            }
        }

        private func end(_ context: ChannelHandlerContext) {
            if isInRequest {
                let answer = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            }
            context.close(promise: nil)
        }
    }
#endif
