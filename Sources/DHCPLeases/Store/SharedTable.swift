package import DHCP

/// What a store of several servers compares before it makes a transaction: what is there of each address, and which
/// address of a network a client has.
package struct SharedTable: Sendable {
    private struct Holder: Hashable {
        let client: ClientIdentity
        let network: IPv4Address
    }

    /// The latest change.
    package private(set) var revision = StoreRevision.unshared
    /// When each address was changed.
    private var revisions: [IPv4Address: StoreRevision] = [:]
    /// The bound address that a client has of a network.
    private var holdings: [Holder: IPv4Address] = [:]
    /// The network of each bound address.
    private var networks: [IPv4Address: IPv4Address] = [:]

    /// Makes one of nothing.
    package init() {}

    /// Makes the transactions whose `before` is what `leases` hold, and returns what became of each and what is new.
    ///
    /// Where the batch's condition does not hold no client gets an address that it did not have.
    package mutating func commit(
        _ batch: LeaseBatch, beginningLeases: Bool = true, to leases: inout [IPv4Address: Lease]
    ) -> (outcomes: [CommitOutcome], news: [StoredLease]) {
        var outcomes: [CommitOutcome] = []
        var news: [StoredLease] = []
        for (number, transaction) in batch.enumerated() {
            if !beginningLeases, batch.beginsLease(number) {
                outcomes.append(.conflict([]))
                continue
            }
            if let conflict = conflict(transaction, of: batch, leases) {
                outcomes.append(.conflict(conflict))
                continue
            }
            revision = StoreRevision(rawValue: revision.rawValue + 1)
            for index in transaction.indices {
                guard let address = transaction[index].address else { continue }
                make(transaction[index], at: address, in: batch.network(ofChange: index), &leases)
                news.append(StoredLease(address, transaction[index].after, at: revision))
            }
            outcomes.append(.committed(revision))
        }
        return (outcomes, news)
    }

    private mutating func make(
        _ change: LeaseChange, at address: IPv4Address, in network: IPv4Address?, _ leases: inout [IPv4Address: Lease]
    ) {
        if let old = leases[address], let network = networks.removeValue(forKey: address) {
            let holder = Holder(client: old.client, network: network)
            if holdings[holder] == address { holdings[holder] = nil }
        }
        leases[address] = change.after
        revisions[address] = revision
        guard let network, let new = change.after, new.state == .bound else { return }
        networks[address] = network
        holdings[Holder(client: new.client, network: network)] = address
    }

    /// What is there instead of what a transaction says; `nil` when it can be made.
    private func conflict(
        _ transaction: ArraySlice<LeaseChange>, of batch: LeaseBatch, _ leases: [IPv4Address: Lease]
    ) -> [StoredLease]? {
        var expected: [IPv4Address: Lease?] = [:]
        var isForestalled = false
        for change in transaction {
            guard let address = change.address else { continue }
            if (expected[address] ?? leases[address]) != change.before { isForestalled = true }
            expected[address] = .some(change.after)
        }
        var met = Set(expected.keys)
        for index in transaction.indices {
            guard let lease = transaction[index].after, lease.state == .bound,
                let network = batch.network(ofChange: index),
                let other = holdings[Holder(client: lease.client, network: network)], expected[other] == nil
            else { continue }
            isForestalled = true
            met.insert(other)
        }
        if !isForestalled { return nil }
        return met.sorted().map { StoredLease($0, leases[$0], at: revisions[$0] ?? .unshared) }
    }
}
