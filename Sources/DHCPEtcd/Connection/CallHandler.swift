#if Etcd
    import NIOCore
    import NIOHPACK
    import NIOHTTP2

    /// Puts a call into a stream of HTTP/2 and takes its answers out, as gRPC does:
    /// <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>.
    ///
    /// One message is written to it. What it hands on are the messages of the answer; behind them comes the error that ended
    /// the call: a ``GRPCStatus`` where etcd said so, else what broke the connection.
    final class CallHandler: ChannelDuplexHandler {
        typealias InboundIn = HTTP2Frame.FramePayload
        typealias InboundOut = ByteBuffer
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = HTTP2Frame.FramePayload

        private let headers: HPACKHeaders
        /// How long an answer may take; `nil` for a call that is answered again and again.
        private let limit: TimeAmount?
        private let keeper: ConnectionKeeper
        private let progress: CallProgress
        /// Octets of a message that is not whole yet.
        private var begun = ByteBuffer()
        private var hasEnded = false
        private var deadline: Scheduled<Void>?
        private var looks: RepeatedTask?

        /// So often a machine that answers again and again is asked whether it is there: it may have nothing to tell.
        private static let interval = TimeAmount.seconds(10)
        /// Pages of leases are a few MB.
        static let largestMessage = 64 << 20
        /// In front of each message: whether it is compressed, and its length.
        private static let prefixLength = 5

        /// A stream ended, and nobody said why.
        struct Broken: Error, CustomStringConvertible {
            var description: String { "the connection ended" }
        }

        init(_ headers: HPACKHeaders, within limit: TimeAmount?, _ keeper: ConnectionKeeper, _ progress: CallProgress) {
            (self.headers, self.limit, self.keeper, self.progress) = (headers, limit, keeper, progress)
        }

        func handlerAdded(context: ChannelHandlerContext) {
            guard let limit else {
                let keeper = NIOLoopBound(keeper, eventLoop: context.eventLoop)
                looks = context.eventLoop.scheduleRepeatedTask(initialDelay: Self.interval, delay: Self.interval) { _ in
                    keeper.value.look()
                }
                return
            }
            let context = NIOLoopBound(context, eventLoop: context.eventLoop)
            deadline = context.value.eventLoop.assumeIsolated().scheduleTask(in: limit) {
                // Who waits behind this call can wait for long, if the machine is gone.
                self.keeper.look(isDoubted: true)
                self.end(context.value, GRPCStatus(.deadlineExceeded, "no answer within \(limit.words)"))
            }
        }

        func handlerRemoved(context: ChannelHandlerContext) { endTimers() }

        private func endTimers() {
            deadline?.cancel()
            looks?.cancel()
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            // It may have ended since the stream was opened, and such a stream would end all others.
            if let failure = keeper.health.failure {
                promise?.fail(failure)
                return end(context, failure)
            }
            progress.noteSent()
            let message = unwrapOutboundIn(data)
            var octets = context.channel.allocator.buffer(capacity: Self.prefixLength + message.readableBytes)
            octets.writeInteger(0 as UInt8)
            octets.writeInteger(UInt32(message.readableBytes))
            octets.writeImmutableBuffer(message)
            context.write(wrapOutboundOut(.headers(.init(headers: headers))), promise: nil)
            // Who is answered again and again goes on asking for that.
            let isAll = limit != nil
            context.write(wrapOutboundOut(.data(.init(data: .byteBuffer(octets), endStream: isAll))), promise: promise)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if hasEnded { return }
            switch unwrapInboundIn(data) {
            case .headers(let part):
                let status = part.headers.first(name: ":status").flatMap(GRPCStatus.init(http:))
                if let status = GRPCStatus(part.headers) ?? status {
                    // A stream that both sides have ended needs no word more.
                    end(context, status, isClosed: part.endStream && limit != nil)
                } else if part.endStream {
                    end(context, GRPCStatus(.unknown, "the answer has no status"))
                }
            case .data(let part):
                guard case .byteBuffer(var octets) = part.data else { return }
                begun.writeBuffer(&octets)
                do throws(GRPCStatus) {
                    try handOn(context)
                    if part.endStream { throw GRPCStatus(.unknown, "the answer has no status") }
                } catch {
                    end(context, error)
                }
            default: break
            }
        }

        /// Hands on the messages that are whole.
        private func handOn(_ context: ChannelHandlerContext) throws(GRPCStatus) {
            while let isCompressed = begun.getInteger(at: begun.readerIndex, as: UInt8.self),
                let length = begun.getInteger(at: begun.readerIndex + 1, as: UInt32.self)
            {
                guard isCompressed == 0 else { throw GRPCStatus(.internalError, "the answer is compressed") }
                guard length <= Self.largestMessage else {
                    throw GRPCStatus(.resourceExhausted, "the answer has \(length) octets")
                }
                guard begun.readableBytes - Self.prefixLength >= Int(length) else { return }
                begun.moveReaderIndex(forwardBy: Self.prefixLength)
                guard let message = begun.readSlice(length: Int(length)) else { return }
                // What was handed on is not kept.
                if begun.readableBytes == 0 { begun = ByteBuffer() } else { begun.discardReadBytes() }
                context.fireChannelRead(wrapInboundOut(message))
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            end(context, keeper.health.failure ?? error)
        }

        func channelInactive(context: ChannelHandlerContext) {
            end(context, keeper.health.failure ?? Broken())
            context.fireChannelInactive()
        }

        private func end(_ context: ChannelHandlerContext, _ error: any Error, isClosed: Bool = false) {
            if hasEnded { return }
            hasEnded = true
            endTimers()
            if (error as? GRPCStatus)?.code != .ok { context.fireErrorCaught(error) }
            if !isClosed { context.close(promise: nil) }
        }
    }

    extension TimeAmount {
        /// Tenths of a second are enough for who reads it.
        fileprivate var words: String {
            let tenths = (nanoseconds + 50_000_000) / 100_000_000
            return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
        }
    }
#endif
