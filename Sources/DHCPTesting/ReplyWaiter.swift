import DHCP
import Synchronization

/// Waits for the answer to one message.
final class ReplyWaiter: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<Result<InMemoryTransport.Sent, TestClientError>, Never>)
        case done(Result<InMemoryTransport.Sent, TestClientError>)
    }

    /// What was asked.
    let message: DHCPMessage
    private let state = Mutex(State.idle)

    init(for message: DHCPMessage) {
        self.message = message
    }

    /// Whether `reply` answers the message.
    func awaits(_ reply: DHCPMessage) -> Bool {
        reply.xid == message.xid && reply.hardwareAddress == message.hardwareAddress
    }

    /// The answer; the first result that comes counts.
    func finish(with result: Result<InMemoryTransport.Sent, TestClientError>) {
        let continuation = state.withLock { state in
            switch state {
            case .idle:
                state = .done(result)
                return nil as CheckedContinuation<Result<InMemoryTransport.Sent, TestClientError>, Never>?
            case .waiting(let continuation):
                state = .done(result)
                return continuation
            case .done:
                return nil
            }
        }
        continuation?.resume(returning: result)
    }

    func value(within limit: Duration) async throws(TestClientError) -> InMemoryTransport.Sent {
        let timer = Task {
            // A test that is cancelled need not wait.
            try? await Task.sleep(for: limit)
            finish(with: .failure(.noAnswer(self.message, within: limit)))
        }
        defer { timer.cancel() }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let result = state.withLock { state -> Result<InMemoryTransport.Sent, TestClientError>? in
                    if case .done(let result) = state { return result }
                    state = .waiting(continuation)
                    return nil
                }
                if let result { continuation.resume(returning: result) }
            }
        } onCancel: {
            timer.cancel()
        }
        return try result.get()
    }
}
