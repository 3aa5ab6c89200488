#if Etcd
    import NIOCore

    /// Answers PING frames before HTTP/2's own handler sees them, and hides them from it.
    ///
    /// etcd sends one behind almost each answer, to measure the way. NIO's handler takes more than 200 in 30 seconds for an
    /// attack and closes the connection.
    final class PingAnswerer: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer
        typealias OutboundOut = ByteBuffer

        /// Octets of a frame that is not whole yet and may be a PING.
        private var begun = ByteBuffer()
        /// So many octets of the current frame are still to be passed on.
        private var remainder = 0

        private static let headerLength = 9
        private static let pingLength = 17
        private static let pingType: UInt8 = 6
        private static let acknowledged: UInt8 = 1

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var input = unwrapInboundIn(data)
            if begun.readableBytes > 0 {
                var whole = begun
                whole.writeBuffer(&input)
                input = whole
                begun = ByteBuffer()
            }
            // What is passed on lies in one piece unless a PING is cut out of it.
            var start = input.readerIndex
            var index = start
            let end = input.writerIndex
            while index < end {
                if remainder > 0 {
                    let count = min(remainder, end - index)
                    remainder -= count
                    index += count
                    continue
                }
                guard end - index >= Self.headerLength, let header = Header(input, at: index) else { break }
                guard header.type == Self.pingType, header.length == Self.pingLength - Self.headerLength,
                    header.flags & Self.acknowledged == 0
                else {
                    remainder = Self.headerLength + header.length
                    continue
                }
                guard end - index >= Self.pingLength else { break }
                passOn(context, input, start..<index)
                answer(context, input, at: index)
                index += Self.pingLength
                start = index
            }
            passOn(context, input, start..<index)
            if index < end, let rest = input.getSlice(at: index, length: end - index) { begun = rest }
        }

        private func passOn(_ context: ChannelHandlerContext, _ input: ByteBuffer, _ range: Range<Int>) {
            guard !range.isEmpty, let slice = input.getSlice(at: range.lowerBound, length: range.count) else { return }
            context.fireChannelRead(wrapInboundOut(slice))
        }

        private func answer(_ context: ChannelHandlerContext, _ input: ByteBuffer, at index: Int) {
            guard var frame = input.getSlice(at: index, length: Self.pingLength) else { return }
            frame.setInteger(Self.acknowledged, at: frame.readerIndex + 4)
            context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
        }

        /// The header of a frame (RFC 9113 section 4.1).
        private struct Header {
            let length: Int
            let type: UInt8
            let flags: UInt8

            init?(_ buffer: ByteBuffer, at index: Int) {
                guard let high = buffer.getInteger(at: index, as: UInt8.self),
                    let low = buffer.getInteger(at: index + 1, as: UInt16.self),
                    let type = buffer.getInteger(at: index + 3, as: UInt8.self),
                    let flags = buffer.getInteger(at: index + 4, as: UInt8.self)
                else { return nil }
                length = Int(high) << 16 | Int(low)
                (self.type, self.flags) = (type, flags)
            }
        }
    }
#endif
