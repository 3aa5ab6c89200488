import DHCP
import Synchronization

/// Tells whoever waits that the service has started, or that it never will.
final class StartSignal: Sendable {
    private enum State {
        case waiting([CheckedContinuation<[DHCPEndpoint], any Error>])
        case done(Result<[DHCPEndpoint], any Error>)
    }

    private let state = Mutex(State.waiting([]))

    func value() async throws -> [DHCPEndpoint] {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<[DHCPEndpoint], any Error>? in
                switch state {
                case .waiting(let waiting):
                    state = .waiting(waiting + [continuation])
                    return nil
                case .done(let result):
                    return result
                }
            }
            if let result { continuation.resume(with: result) }
        }
    }

    func succeed(_ addresses: [DHCPEndpoint]) { finish(.success(addresses)) }

    /// Does nothing when the service has started.
    func fail(_ error: any Error) { finish(.failure(error)) }

    private func finish(_ result: Result<[DHCPEndpoint], any Error>) {
        let waiting = state.withLock { state -> [CheckedContinuation<[DHCPEndpoint], any Error>] in
            guard case .waiting(let waiting) = state else { return [] }
            state = .done(result)
            return waiting
        }
        for continuation in waiting { continuation.resume(with: result) }
    }
}
