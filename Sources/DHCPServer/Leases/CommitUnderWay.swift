import DHCP
import DHCPLeases
import Tracing

/// A commit that runs while the next messages are decided.
struct CommitUnderWay: Sendable {
    typealias Result = CommitPipeline.CommitResult

    let id: CommitPipeline.CommitID
    /// The clocks, which are stored before the changes; `nil` when the store's mark is not old.
    let mark: LeaseTimeMark?
    /// When it began, and how many changes it has.
    let begin: DHCPInstant
    let count: Int
    /// When the oldest message came that it answers; `nil` for none.
    let oldest: DHCPInstant?
    /// `nil` where nobody traces.
    let span: (any Span)?
    private let work: WorkUnderWay<Result>

    /// Begins a commit; it runs on this thread until it waits for the first time.
    ///
    /// A `mark` is stored before the changes, so that no lease begins long after the last mark. Of a store that several
    /// servers share nobody waits for longer than `limit`, by `clock`: what came of the changes is not known then.
    init(
        _ id: CommitPipeline.CommitID, _ batch: LeaseBatch, behind mark: LeaseTimeMark?, in store: any LeaseStore,
        on executor: (any TaskExecutor)?, within limit: Duration? = nil, of clock: any DHCPClock,
        oldest: DHCPInstant? = nil, in span: (any Span)? = nil
    ) {
        (self.id, self.mark) = (id, mark)
        (begin, count, self.oldest, self.span) = (clock.now, batch.changes.count, oldest, span)
        let limit = limit.map {
            WorkUnderWay<Result>.Limit(time: $0, clock: clock, outcome: Self.unknown(batch, after: $0))
        }
        work = span.around {
            WorkUnderWay(on: executor, within: limit) { await Self.commit(batch, behind: mark, in: store) }
        }
    }

    private static func unknown(_ batch: LeaseBatch, after limit: Duration) -> Result {
        batch.isEmpty ? .failure(StoreTakesTooLong(limit: limit)) : .success(batch.map { _ in .unknown })
    }

    private static func commit(
        _ batch: LeaseBatch, behind mark: LeaseTimeMark?, in store: any LeaseStore
    ) async -> Result {
        do {
            if let mark { try await store.keep(mark) }
            let outcomes = try await store.commit(batch)
            guard outcomes.count == batch.count else { throw IncompleteCommit() }
            return .success(outcomes)
        } catch {
            return .failure(error)
        }
    }

    /// What became of it; `nil` while it runs.
    var result: Result? { work.outcome }

    /// What became of it; `nil` while it runs, and then `body` is called when it has ended.
    func resultOrNotify(_ body: @escaping @Sendable () -> Void) -> Result? { work.outcomeOrNotify(body) }

    /// Waits until it has ended, and returns what became of it.
    ///
    /// Cancelling the task that waits cancels the commit, if the store lets itself be cancelled.
    func end() async -> Result { await work.value() }
}

/// A store that did not say what became of each transaction.
private struct IncompleteCommit: Error, CustomStringConvertible {
    var description: String { "the store did not answer for every transaction" }
}
