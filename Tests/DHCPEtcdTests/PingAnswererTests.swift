#if Etcd
    import DHCPTesting
    import NIOCore
    import NIOEmbedded
    import Testing

    @testable import DHCPEtcd

    @Suite struct PingAnswererTests {
        private static let ping: [UInt8] = [0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
        private static let answer: [UInt8] = [0, 0, 8, 6, 1, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
        /// Frames that are none of etcd's PING: settings, data that look like one, an answer to a PING of ours.
        private static let others: [[UInt8]] = [
            [0, 0, 0, 4, 0, 0, 0, 0, 0], [0, 0, 17, 0, 0, 0, 0, 0, 1] + ping, answer,
        ]

        /// Hands octets on in pieces, and returns what comes through and what is sent back.
        private func pass(_ octets: [UInt8], in sizes: some Sequence<Int>) throws -> (inner: [UInt8], sent: [UInt8]) {
            let channel = EmbeddedChannel(handler: PingAnswerer())
            var rest = octets[...]
            for size in sizes where !rest.isEmpty {
                try channel.writeInbound(ByteBuffer(bytes: rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            if !rest.isEmpty { try channel.writeInbound(ByteBuffer(bytes: rest)) }
            var (inner, sent): ([UInt8], [UInt8]) = ([], [])
            while let buffer = try channel.readInbound(as: ByteBuffer.self) { inner += buffer.readableBytesView }
            while let buffer = try channel.readOutbound(as: ByteBuffer.self) { sent += buffer.readableBytesView }
            _ = try channel.finish()
            return (inner, sent)
        }

        @Test func aPingIsAnsweredAndHidden() throws {
            let (inner, sent) = try pass(Self.ping, in: [])
            #expect(inner == [])
            #expect(sent == Self.answer)
        }

        @Test func otherFramesPassWhateverIsInThem() throws {
            let octets = Self.others.flatMap { $0 }
            let (inner, sent) = try pass(octets, in: [])
            #expect(inner == octets)
            #expect(sent == [])
        }

        @Test func framesMayComeInAnyPieces() throws {
            var random = SeededGenerator(seed: 7)
            for _ in 0..<300 {
                let frames = (0..<12).map { _ in
                    Bool.random(using: &random) ? Self.ping : Self.others[Int.random(in: 0..<3, using: &random)]
                }
                let sizes = (0..<400).map { _ in Int.random(in: 1...20, using: &random) }
                let (inner, sent) = try pass(frames.flatMap { $0 }, in: sizes)
                #expect(inner == frames.filter { $0 != Self.ping }.flatMap { $0 })
                #expect(sent == frames.filter { $0 == Self.ping }.flatMap { _ in Self.answer })
            }
        }
    }
#endif
