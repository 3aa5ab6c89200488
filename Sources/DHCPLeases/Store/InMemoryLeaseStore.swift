import DHCP
import Synchronization

/// A store that forgets everything when the process ends.
///
/// For tests, and for networks where clients may change addresses whenever the server restarts. Several servers of one
/// process may share one (``isShared``); then it does what a store of several machines does.
public final class InMemoryLeaseStore: LeaseStore {
    private struct State {
        var leases: [IPv4Address: Lease]
        var records: [StoreRecord.Kind: [[UInt8]: [UInt8]]] = [:]
        /// Who has what, where that is compared.
        var shared = SharedTable()

        mutating func note(_ records: some Sequence<StoreRecord>) {
            for record in records { self.records[record.kind, default: [:]][record.key] = record.value }
        }
    }

    /// Whether several servers use it.
    public let isShared: Bool
    private let state: Mutex<State>
    private let mark: Mutex<LeaseTimeMark?>
    private let feed = StoreFeed()

    /// Makes a store that holds `leases`, stored last at `mark`, for one server or for several.
    public init(_ leases: [Lease] = [], mark: LeaseTimeMark? = nil, isShared: Bool = false) {
        self.isShared = isShared
        self.mark = Mutex(mark)
        state = Mutex(State(leases: Dictionary(leases.map { ($0.address, $0) }, uniquingKeysWith: { $1 })))
    }

    /// Hands every lease to `body`, and throws what that throws.
    public func load(_ body: (Lease) throws -> Void) async rethrows -> StoreRevision {
        let (leases, revision) = state.withLock { (Array($0.leases.values), $0.shared.revision) }
        for lease in leases { try body(lease) }
        return revision
    }

    /// Keeps the changes in memory.
    ///
    /// Where one server alone uses the store every transaction is committed.
    public func commit(_ batch: LeaseBatch) async -> [CommitOutcome] {
        state.withLock { state in
            if isShared {
                let holds = batch.condition.map { state.records[$0.kind]?[$0.key] == $0.value } ?? true
                let (outcomes, news) = state.shared.commit(batch, beginningLeases: holds, to: &state.leases)
                for index in batch.indices where outcomes[index].isCommitted { state.note(batch.records(of: index)) }
                // Here, so that it is told in the order in which it was done.
                feed.note(news, upTo: state.shared.revision)
                return outcomes
            }
            for change in batch.changes {
                if let address = change.address { state.leases[address] = change.after }
            }
            state.note(batch.records)
            return Array(repeating: .committed(), count: batch.count)
        }
    }

    /// The revision of the last change; that of no other server where one alone uses the store.
    public func latestRevision() async -> StoreRevision { state.withLock { $0.shared.revision } }

    /// What was changed since then; ends at once where one server alone uses the store.
    public func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> {
        isShared ? feed.changes(since: revision) : AsyncStream { $0.finish() }
    }

    /// Hands the records to `body`, and throws what that throws.
    public func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async rethrows {
        let found = state.withLock { $0.records[kind] ?? [:] }.filter { $0.key.starts(with: prefix) }
        for (key, value) in found.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            try body(StoreRecord(kind, key: key, value: value))
        }
    }

    /// The mark that was kept last.
    public func timeMark() async -> LeaseTimeMark? { mark.withLock { $0 } }

    /// Keeps a mark in memory.
    public func keep(_ mark: LeaseTimeMark) async { self.mark.withLock { $0 = mark } }

    /// Ends what others are told, where one server alone uses the store; a shared one stays for the others.
    public func close() async {
        if !isShared { feed.close() }
    }
}
