import DHCPLeases
package import DHCPServer
import Synchronization

/// How a server stands, by one look at it.
package struct Standing: Sendable {
    /// What anybody may know.
    package let status: ServerStatus
    /// How long answers took since the server began, each from the oldest message that was answered with it.
    package let answerTimes: AnswerTimes
    /// How full the pools are.
    let pools: [PoolUsage]
    /// How many offers are held.
    let offers: Int
    /// How many messages waited when it was looked.
    let waitingMessages: Int
}

/// Hands each look at a server on to all who want it.
final class StandingNews: Sendable {
    private struct State {
        var last: Standing?
        var listeners: [UInt64: AsyncStream<Standing>.Continuation] = [:]
        var number: UInt64 = 0
        var hasEnded = false
    }

    private let state = Mutex(State())

    /// Tells all who listen; who has not taken the look before gets this one instead.
    func tell(_ standing: Standing) {
        state.withLock { state in
            state.last = standing
            for listener in state.listeners.values { listener.yield(standing) }
        }
    }

    /// The last look, and those that follow until the server ends.
    func listen() -> AsyncStream<Standing> {
        let (stream, listener) = AsyncStream<Standing>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.number += 1
            // Here, so that a later look does not come before it.
            if let last = state.last { listener.yield(last) }
            if !state.hasEnded { state.listeners[state.number] = listener }
            return state.hasEnded ? nil : state.number
        }
        guard let number else {
            listener.finish()
            return stream
        }
        listener.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    /// There are no more.
    func end() {
        let listeners = state.withLock { state in
            state.hasEnded = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}
