import DHCPServer
import Synchronization

/// Lets one task after another do something, in the order in which they came.
///
/// What changes what is served does not meet another such change half-way, even where it awaits.
final class Turns: Sendable {
    private struct State {
        var isTaken = false
        /// Those that wait, the first first.
        var waiting: [(number: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
        var last: UInt64 = 0
    }

    private let state = Mutex(State())
    private let limit: Int

    /// No more than `limit` may wait, but for those that have to be let in.
    init(limit: Int = 64) {
        self.limit = limit
    }

    /// Runs `body` when it is its turn.
    ///
    /// Throws what `body` throws, `CancellationError` when the task is cancelled before, and `DHCPServiceError.overloaded`
    /// when too many wait, unless it `mustHaveOne`.
    func take<Value>(mustHaveOne: Bool = false, _ body: () async throws -> Value) async throws -> Value {
        try await wait(within: mustHaveOne ? .max : limit)
        defer { pass() }
        return try await body()
    }

    private func wait(within limit: Int) async throws {
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Void, any Error>? in
                    // Cancelled while it got here: the handler found nothing to cancel.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if !state.isTaken {
                        state.isTaken = true
                        return .success(())
                    }
                    if state.waiting.count >= limit { return .failure(DHCPServiceError.overloaded) }
                    state.waiting.append((number, continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
                guard let index = state.waiting.firstIndex(where: { $0.number == number }) else { return nil }
                return state.waiting.remove(at: index).continuation
            }
            continuation?.resume(throwing: CancellationError())
        }
    }

    private func pass() {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            if state.waiting.isEmpty {
                state.isTaken = false
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume()
    }
}
