import DHCPLeases
import Synchronization

/// Something that a store does while the next messages are decided, and what came of it, once.
///
/// It begins at once, on the thread of who asks, and runs there until it waits for the first time.
final class WorkUnderWay<Outcome: Sendable>: Sendable {
    /// For how long it is waited for; then it is cancelled, and what it does later is nobody's business.
    struct Limit: Sendable {
        let time: Duration
        let clock: any DHCPClock
        /// What is taken for its outcome then.
        let outcome: Outcome
    }

    private enum Phase {
        case running(whenEnded: [@Sendable () -> Void])
        case ended(Outcome)
    }

    private let phase = Mutex(Phase.running(whenEnded: []))
    private let task: Mutex<Task<Void, Never>?> = Mutex(nil)

    /// Begins.
    init(
        on executor: (any TaskExecutor)? = nil, within limit: Limit? = nil,
        _ body: @escaping @Sendable () async -> Outcome
    ) {
        let work = Task.immediate(executorPreference: executor) { self.end(with: await body()) }
        task.withLock { $0 = work }
        guard let limit, outcome == nil else { return }
        // Both wait, each for something else.
        let timer = Task {
            guard (try? await limit.clock.sleep(for: limit.time)) != nil else { return }
            end(with: limit.outcome)
            work.cancel()
        }
        if outcomeOrNotify({ timer.cancel() }) != nil { timer.cancel() }
    }

    /// What came of it; `nil` while it runs.
    var outcome: Outcome? {
        phase.withLock { if case .ended(let outcome) = $0 { outcome } else { nil } }
    }

    /// What came of it; `nil` while it runs, and then `body` is called when it has ended.
    func outcomeOrNotify(_ body: @escaping @Sendable () -> Void) -> Outcome? {
        phase.withLock { phase in
            switch phase {
            case .ended(let outcome): return outcome
            case .running(let whenEnded):
                phase = .running(whenEnded: whenEnded + [body])
                return nil
            }
        }
    }

    /// Waits until it has ended, and returns what came of it.
    ///
    /// Cancelling the task that waits cancels the work, if that lets itself be cancelled.
    func value() async -> Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if let outcome = outcomeOrNotify({ [self] in resume(continuation) }) {
                    continuation.resume(returning: outcome)
                }
            }
        } onCancel: {
            task.withLock { $0 }?.cancel()
        }
    }

    private func resume(_ continuation: CheckedContinuation<Outcome, Never>) {
        if let outcome { continuation.resume(returning: outcome) }
    }

    /// The first outcome counts.
    private func end(with outcome: Outcome) {
        let whenEnded = phase.withLock { phase -> [@Sendable () -> Void] in
            guard case .running(let whenEnded) = phase else { return [] }
            phase = .ended(outcome)
            return whenEnded
        }
        for body in whenEnded { body() }
    }
}

/// A store that was waited for in vain.
struct StoreTakesTooLong: LeaseStoreFailure, CustomStringConvertible {
    let limit: Duration

    var isForWantOfRoom: Bool { false }

    var description: String { "the store did not answer within \(limit)" }
}
