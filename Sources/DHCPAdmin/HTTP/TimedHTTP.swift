#if Admin
    import Hummingbird
    import HummingbirdCore
    import Logging
    import NIOCore
    import NIOHTTP1

    /// HTTP/1.1 with limits: of what a request may hold, and how long it may take.
    struct TimedHTTP: ServerChildChannel {
        typealias Value = HTTP1Channel.Value

        private let http: HTTP1Channel

        private let limits: AdminLimits

        init(_ limits: AdminLimits, responder: @escaping HTTPChannelHandler.Responder) {
            self.limits = limits
            http = HTTP1Channel(
                responder: responder,
                configuration: .init(
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: AdminLimits.field, maxHeaderListSize: AdminLimits.header,
                        maxHeaderFieldCount: AdminLimits.fields)))
        }

        func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(RequestDeadline(limits))
            }.flatMap {
                http.setup(channel: channel, logger: logger)
            }.flatMapThrowing { value in
                let pipeline = channel.pipeline.syncOperations
                let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
                try pipeline.addHandler(UnreadableRequest(), position: .after(decoder))
                return value
            }
        }

        func handle(value: Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
    }

    /// Closes connections on which a request does not come to its end, nothing is asked, or answers are not read.
    final class RequestDeadline: ChannelDuplexHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let limits: AdminLimits
        private var timer: Scheduled<Void>?
        private var isInRequest = false

        init(_ limits: AdminLimits) { self.limits = limits }

        func handlerAdded(context: ChannelHandlerContext) {
            if context.channel.isActive { wait(limits.request, context) }
        }

        func channelActive(context: ChannelHandlerContext) {
            wait(limits.request, context)
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
                wait(limits.request, context)
            }
            context.fireChannelRead(data)
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            isInRequest = false
            wait(limits.rest, context)
            context.write(data, promise: promise)
        }

        private func wait(_ time: Duration, _ context: ChannelHandlerContext) {
            timer?.cancel()
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            timer = context.eventLoop.scheduleTask(in: TimeAmount(time)) {
                let (handler, context) = bound.value
                handler.end(context)
            }
        }

        private func end(_ context: ChannelHandlerContext) {
            guard isInRequest else { return context.close(promise: nil) }
            let problem = Problem(
                .requestTimeout, "a request has to be there within \(limits.request.components.seconds) s")
            RequestMeters.note(status: problem.status)
            let lines = problem.finalFields.map { "\($0.name.rawName): \($0.value)" }
            let head = ["HTTP/1.1 \(problem.status.code) \(problem.status.reasonPhrase)"] + lines + ["", ""]
            let octets = Array(head.joined(separator: "\r\n").utf8) + problem.octets
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: nil)
            context.close(promise: nil)
        }
    }
#endif
