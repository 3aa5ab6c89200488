import Synchronization

/// Tells whoever waits that something has started, and what it started with, or that it never will.
package final class StartSignal<Value: Sendable>: Sendable {
    private enum State {
        case waiting([Int: CheckedContinuation<Value, any Error>], next: Int)
        case done(Result<Value, any Error>)
    }

    private let state = Mutex(State.waiting([:], next: 0))

    package init() {}

    /// The value, if it has started already.
    package var present: Value? {
        state.withLock { state in
            if case .done(.success(let value)) = state { value } else { nil }
        }
    }

    /// The value, when it has started.
    ///
    /// Throws why it has not, or `CancellationError`.
    package func value() async throws -> Value {
        let number = newNumber()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Value, any Error>? in
                    switch state {
                    case .waiting(var waiting, let next):
                        // Cancelled while it got here: the handler found nothing to cancel.
                        if Task.isCancelled { return .failure(CancellationError()) }
                        waiting[number] = continuation
                        state = .waiting(waiting, next: next)
                        return nil
                    case .done(let result):
                        return result
                    }
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let continuation = state.withLock { state -> CheckedContinuation<Value, any Error>? in
                guard case .waiting(var waiting, let next) = state else { return nil }
                defer { state = .waiting(waiting, next: next) }
                return waiting.removeValue(forKey: number)
            }
            continuation?.resume(throwing: CancellationError())
        }
    }

    private func newNumber() -> Int {
        state.withLock { state in
            guard case .waiting(let waiting, let next) = state else { return 0 }
            state = .waiting(waiting, next: next + 1)
            return next
        }
    }

    /// Does nothing when it has started, or was said not to.
    package func succeed(_ value: Value) { finish(.success(value)) }

    /// Does nothing when it has started.
    package func fail(_ error: any Error) { finish(.failure(error)) }

    private func finish(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state -> [CheckedContinuation<Value, any Error>] in
            guard case .waiting(let waiting, _) = state else { return [] }
            state = .done(result)
            return Array(waiting.values)
        }
        for continuation in waiting { continuation.resume(with: result) }
    }
}
