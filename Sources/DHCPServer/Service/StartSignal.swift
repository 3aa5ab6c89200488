import DHCP
import Synchronization

/// Tells whoever waits that the service has started, or that it never will.
final class StartSignal: Sendable {
    private enum State {
        case waiting([Int: CheckedContinuation<[DHCPEndpoint], any Error>], next: Int)
        case done(Result<[DHCPEndpoint], any Error>)
    }

    private let state = Mutex(State.waiting([:], next: 0))

    /// The addresses, when the service has started.
    ///
    /// Throws why it has not, or `CancellationError`.
    func value() async throws -> [DHCPEndpoint] {
        let number = newNumber()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<[DHCPEndpoint], any Error>? in
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
            let continuation = state.withLock { state -> CheckedContinuation<[DHCPEndpoint], any Error>? in
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

    func succeed(_ addresses: [DHCPEndpoint]) { finish(.success(addresses)) }

    /// Does nothing when the service has started.
    func fail(_ error: any Error) { finish(.failure(error)) }

    private func finish(_ result: Result<[DHCPEndpoint], any Error>) {
        let waiting = state.withLock { state -> [CheckedContinuation<[DHCPEndpoint], any Error>] in
            guard case .waiting(let waiting, _) = state else { return [] }
            state = .done(result)
            return Array(waiting.values)
        }
        for continuation in waiting { continuation.resume(with: result) }
    }
}
