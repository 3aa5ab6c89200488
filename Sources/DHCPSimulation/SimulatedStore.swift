import DHCP
import DHCPLeases

/// A store on machines of its own, as servers see it: revisions, transactions that compare, news, compaction, a quorum.
struct SimulatedStore {
    /// What a member says of itself.
    struct Heartbeat {
        var time: Int64
        var offset: Int64
    }

    /// Since when an address is bound to whom without a break.
    struct Tenure {
        let client: ClientIdentity
        let since: Int64
    }

    let isShared: Bool
    let fault: PlantedFault?
    var hasQuorum = true
    /// By the numbers of the members.
    var heartbeats: [Int: Heartbeat] = [:]
    private(set) var leases: [IPv4Address: Lease] = [:]
    private(set) var tenures: [IPv4Address: Tenure] = [:]
    /// What each address was, as far as clients may be told of it still.
    private(set) var pasts: [IPv4Address: [Lease]] = [:]
    /// A lease of a client that has another one of the same network.
    private(set) var clientOfTwo: Lease?
    /// What can be told of, in order.
    private var history: [StoredLease] = []
    private var compacted = StoreRevision.unshared
    private var shared = SharedTable()

    init(isShared: Bool, fault: PlantedFault?) {
        (self.isShared, self.fault) = (isShared, fault)
    }

    var revision: StoreRevision { shared.revision }

    mutating func commit(_ batch: LeaseBatch, beginningLeases: Bool = true, at now: Int64) -> [CommitOutcome] {
        let compared = adapted(batch)
        let (outcomes, news) = shared.commit(compared, beginningLeases: beginningLeases, to: &leases)
        for record in news { note(record, at: now) }
        if isShared {
            history += news
            return outcomes
        }
        return outcomes.map { _ in .committed() }
    }

    /// What is compared of a batch: nothing where one server alone has the store.
    private func adapted(_ batch: LeaseBatch) -> LeaseBatch {
        if isShared, fault == .clientNotCompared { return LeaseBatch(batch.map { Array($0) }) }
        if isShared, fault != .compareLeftOut { return batch }
        var current = leases
        let blind = batch.map { transaction in
            transaction.map { change in
                guard let address = change.address else { return change }
                defer { current[address] = change.after }
                return LeaseChange(before: current[address], after: change.after)
            }
        }
        return LeaseBatch(blind)
    }

    private mutating func note(_ record: StoredLease, at now: Int64) {
        guard let lease = record.lease else {
            tenures[record.address] = nil
            return
        }
        pasts[record.address, default: []].append(lease)
        if let count = pasts[record.address]?.count, count > 128 { pasts[record.address]?.removeFirst(64) }
        if lease.state != .bound {
            tenures[record.address] = nil
            return
        }
        // What a later transaction of the same batch ended counts no more.
        if leases[record.address] == lease, isSecond(lease) { clientOfTwo = lease }
        if tenures[record.address]?.client != lease.client {
            tenures[record.address] = Tenure(client: lease.client, since: now)
        }
    }

    /// What was changed behind a revision, up to so many changes; `nil` when that can not be told any more.
    func news(since revision: StoreRevision, limit: Int) -> (records: [StoredLease], upTo: StoreRevision)? {
        if revision < compacted { return nil }
        var low = 0
        var high = history.count
        while low < high {
            let middle = (low + high) / 2
            if history[middle].revision > revision { high = middle } else { low = middle + 1 }
        }
        var end = min(low + limit, history.count)
        // What was made together is told together.
        while end > low, end < history.count, history[end].revision == history[end - 1].revision { end += 1 }
        return (Array(history[low..<end]), end == history.count ? self.revision : history[end - 1].revision)
    }

    /// Forgets all that could be told until now.
    mutating func compact() {
        compacted = revision
        history = []
    }

    /// Whether an address was ever bound to a client until then, or later.
    func hasHeld(_ address: IPv4Address, for client: ClientIdentity, until end: Int64) -> Bool {
        pasts[address]?.reversed().contains {
            $0.state == .bound && $0.client == client && Int64($0.promised) >= end
        } ?? false
    }

    /// Whether the client of a lease has another address of the network, which are those with the same first three octets.
    private func isSecond(_ lease: Lease) -> Bool {
        let network = lease.address.bitPattern >> 8
        return leases.values.contains { other in
            other.state == .bound && other.address != lease.address && other.address.bitPattern >> 8 == network
                && other.client == lease.client
        }
    }
}
