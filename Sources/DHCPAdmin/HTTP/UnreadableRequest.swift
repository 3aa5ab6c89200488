#if Admin
    import Hummingbird
    import NIOCore
    import NIOHTTP1

    /// Answers what can not be read as a request, and says which limit it passes.
    ///
    /// What comes behind it is thrown away until the other end, which has an answer now, closes.
    final class UnreadableRequest: ChannelDuplexHandler, RemovableChannelHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias InboundOut = HTTPServerRequestPart
        typealias OutboundIn = HTTPServerResponsePart
        typealias OutboundOut = HTTPServerResponsePart

        /// How many requests are there whose answer has not ended.
        private var openCount = 0
        private var isOver = false

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if isOver { return }
            if case .head = Self.unwrapInboundIn(data) { openCount += 1 }
            context.fireChannelRead(data)
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if case .end = Self.unwrapOutboundIn(data) { openCount -= 1 }
            context.write(data, promise: promise)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            if isOver { return }
            // A request whose body breaks off is answered by whoever reads that.
            guard let error = error as? HTTPParserError, openCount == 0 else { return context.fireErrorCaught(error) }
            isOver = true
            let problem = Self.problem(error)
            RequestMeters.note(status: problem.status)
            let headers = HTTPHeaders(problem.finalFields.map { ($0.name.rawName, $0.value) })
            let head = HTTPResponseHead(
                version: .http1_1, status: .init(statusCode: problem.status.code), headers: headers)
            context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
            context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: problem.octets)))), promise: nil)
            context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
            context.close(mode: .output, promise: nil)
        }

        private static func problem(_ error: HTTPParserError) -> Problem {
            guard error == .headerOverflow else { return Problem(.badRequest, "this is no request of HTTP/1.1") }
            return Problem(
                .requestHeaderFieldsTooLarge,
                "a header may have \(AdminLimits.header) octets, \(AdminLimits.field) a field, and \(AdminLimits.fields) fields"
            )
        }
    }
#endif
