#if Admin
    import Foundation
    import HTTPTypes
    import Hummingbird
    import NIOCore
    import Synchronization
    import Testing

    @testable import DHCPAdmin

    @Suite("Answers that take longer than a request may")
    struct LongAnswerTests {
        /// A body as it was written; a response takes its writer away, so what it wrote is kept beside it.
        private final class Body: Sendable {
            let octets = Mutex(ByteBuffer())

            struct Writer: ResponseBodyWriter {
                let body: Body

                mutating func write(_ buffer: ByteBuffer) async throws {
                    body.octets.withLock { _ = $0.writeImmutableBuffer(buffer) }
                }

                consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
            }
        }

        /// The body of an answer whose value is there only when the answer has begun.
        private func lateBody(_ work: @escaping @Sendable () throws -> [String: Int]) async throws -> Data {
            let (permission, permit) = AsyncStream<Void>.makeStream()
            let response = try await LongAnswer.json(pulse: .milliseconds(1)) {
                for await _ in permission {}
                return try work()
            }
            #expect(response.status == .ok)
            permit.finish()
            let body = Body()
            try await response.body.write(Body.Writer(body: body))
            return Data(body.octets.withLock { $0 }.readableBytesView)
        }

        @Test("a value that comes late stands behind blanks, as JSON allows")
        func lateValue() async throws {
            let octets = try await lateBody { ["leases": 7] }
            #expect(octets.first == UInt8(ascii: "\n"))
            #expect(try JSONDecoder().decode([String: Int].self, from: octets) == ["leases": 7])
        }

        @Test("an error that comes late is told in place of the value, as the status has been sent")
        func lateError() async throws {
            let octets = try await lateBody { throw Problem(.conflict, "another was faster") }
            #expect(try JSONDecoder().decode([String: String].self, from: octets) == ["detail": "another was faster"])
        }

        @Test("a value that is there at once is answered, and an error is thrown")
        func immediately() async throws {
            let response = try await LongAnswer.json(pulse: .seconds(60)) { ["leases": 7] }
            let body = Body()
            try await response.body.write(Body.Writer(body: body))
            let octets = Data(body.octets.withLock { $0 }.readableBytesView)
            #expect(try JSONDecoder().decode([String: Int].self, from: octets) == ["leases": 7])
            await #expect(throws: Problem.self) {
                _ = try await LongAnswer.json(pulse: .seconds(60)) { () -> [String: Int] in
                    throw Problem(.conflict, "another was faster")
                }
            }
        }
    }
#endif
