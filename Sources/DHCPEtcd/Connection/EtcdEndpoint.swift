#if Etcd
    import NIOCore
    import NIOSSL
    import SwiftProtobuf
    import Synchronization

    /// One machine of an etcd cluster, with the connection to it, which is made again as often as it breaks.
    final class EtcdEndpoint: Sendable {
        let address: EtcdAddress
        private let tls: NIOSSLContext?
        private let state = Mutex(State.idle)

        private typealias Attempt = Task<EtcdConnection, any Error>

        private enum State {
            case idle
            case connected(Attempt)
            case closed
        }

        /// So long a machine has for a connection.
        private let connectionLimit: TimeAmount

        init(_ address: EtcdAddress, tls: NIOSSLContext?, connectionLimit: TimeAmount = .seconds(2)) {
            (self.address, self.tls, self.connectionLimit) = (address, tls, connectionLimit)
        }

        deinit { close() }

        /// Ends the connection for good.
        func close() {
            let state = state.withLock { state in
                defer { state = .closed }
                return state
            }
            guard case .connected(let attempt) = state else { return }
            // A task of its own, as who closes does not wait, and the attempt may still be under way; it ends with that.
            Task { try? await attempt.value.close() }
        }

        /// A connection in which a call can begin: the one that is there, or a new one.
        private func connection() async throws -> EtcdConnection {
            // A connection may end just when it was made.
            for _ in 0..<2 {
                guard let attempt = attempt() else { break }
                do {
                    let connection = try await attempt.value
                    if connection.failure == nil { return connection }
                    forget(attempt)
                } catch {
                    forget(attempt)
                    throw error
                }
            }
            throw ConnectionKeeper.Ended(description: "the connection was closed")
        }

        /// What connects or has connected; `nil` when nothing may any more.
        private func attempt() -> Attempt? {
            state.withLock { state in
                switch state {
                case .closed: return nil
                case .connected(let attempt): return attempt
                case .idle:
                    // A task of its own, as others wait for the same connection.
                    let attempt = Attempt { [address, tls, connectionLimit] in
                        try await EtcdConnection(address, tls: tls, within: connectionLimit)
                    }
                    state = .connected(attempt)
                    return attempt
                }
            }
        }

        private func forget(_ attempt: Attempt) {
            state.withLock { state in
                if case .connected(attempt) = state { state = .idle }
            }
        }

        /// Calls a function that has one answer.
        ///
        /// Throws ``EtcdFailure``.
        func call<Request, Response>(
            _ method: EtcdMethod<Request, Response>, _ message: Request, headers: [(String, String)], timeout: Duration
        ) async throws(EtcdFailure) -> Response {
            let deadline = ContinuousClock.now + timeout
            let progress = CallProgress()
            do {
                let connection = try await connection()
                let rest = ContinuousClock.now.duration(to: deadline)
                guard rest > .zero else { throw GRPCStatus(.deadlineExceeded, "no time was left to ask") }
                let octets = try message.serializedBytes() as [UInt8]
                return try await connection.call(
                    method.path, ByteBuffer(bytes: octets), headers: headers, within: TimeAmount(rest), progress
                ) { answers in
                    var answer: Response?
                    for try await octets in answers {
                        answer = try Response(serializedBytes: Array(buffer: octets))
                    }
                    guard let answer else { throw GRPCStatus(.internalError, "no answer came") }
                    return answer
                }
            } catch {
                throw EtcdFailure(error, at: address, mayBeDone: method.changes && progress.wasSent)
            }
        }

        /// Calls a function that answers again and again, and hands each answer to `body` until that throws.
        ///
        /// Throws ``EtcdFailure`` when the machine ends it, and what `body` throws.
        func follow<Request, Response>(
            _ method: EtcdMethod<Request, Response>, _ message: Request, headers: [(String, String)],
            _ body: @escaping @Sendable (Response) async throws -> Void
        ) async throws {
            do {
                let connection = try await connection()
                let octets = try message.serializedBytes() as [UInt8]
                try await connection.call(
                    method.path, ByteBuffer(bytes: octets), headers: headers, within: nil, CallProgress()
                ) { answers in
                    for try await octets in answers {
                        let answer = try Response(serializedBytes: Array(buffer: octets))
                        do {
                            try await body(answer)
                        } catch {
                            throw Taken(error: error)
                        }
                    }
                }
            } catch let taken as Taken {
                throw taken.error
            } catch {
                throw EtcdFailure(error, at: address, mayBeDone: false)
            }
        }

        /// What who takes answers has thrown.
        private struct Taken: Error {
            let error: any Error
        }
    }
#endif
