import DHCP

/// Changes that are committed together, and the decisions that wait for them.
struct PendingDecisions: Sendable {
    /// A decision that is not told yet.
    struct Entry: Sendable {
        let request: DHCPRequest
        var decision: Decision
        /// Its transaction in the batch; `nil` when it only waits for those of others, whose changes it read.
        var transaction: Int?
        /// How often another server was faster.
        var defeats: UInt8
        /// The lease that a RELEASE or DECLINE ends.
        var ended: Lease?
        /// When its message was first decided about.
        var since: DHCPInstant
    }

    var batch = LeaseBatch()
    var entries: [Entry] = []
    /// So many transactions at the beginning were committed before, and nobody knows with what outcome.
    var unresolvedCount = 0

    /// How much there is to commit and to tell.
    var count: Int { Swift.max(batch.changes.count, entries.count) }

    /// These transactions with their decisions, as the beginning of another commit.
    func unresolved(_ transactions: [Int]) -> PendingDecisions {
        var result = PendingDecisions()
        var places: [Int: Int] = [:]
        for index in transactions {
            result.batch.append(batch[index])
            places[index] = result.unresolvedCount
            result.unresolvedCount += 1
        }
        for entry in entries {
            guard let place = entry.transaction.flatMap({ places[$0] }) else { continue }
            var entry = entry
            entry.transaction = place
            result.entries.append(entry)
        }
        return result
    }

    /// Adds what was decided behind these.
    mutating func append(_ other: PendingDecisions) {
        let count = batch.count
        for transaction in other.batch { batch.append(transaction) }
        for var entry in other.entries {
            entry.transaction = entry.transaction.map { $0 + count }
            entries.append(entry)
        }
    }

    /// Whether a change of an address waits here.
    func changes(_ address: IPv4Address) -> Bool {
        batch.changes.contains { $0.address == address }
    }

    /// Whose leases and which addresses change here.
    var touched: TouchedLeases { TouchedLeases(batch.changes) }
}

/// Addresses and clients whose leases are being changed.
struct TouchedLeases {
    private var addresses: Set<IPv4Address> = []
    private var clients: Set<ClientIdentity> = []

    init(_ changes: [LeaseChange]) {
        for change in changes {
            if let address = change.address { addresses.insert(address) }
            for lease in [change.before, change.after] { if let lease { clients.insert(lease.client) } }
        }
    }

    /// Whether a record of a store is about one of them.
    func contains(_ record: StoredLease) -> Bool {
        addresses.contains(record.address) || record.lease.map { clients.contains($0.client) } ?? false
    }
}
