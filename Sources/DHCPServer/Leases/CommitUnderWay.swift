import DHCPLeases
import Synchronization

/// A commit that runs while the next messages are decided.
struct CommitUnderWay: Sendable {
    typealias Result = CommitPipeline.CommitResult

    let id: CommitPipeline.CommitID
    /// The clocks, which are stored before the changes; `nil` when the store's mark is not old.
    let mark: LeaseTimeMark?
    private let state: CommitState
    private let task: Task<Void, Never>

    /// Begins a commit; it runs on this thread until it waits for the first time.
    ///
    /// A `mark` is stored before the changes, so that no lease begins long after the last mark.
    init(
        _ id: CommitPipeline.CommitID, _ batch: LeaseBatch, behind mark: LeaseTimeMark?, in store: any LeaseStore,
        on executor: (any TaskExecutor)?
    ) {
        (self.id, self.mark) = (id, mark)
        let state = CommitState()
        self.state = state
        task = Task.immediate(executorPreference: executor) {
            let result: Result
            do {
                if let mark { try await store.keep(mark) }
                let outcomes = try await store.commit(batch)
                guard outcomes.count == batch.count else { throw IncompleteCommit() }
                result = .success(outcomes)
            } catch {
                result = .failure(error)
            }
            state.end(result)
        }
    }

    /// What became of it; `nil` while it runs.
    var result: Result? { state.result }

    /// What became of it; `nil` while it runs, and then `body` is called when it has ended.
    func resultOrNotify(_ body: @escaping @Sendable () -> Void) -> Result? { state.resultOrNotify(body) }

    /// Waits until it has ended, and returns what became of it.
    ///
    /// Cancelling the task that waits cancels the commit, if the store lets itself be cancelled.
    func end() async -> Result {
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        return state.result ?? .failure(IncompleteCommit())
    }
}

/// Whether a commit has ended, and who wants to know.
private final class CommitState: Sendable {
    private enum Phase {
        case running(whenEnded: (@Sendable () -> Void)?)
        case ended(CommitUnderWay.Result)
    }

    private let phase = Mutex(Phase.running(whenEnded: nil))

    var result: CommitUnderWay.Result? {
        phase.withLock { if case .ended(let result) = $0 { result } else { nil } }
    }

    func resultOrNotify(_ body: @escaping @Sendable () -> Void) -> CommitUnderWay.Result? {
        phase.withLock { phase in
            if case .ended(let result) = phase { return result }
            phase = .running(whenEnded: body)
            return nil
        }
    }

    func end(_ result: CommitUnderWay.Result) {
        let whenEnded = phase.withLock { phase -> (@Sendable () -> Void)? in
            defer { phase = .ended(result) }
            if case .running(let whenEnded) = phase { return whenEnded }
            return nil
        }
        whenEnded?()
    }
}

/// A store that did not say what became of each transaction.
private struct IncompleteCommit: Error, CustomStringConvertible {
    var description: String { "the store did not answer for every transaction" }
}
