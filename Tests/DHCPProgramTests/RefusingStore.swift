import DHCPLeases
import Synchronization

/// A store that refuses to store when it is told to.
final class RefusingStore: LeaseStore {
    struct Refusal: Error {}

    private let inner = InMemoryLeaseStore()
    private let isRefusing = Mutex(false)

    var refuses: Bool {
        get { isRefusing.withLock { $0 } }
        set { isRefusing.withLock { $0 = newValue } }
    }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { try await inner.load(body) }

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        if refuses { throw Refusal() }
        return await inner.commit(batch)
    }

    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {
        try await inner.records(kind, startingWith: prefix, body)
    }
}
