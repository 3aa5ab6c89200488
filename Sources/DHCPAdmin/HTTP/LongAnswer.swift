#if Admin
    import Foundation
    import HTTPTypes
    import Hummingbird
    import NIOCore

    /// A value as JSON that may take longer to make than a request may: its beginning is sent in time, and blanks until the rest
    /// is there.
    ///
    /// What is thrown within some seconds is a ``Problem`` as ever; later there is no other status any more, and an object with
    /// `detail` stands in place of the value.
    struct LongAnswer: Sendable {
        private enum Piece: Sendable {
            case blank
            case end(Result<Data, any Error>)
        }

        /// So often something is sent; well below ``RequestDeadline``.
        private static let pulse = Duration.seconds(5)

        private let pieces: AsyncStream<Piece>

        /// Begins; `work` is cancelled when nobody waits for it any more.
        private init(
            pulse: Duration, on executor: (any TaskExecutor)?, _ work: @escaping @Sendable () async throws -> Data
        ) {
            let (pieces, continuation) = AsyncStream<Piece>.makeStream(bufferingPolicy: .bufferingNewest(2))
            // Two tasks, as one works while the other says that it does; whoever reads the pieces ends both.
            let worker = Task(executorPreference: executor) {
                let result: Result<Data, any Error>
                do { result = .success(try await work()) } catch { result = .failure(error) }
                continuation.yield(.end(result))
                continuation.finish()
            }
            let ticker = Task {
                while (try? await Task.sleep(for: pulse)) != nil { continuation.yield(.blank) }
            }
            continuation.onTermination = { _ in
                worker.cancel()
                ticker.cancel()
            }
            self.pieces = pieces
        }

        /// Waits for the value, which is made by `executor`, and answers at the latest after a pulse.
        ///
        /// Throws what `work` throws until then.
        static func json<Value: Encodable & SendableMetatype>(
            pulse: Duration = Self.pulse, on executor: (any TaskExecutor)? = nil,
            _ work: @escaping @Sendable () async throws -> Value
        ) async throws -> Response {
            let answer = LongAnswer(pulse: pulse, on: executor) { try AdminJSON.encoder.encode(try await work()) }
            for await piece in answer.pieces {
                if case .end(let result) = piece { return .json(octets: ByteBuffer(bytes: try result.get())) }
                return Response(
                    status: .ok, headers: [.contentType: "application/json"],
                    body: ResponseBody { writer in try await answer.write(to: &writer) })
            }
            throw CancellationError()
        }

        @concurrent private func write(to writer: inout any ResponseBodyWriter) async throws {
            try await writer.write(ByteBuffer(string: "\n"))
            for await piece in pieces {
                switch piece {
                case .blank: try await writer.write(ByteBuffer(string: "\n"))
                case .end(.success(let octets)): try await writer.write(ByteBuffer(bytes: octets))
                case .end(.failure(let error)):
                    let octets = try AdminJSON.encoder.encode(["detail": Problem(error).detail])
                    try await writer.write(ByteBuffer(bytes: octets))
                }
            }
            try await writer.finish(nil)
        }
    }
#endif
