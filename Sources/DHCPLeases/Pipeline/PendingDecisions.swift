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

    /// Its changes only become more: `TouchedLeases` counts on that.
    var batch = LeaseBatch()
    var entries: [Entry] = []
    /// So many transactions at the beginning were committed before, and nobody knows with what outcome.
    var unresolvedCount = 0
    /// What the changes are about, as far as somebody has asked.
    private var touched = TouchedLeases()

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
    mutating func changes(_ address: IPv4Address) -> Bool {
        touched.contains(address, of: batch.changes)
    }

    /// Whether a record of a store is about an address or a client whose lease changes here.
    mutating func touches(_ record: StoredLease) -> Bool {
        touched.contains(record, of: batch.changes)
    }
}

/// Addresses and clients whose leases are being changed.
///
/// Each change is looked at once, when somebody asks for the first time behind it: a message costs the same however many
/// changes wait.
private struct TouchedLeases {
    private var addresses: Set<IPv4Address> = []
    private var clients: Set<ClientIdentity> = []
    /// So many changes are among the addresses.
    private var addressedCount = 0
    /// So many are among the clients, for which only those ask that share a store.
    private var namedCount = 0

    /// Whether an address is among those of `changes`, which begin with those of the last call.
    mutating func contains(_ address: IPv4Address, of changes: [LeaseChange]) -> Bool {
        for change in changes[addressedCount...] {
            if let address = change.address { addresses.insert(address) }
        }
        addressedCount = changes.count
        return addresses.contains(address)
    }

    /// Whether the address of a record is among those of `changes`, or its client among theirs.
    mutating func contains(_ record: StoredLease, of changes: [LeaseChange]) -> Bool {
        if contains(record.address, of: changes) { return true }
        for change in changes[namedCount...] {
            if let before = change.before { clients.insert(before.client) }
            if let after = change.after { clients.insert(after.client) }
        }
        namedCount = changes.count
        return record.lease.map { clients.contains($0.client) } ?? false
    }
}
