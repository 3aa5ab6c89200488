import Synchronization

/// A call that waits for its turn: it runs or is cancelled, and its caller is told once.
final class PendingCall<Value: Sendable>: Sendable {
    private enum State {
        case waiting(CheckedContinuation<Value, any Error>?)
        case running(CheckedContinuation<Value, any Error>?)
        case done(Result<Value, any Error>)
        case told
    }

    private let state = Mutex(State.waiting(nil))

    /// The result, when there is one.
    func value() async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<Value, any Error>? in
                switch state {
                case .waiting: state = .waiting(continuation)
                case .running: state = .running(continuation)
                case .done(let result):
                    state = .told
                    return result
                case .told: break
                }
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }

    /// Whether the call may run: not when it was cancelled.
    func begin() -> Bool {
        state.withLock { state in
            guard case .waiting(let continuation) = state else { return false }
            state = .running(continuation)
            return true
        }
    }

    /// Tells the caller the result of a call that ran.
    func finish(_ result: Result<Value, any Error>) {
        tell(result) { state in
            if case .running(let continuation) = state { return .some(continuation) }
            return .none
        }
    }

    /// Tells the caller that the call does not run; does nothing when it has begun.
    func cancel(_ error: any Error) {
        tell(.failure(error)) { state in
            if case .waiting(let continuation) = state { return .some(continuation) }
            return .none
        }
    }

    /// Hands the result to the caller, or keeps it until the caller asks.
    ///
    /// `waiter` says whether it is still wanted.
    private func tell(
        _ result: Result<Value, any Error>, _ waiter: (State) -> CheckedContinuation<Value, any Error>??
    ) {
        let continuation = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            guard let continuation = waiter(state) else { return nil }
            state = continuation == nil ? .done(result) : .told
            return continuation
        }
        continuation?.resume(with: result)
    }
}
