import DHCPLeases
import Synchronization

/// One server's way to a store of several: while it is cut nothing comes back, as from a machine that is unplugged.
final class StoreWay: LeaseStore {
    private let store: any LeaseStore
    private let gates = Mutex<(all: Gate?, commits: Gate?, reads: Gate?)>((nil, nil, nil))

    init(_ store: any LeaseStore) { self.store = store }

    var isShared: Bool { store.isShared }
    var isCut: Bool { gates.withLock { $0.all != nil } }

    /// Lets nothing come back any more.
    func cut() { gates.withLock { $0.all = Gate() } }
    /// Lets no commit of leases come back any more.
    func cutCommits() { gates.withLock { $0.commits = Gate() } }
    /// Lets it not be told any more how late it is in the store.
    func cutReads() { gates.withLock { $0.reads = Gate() } }

    func mend() {
        let open = gates.withLock { gates in
            defer { gates = (nil, nil, nil) }
            return [gates.all, gates.commits, gates.reads]
        }
        for gate in open { gate?.open() }
    }

    private func pass() async { await gates.withLock { $0.all }?.wait() }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision {
        await pass()
        return try await store.load(body)
    }

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        await pass()
        let outcomes = try await store.commit(batch)
        if !batch.changes.isEmpty { await gates.withLock { $0.commits }?.wait() }
        return outcomes
    }

    func latestRevision() async throws -> StoreRevision {
        await pass()
        await gates.withLock { $0.reads }?.wait()
        return try await store.latestRevision()
    }

    func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> {
        AsyncStream { continuation in
            let task = Task {
                for await changes in store.changes(since: revision) {
                    await pass()
                    continuation.yield(changes)
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {
        await pass()
        try await store.records(kind, startingWith: prefix, body)
    }

    func timeMark() async throws -> LeaseTimeMark? {
        await pass()
        return try await store.timeMark()
    }

    func keep(_ mark: LeaseTimeMark) async throws {
        await pass()
        try await store.keep(mark)
    }
}
