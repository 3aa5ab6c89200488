#if Etcd
    import DHCP
    import DHCPLeases
    import Foundation

    /// One transaction of a batch, as etcd compares and makes it.
    struct EtcdTransaction {
        /// What an address held, and what it is to hold.
        fileprivate struct Change {
            let address: IPv4Address
            let before: Lease?
            var after: Lease?
            var network: IPv4Address?
        }

        /// What etcd made of it.
        enum Answer {
            case committed
            /// None of it was made: what is there, and where clients are said to have other addresses.
            case refused([StoredLease], holdings: [Holder: IPv4Address])
        }

        private var changes: [Change] = []
        /// Whether each change goes on from the one before it; else it can not be made.
        private var isConsistent = true
        /// Where clients get an address.
        private let taken: [Holder: IPv4Address]
        /// Where clients lose one.
        private let released: Set<Holder>
        private let records: [StoreRecord]
        /// What must be stored, if it begins a lease.
        let condition: StoreRecord?

        init(_ batch: LeaseBatch, _ index: Int) {
            for place in batch[index].indices {
                let change = batch[index][place]
                guard let address = change.address else { continue }
                let network = batch.network(ofChange: place).flatMap { $0 == .any ? nil : $0 }
                if let known = changes.firstIndex(where: { $0.address == address }) {
                    if changes[known].after != change.before { isConsistent = false }
                    changes[known].after = change.after
                    changes[known].network = network
                } else {
                    changes.append(
                        Change(address: address, before: change.before, after: change.after, network: network))
                }
            }
            var taken: [Holder: IPv4Address] = [:]
            var released: Set<Holder> = []
            for change in changes {
                let (before, after) = (change.holder(of: change.before), change.holder(of: change.after))
                if before == after { continue }
                if let before { released.insert(before) }
                if let after { taken[after] = change.address }
            }
            (self.taken, self.released) = (taken, released)
            records = batch.records(of: index)
            condition = batch.beginsLease(index) ? batch.condition : nil
        }

        /// What a key of etcd stands for.
        enum Subject: Hashable {
            case address(IPv4Address)
            case holder(Holder)
            case record(StoreRecord.Kind, key: [UInt8])
        }

        /// All that it changes: two transactions that are sent together have nothing of it in common.
        var subjects: [Subject] {
            changes.map { .address($0.address) } + released.map(Subject.holder)
                + taken.keys.filter { !released.contains($0) }.map(Subject.holder)
                + records.map { .record($0.kind, key: $0.key) }
        }

        /// So many comparisons at most, and so many operations, it adds to a request; the condition is not among them.
        var width: Int {
            max(changes.count + released.count + taken.count + records.count, 1) + (isConsistent ? 0 : 1)
        }

        /// The addresses that it changes.
        var addresses: [IPv4Address] { changes.map(\.address) }

        /// What is sent, but for the condition.
        ///
        /// `rests` are what later versions added to what is stored.
        func request(_ keys: EtcdKeys, rests: [IPv4Address: LeaseRecord]) -> Etcdserverpb_TxnRequest {
            var request = Etcdserverpb_TxnRequest()
            for change in changes {
                let known = rests[change.address]
                let rest = known?.lease == change.before ? known?.rest ?? [] : []
                let key = keys.address(change.address)
                request.compare.append(
                    .holds(key, change.before.map { LeaseRecord.octets(of: $0, rest: rest) }))
                let isSameClient = change.before?.client == change.after?.client
                request.success.append(
                    .put(key, change.after.map { LeaseRecord.octets(of: $0, rest: isSameClient ? rest : []) }))
                request.failure.append(.get(key))
            }
            if !isConsistent, let first = changes.first { request.compare.append(.never(keys.address(first.address))) }
            for holder in released where taken[holder] == nil { request.success.append(.put(keys.holder(holder), nil)) }
            for (holder, address) in ordered {
                let key = keys.holder(holder)
                // A client that moves has what it gives up, as that is compared.
                if !released.contains(holder) {
                    request.compare.append(.holds(key, nil))
                    request.failure.append(.get(key))
                }
                request.success.append(.put(key, address.octetData))
            }
            for record in records { request.success.append(.put(keys.record(record), record.value.map { Data($0) })) }
            return request
        }

        private var ordered: [(key: Holder, value: IPv4Address)] { taken.sorted { $0.value < $1.value } }

        /// Reads what etcd answered.
        ///
        /// Throws ``EtcdError`` when something is stored that is no lease.
        func answer(
            _ response: Etcdserverpb_TxnResponse, at revision: StoreRevision
        ) throws(EtcdError) -> Answer {
            if response.succeeded { return .committed }
            var found: [StoredLease] = []
            var holdings: [Holder: IPv4Address] = [:]
            var responses = response.responses[...]
            for change in changes {
                let value = responses.popFirst()?.responseRange.kvs.first
                var lease: Lease?
                if let value { lease = try LeaseRecord(value.value, of: change.address).lease }
                found.append(
                    StoredLease(
                        change.address, lease,
                        at: value.map { StoreRevision($0.modRevision) } ?? revision))
            }
            for (holder, _) in ordered where !released.contains(holder) {
                guard let value = responses.popFirst()?.responseRange.kvs.first else { continue }
                if let address = IPv4Address(octetData: value.value) { holdings[holder] = address }
            }
            return .refused(found, holdings: holdings)
        }

        /// Whether what is there is what this transaction went on from, so that something else kept it from being made.
        func goesOn(from found: [StoredLease]) -> Bool {
            isConsistent && zip(changes, found).allSatisfy { $0.before == $1.lease }
        }
    }

    extension EtcdTransaction.Change {
        /// Who has an address by a lease.
        fileprivate func holder(of lease: Lease?) -> Holder? {
            guard let lease, lease.state == .bound, let network else { return nil }
            return Holder(network: network, client: lease.client)
        }
    }

    extension IPv4Address {
        var octetData: Data {
            withUnsafeBytes(of: bitPattern.bigEndian) { Data($0) }
        }

        fileprivate init?(octetData: Data) {
            guard octetData.count == 4 else { return nil }
            self.init(bitPattern: octetData.reduce(0) { $0 << 8 | UInt32($1) })
        }
    }
#endif
