import Synchronization

/// What a store that several servers share has to tell: its latest changes, and who waits for the next ones.
///
/// For those who write a store. However many listen, and however slow they are, it holds its latest changes once.
public final class StoreFeed: Sendable {
    private struct State {
        /// In the order of their revisions.
        var records: [StoredLease] = []
        /// Where the records begin that are still of use.
        var start = 0
        /// All that is later than this is among the records.
        var beginning = StoreRevision.unshared
        var latest = StoreRevision.unshared
        var isClosed = false
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var lastWaiter: UInt64 = 0
    }

    private let state: Mutex<State>
    private let limit: Int

    /// Makes a feed of what is changed behind `revision`, that keeps at least the latest `limit` changes.
    public init(since revision: StoreRevision = .unshared, limit: Int = 65_536) {
        self.limit = max(1, limit)
        state = Mutex(State(beginning: revision, latest: revision))
    }

    /// Tells of changes, whose revisions are later than all before, and that these are all up to `revision`; without one, up
    /// to the last of them.
    public func note(_ records: [StoredLease], upTo revision: StoreRevision? = nil) {
        guard let latest = revision ?? records.last?.revision else { return }
        wake { state in
            state.records += records
            state.latest = max(state.latest, latest)
            let count = state.records.count - state.start
            guard count > limit else { return }
            state.start += count - limit
            state.beginning = state.records[state.start - 1].revision
            if state.start >= limit {
                state.records.removeFirst(state.start)
                state.start = 0
            }
        }
    }

    /// Ends all streams.
    public func close() {
        wake { $0.isClosed = true }
    }

    /// The changes behind a revision, and then those that come.
    public func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> {
        let position = Mutex<StoreRevision?>(revision)
        return AsyncStream { [self] in
            guard let from = position.withLock({ $0 }) else { return nil }
            let changes = await next(behind: from)
            position.withLock { position in
                if case .changed(_, let revision)? = changes { position = revision } else { position = nil }
            }
            return changes
        }
    }

    /// What comes behind a revision, as soon as there is something; `nil` when the feed or the task has ended.
    private func next(behind revision: StoreRevision) async -> StoreChanges? {
        while true {
            if Task.isCancelled { return nil }
            let (changes, isClosed) = state.withLock { state -> (StoreChanges?, Bool) in
                if state.isClosed { return (nil, true) }
                if revision < state.beginning { return (.startAgain, false) }
                guard state.latest > revision else { return (nil, false) }
                let first = state.records[state.start...].partitioningIndex { $0.revision > revision }
                return (.changed(Array(state.records[first...]), upTo: state.latest), false)
            }
            if changes != nil || isClosed { return changes }
            await wait(behind: revision)
        }
    }

    private func wait(behind revision: StoreRevision) async {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.isClosed || state.latest > revision || Task.isCancelled { return true }
                    state.waiting[number] = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
        }
    }

    private func wake(_ body: (inout State) -> Void) {
        let waiting = state.withLock { state in
            body(&state)
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }
}

extension RandomAccessCollection {
    /// The first index whose element fits, where all behind it fit too.
    fileprivate func partitioningIndex(where fits: (Element) -> Bool) -> Index {
        var (low, count) = (startIndex, self.count)
        while count > 0 {
            let middle = index(low, offsetBy: count / 2)
            if fits(self[middle]) {
                count /= 2
            } else {
                low = index(after: middle)
                count -= count / 2 + 1
            }
        }
        return low
    }
}
