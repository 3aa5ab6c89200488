#if Etcd
    import NIOCore
    import NIOEmbedded
    import NIOHPACK
    import NIOHTTP2
    import Testing

    @testable import DHCPEtcd

    /// What gRPC's specification says of a call in a stream of HTTP/2, and what etcd or something else may send instead.
    @Suite struct CallHandlerTests {
        private func channel(within limit: TimeAmount? = .seconds(2)) throws -> EmbeddedChannel {
            let channel = EmbeddedChannel()
            let keeper = ConnectionKeeper(ready: channel.eventLoop.makeSucceededPromise(), isEncrypted: false)
            let handler = CallHandler([":path": "/etcdserverpb.KV/Txn"], within: limit, keeper, CallProgress())
            try channel.pipeline.syncOperations.addHandler(handler)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 2379)).wait()
            return channel
        }

        private func headers(_ headers: HPACKHeaders, isLast: Bool = false) -> HTTP2Frame.FramePayload {
            .headers(.init(headers: headers, endStream: isLast))
        }

        private func data(_ octets: [UInt8], isLast: Bool = false) -> HTTP2Frame.FramePayload {
            .data(.init(data: .byteBuffer(ByteBuffer(bytes: octets)), endStream: isLast))
        }

        /// Hands all parts of an answer over, and returns the messages of it and how the call ended.
        private func take(
            _ parts: [HTTP2Frame.FramePayload], _ channel: EmbeddedChannel
        ) throws -> (messages: [[UInt8]], error: (any Error)?) {
            var failure: (any Error)?
            for part in parts {
                do {
                    try channel.writeInbound(part)
                } catch {
                    failure = error
                }
            }
            var messages: [[UInt8]] = []
            while let message = try channel.readInbound(as: ByteBuffer.self) { messages.append(Array(buffer: message)) }
            return (messages, failure)
        }

        @Test("a message goes behind the headers, with its length before it, and ends what is asked")
        func request() throws {
            let channel = try channel()
            try channel.writeOutbound(ByteBuffer(bytes: [1, 2, 3]))
            guard case .headers(let head)? = try channel.readOutbound(as: HTTP2Frame.FramePayload.self),
                case .data(let body)? = try channel.readOutbound(as: HTTP2Frame.FramePayload.self)
            else {
                Issue.record("headers and data were to be written")
                return
            }
            #expect(head.headers.first(name: ":path") == "/etcdserverpb.KV/Txn")
            #expect(!head.endStream)
            #expect(body.data == .byteBuffer(ByteBuffer(bytes: [0, 0, 0, 0, 3, 1, 2, 3])))
            #expect(body.endStream)
        }

        @Test("what is asked in a call whose answers do not end stays open")
        func endless() throws {
            let channel = try channel(within: nil)
            try channel.writeOutbound(ByteBuffer(bytes: [1]))
            _ = try channel.readOutbound(as: HTTP2Frame.FramePayload.self)
            guard case .data(let body)? = try channel.readOutbound(as: HTTP2Frame.FramePayload.self) else {
                Issue.record("data were to be written")
                return
            }
            #expect(!body.endStream)
        }

        @Test("messages are found however they are cut into frames", arguments: 1...16)
        func cut(size: Int) throws {
            let octets: [UInt8] = [0, 0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 8, 9]
            var parts = [headers([":status": "200"])]
            for start in stride(from: 0, to: octets.count, by: size) {
                parts.append(data(Array(octets[start..<min(start + size, octets.count)])))
            }
            parts.append(headers(["grpc-status": "0"], isLast: true))
            let channel = try channel()
            let answer = try take(parts, channel)
            #expect(answer.messages == [[1, 2, 3], [], [8, 9]])
            #expect(answer.error == nil)
            #expect(channel.isActive, "both sides have ended the stream, so nothing more is sent in it")
        }

        @Test("a refusal is what its last headers say, also when they are the only ones")
        func refusal() throws {
            let words = "etcdserver: mvcc: database space exceeded%21"
            let expected = GRPCStatus(.resourceExhausted, "etcdserver: mvcc: database space exceeded!")
            for parts in [
                [headers([":status": "200", "grpc-status": "8", "grpc-message": words], isLast: true)],
                [headers([":status": "200"]), headers(["grpc-status": "8", "grpc-message": words], isLast: true)],
            ] {
                let answer = try take(parts, try channel())
                #expect(answer.error as? GRPCStatus == expected)
            }
        }

        @Test(
            "what does not speak gRPC is told from what refuses",
            arguments: zip(["503", "404", "302"], [.unavailable, .unimplemented, .unknown] as [GRPCStatus.Code]))
        func foreign(status: String, code: GRPCStatus.Code) throws {
            let answer = try take([headers([":status": status])], try channel())
            #expect((answer.error as? GRPCStatus)?.code == code)
        }

        @Test("an answer that ends in the middle, is compressed, or is far too long is an error")
        func malformed() throws {
            for (octets, isLast, code) in [
                ([0, 0, 0, 0, 1, 7], true, .unknown), ([0, 0, 0, 0, 9, 7], true, .unknown),
                ([1, 0, 0, 0, 1, 7], false, .internalError), ([0, 255, 255, 255, 255], false, .resourceExhausted),
            ] as [([UInt8], Bool, GRPCStatus.Code)] {
                let answer = try take([headers([":status": "200"]), data(octets, isLast: isLast)], try channel())
                #expect((answer.error as? GRPCStatus)?.code == code, "\(octets)")
            }
        }

        @Test("who gets no answer in time is told so, and the stream is given up")
        func late() throws {
            let channel = try channel()
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            try channel.throwIfErrorCaught()
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            let error = #expect(throws: GRPCStatus.self) { try channel.throwIfErrorCaught() }
            #expect(error == GRPCStatus(.deadlineExceeded, "no answer within 2 s"))
            #expect(!channel.isActive)
        }

        @Test("a machine that answers again and again is asked whether it is there as long as the call lasts")
        func looks() throws {
            let connection = EmbeddedChannel()
            let keeper = ConnectionKeeper(ready: connection.eventLoop.makeSucceededPromise(), isEncrypted: false)
            try connection.pipeline.syncOperations.addHandler(keeper)
            try connection.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 2379)).wait()
            let stream = EmbeddedChannel(loop: connection.embeddedEventLoop)
            let handler = CallHandler([:], within: nil, keeper, CallProgress())
            try stream.pipeline.syncOperations.addHandler(handler)
            try stream.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 2379)).wait()
            for _ in 0..<2 {
                connection.embeddedEventLoop.advanceTime(by: .seconds(10))
                guard case .ping? = try connection.readOutbound(as: HTTP2Frame.self)?.payload else {
                    Issue.record("a PING was to be sent")
                    return
                }
                try connection.writeInbound(
                    HTTP2Frame(streamID: .rootStream, payload: .ping(HTTP2PingData(), ack: true)))
            }
            stream.pipeline.fireChannelInactive()
            connection.embeddedEventLoop.advanceTime(by: .seconds(60))
            #expect(try connection.readOutbound(as: HTTP2Frame.self) == nil, "it has ended")
        }

        @Test("a stream that breaks before its end is an error, and one behind it is none")
        func broken() throws {
            let channel = try channel()
            channel.pipeline.fireChannelInactive()
            #expect(throws: CallHandler.Broken.self) { try channel.throwIfErrorCaught() }
            let ended = try self.channel()
            _ = try take([headers([":status": "200", "grpc-status": "0"], isLast: true)], ended)
            ended.pipeline.fireChannelInactive()
            ended.embeddedEventLoop.advanceTime(by: .seconds(10))
            try ended.throwIfErrorCaught()
        }
    }

    extension EventLoop {
        fileprivate func makeSucceededPromise() -> EventLoopPromise<Void> {
            let promise = makePromise(of: Void.self)
            promise.succeed()
            return promise
        }
    }
#endif
