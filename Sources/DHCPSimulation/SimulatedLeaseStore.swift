import DHCP
public import DHCPLeases
import Synchronization

/// The simulated store as a `LeaseStore`, so that it can be checked as every store is.
public final class SimulatedLeaseStore: LeaseStore {
    private struct State {
        var store = SimulatedStore(isShared: true, fault: nil)
        var records: [StoreRecord.Kind: [[UInt8]: [UInt8]]] = [:]
        var mark: LeaseTimeMark?
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var lastWaiter: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Makes an empty store.
    public init() {}

    /// Several servers share it.
    public var isShared: Bool { true }

    /// Takes the quorum away, or gives it back.
    public func interrupt(_ isInterrupted: Bool) {
        change { $0.store.hasQuorum = !isInterrupted }
    }

    /// Forgets what could be told of changes until now.
    public func compact() { change { $0.store.compact() } }

    /// Hands every lease to `body`, and throws what that throws.
    public func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision {
        let (leases, revision) = try reach { (Array($0.store.leases.values), $0.store.revision) }
        for lease in leases { try body(lease) }
        return revision
    }

    /// Makes transactions; throws without a quorum.
    public func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        let (outcomes, waiting) = try reach { state in
            let holds = batch.condition.map { state.records[$0.kind]?[$0.key] == $0.value } ?? true
            let outcomes = state.store.commit(batch, beginningLeases: holds, at: 0)
            for (index, outcome) in outcomes.enumerated() {
                guard case .committed = outcome else { continue }
                for record in batch.records(of: index) {
                    state.records[record.kind, default: [:]][record.key] = record.value
                }
            }
            return (outcomes, Self.takeWaiting(&state))
        }
        for continuation in waiting { continuation.resume() }
        return outcomes
    }

    /// The revision of the last change; throws without a quorum.
    public func latestRevision() async throws -> StoreRevision { try reach { $0.store.revision } }

    /// What was changed since then.
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

    /// Hands the records to `body`, and throws what that throws.
    public func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {
        let found = try reach { $0.records[kind] ?? [:] }.filter { $0.key.starts(with: prefix) }
        for (key, value) in found.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            try body(StoreRecord(kind, key: key, value: value))
        }
    }

    /// The mark that was kept last.
    public func timeMark() async -> LeaseTimeMark? { state.withLock { $0.mark } }

    /// Keeps a mark.
    public func keep(_ mark: LeaseTimeMark) async { state.withLock { $0.mark = mark } }

    private func reach<Result>(_ body: (inout sending State) throws -> sending Result) throws -> Result {
        try state.withLock { state in
            guard state.store.hasQuorum else { throw LeaseStoreWithoutQuorum() }
            return try body(&state)
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let waiting = state.withLock { state in
            body(&state)
            return Self.takeWaiting(&state)
        }
        for continuation in waiting { continuation.resume() }
    }

    private static func takeWaiting(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        defer { state.waiting = [:] }
        return Array(state.waiting.values)
    }

    private func next(behind revision: StoreRevision) async -> StoreChanges? {
        while !Task.isCancelled {
            let changes = state.withLock { state -> StoreChanges? in
                if !state.store.hasQuorum { return .interrupted }
                guard let (records, upTo) = state.store.news(since: revision, limit: 1000) else { return .startAgain }
                return upTo > revision ? .changed(records, upTo: upTo) : nil
            }
            if let changes { return changes }
            await wait(behind: revision)
        }
        return nil
    }

    private func wait(behind revision: StoreRevision) async {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if !state.store.hasQuorum || state.store.revision > revision || Task.isCancelled { return true }
                    state.waiting[number] = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
        }
    }
}
