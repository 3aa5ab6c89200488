import DHCP
import DHCPLeases
import DHCPTesting

/// A store that several pipelines share, as a value: compare-and-set by address and by client, revisions, and faults.
struct SharedLeases {
    private(set) var table: [IPv4Address: StoredLease] = [:]
    /// All that was ever committed, in order.
    private(set) var history: [StoredLease] = []
    private var revision: UInt64 = 0
    private var random: SeededGenerator
    private(set) var conflicts = 0
    private(set) var failures = 0
    private(set) var unknowns = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// All records after a revision, up to so many of them.
    func changes(since revision: Int, limit: Int) -> ArraySlice<StoredLease> {
        history[revision..<min(revision + limit, history.count)]
    }

    /// Whether an address was ever leased to a client for so many seconds.
    func hasHeld(_ address: IPv4Address, for client: HardwareAddress, seconds: UInt32) -> Bool {
        history.contains { record in
            guard let lease = record.lease, record.address == address, lease.state == .bound else { return false }
            return lease.hardwareAddress == client && lease.end - lease.start == seconds
        }
    }

    struct Refused: Error {}

    mutating func commit(_ batch: LeaseBatch) -> CommitPipeline.CommitResult {
        if Int.random(in: 0..<20, using: &random) == 0 {
            failures += 1
            return .failure(Refused())
        }
        return .success(
            batch.map { transaction in
                switch Int.random(in: 0..<30, using: &random) {
                case 0:
                    unknowns += 1
                    return .unknown
                case 1:
                    unknowns += 1
                    _ = commit(transaction)
                    return .unknown
                default: return commit(transaction)
                }
            })
    }

    private mutating func commit(_ transaction: ArraySlice<LeaseChange>) -> CommitOutcome {
        // As if made one after another, for a transaction may change an address twice.
        var changed: [IPv4Address: Lease?] = [:]
        for change in transaction {
            guard let address = change.address else { continue }
            let current = changed[address] ?? table[address]?.lease
            if current != change.before { return conflict(transaction) }
            changed[address] = .some(change.after)
        }
        for case .some(let lease) in changed.values where lease.state == .bound {
            if let held = holding(lease.client), held.address != lease.address, changed[held.address] == nil {
                return conflict(transaction)
            }
        }
        revision += 1
        for (address, lease) in changed.sorted(by: { $0.key < $1.key }) {
            let record = StoredLease(address, lease, at: StoreRevision(rawValue: revision))
            table[address] = record
            history.append(record)
        }
        return .committed(StoreRevision(rawValue: revision))
    }

    private func holding(_ client: ClientIdentity) -> StoredLease? {
        table.values.first { $0.lease?.client == client && $0.lease?.state == .bound }
    }

    private mutating func conflict(_ transaction: ArraySlice<LeaseChange>) -> CommitOutcome {
        conflicts += 1
        var records: [IPv4Address: StoredLease] = [:]
        let now = StoreRevision(rawValue: revision)
        for change in transaction {
            guard let address = change.address else { continue }
            records[address] = StoredLease(address, table[address]?.lease, at: now)
            if let client = change.after?.client, let held = holding(client) {
                records[held.address] = StoredLease(held.address, held.lease, at: now)
            }
        }
        return .conflict(records.values.sorted { $0.address < $1.address })
    }
}
