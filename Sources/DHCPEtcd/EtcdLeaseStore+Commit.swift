#if Etcd
    import DHCP
    public import DHCPLeases
    import Foundation
    import Logging
    import Synchronization

    extension EtcdLeaseStore {
        /// So many operations are one request.
        ///
        /// etcd takes 128 where nobody says otherwise (`--max-txn-ops`), the condition included. Of transactions that are made
        /// each by itself it counts how many there are, and what the widest does.
        private static let operationLimit = 120
        /// So many requests are under way.
        private static let requestLimit = 8
        /// So often a transaction is sent again because what is said of its clients is out of date.
        private static let correctionLimit = 3

        /// Makes transactions where etcd holds what they go on from.
        ///
        /// Throws `LeaseStoreWithoutQuorum` when too few machines of etcd can be reached, and ``EtcdError`` for what else is
        /// wrong.
        public func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
            if batch.isEmpty {
                try await askWhetherWritable()
                return []
            }
            let transactions = batch.indices.map { EtcdTransaction(batch, $0) }
            var outcomes = [CommitOutcome](repeating: .unknown, count: transactions.count)
            var isBegun = false
            for chunks in waves(transactions) {
                var failure: EtcdFailure?
                for (indices, result) in await send(chunks, of: transactions) {
                    switch result {
                    case .success(let made):
                        isBegun = true
                        for (index, outcome) in zip(indices, made) { outcomes[index] = outcome }
                    case .failure(let error as EtcdFailure):
                        if error.mayBeDone { isBegun = true }
                        failure = error
                    case .failure(let error): throw error
                    }
                }
                guard let failure else { continue }
                if !isBegun { throw failure.asStore }
                // What was not sent is not known either: it is committed again.
                break
            }
            return outcomes
        }

        /// Puts transactions together that can be sent together; one that changes what another one changes comes in a later
        /// wave.
        private func waves(_ transactions: [EtcdTransaction]) -> [[[Int]]] {
            var waves: [[[Int]]] = []
            var widths: [Int] = []
            var next: [EtcdTransaction.Subject: Int] = [:]
            for (index, transaction) in transactions.enumerated() {
                let subjects = transaction.subjects
                let wave = subjects.compactMap { next[$0] }.max() ?? 0
                for subject in subjects { next[subject] = wave + 1 }
                if wave == waves.count {
                    waves.append([[]])
                    widths.append(0)
                }
                if widths[wave] > 0, widths[wave] + transaction.width > Self.operationLimit {
                    waves[wave].append([])
                    widths[wave] = 0
                }
                waves[wave][waves[wave].count - 1].append(index)
                widths[wave] += transaction.width
            }
            return waves
        }

        private typealias Sent = (indices: [Int], result: Result<[CommitOutcome], any Error>)

        /// Sends requests, some at once, and returns what became of each.
        private func send(_ chunks: [[Int]], of transactions: [EtcdTransaction]) async -> [Sent] {
            let send = { @Sendable (indices: [Int]) async -> Sent in
                do {
                    return (indices, .success(try await self.send(indices.map { transactions[$0] })))
                } catch {
                    return (indices, .failure(error))
                }
            }
            if chunks.count == 1 { return [await send(chunks[0])] }
            return await withTaskGroup(of: Sent.self) { group in
                var rest = chunks[...]
                func sendNext() {
                    // A task for each request, since etcd syncs several with one write of its disk; one that ends makes room.
                    if let chunk = rest.popFirst() { group.addTask { await send(chunk) } }
                }
                for _ in 0..<Self.requestLimit { sendNext() }
                var sent: [Sent] = []
                while let result = await group.next() {
                    sent.append(result)
                    if case .failure = result.result { continue }
                    sendNext()
                }
                return sent + rest.map { ($0, .failure(EtcdFailure.unsent)) }
            }
        }

        /// Sends transactions as one, which most often can be made; else each with a verdict of its own.
        private func send(_ transactions: [EtcdTransaction], corrections: Int = 0) async throws -> [CommitOutcome] {
            let rests = rests.withLock { $0 }
            let requests = transactions.map { $0.request(keys, rests: rests) }
            let conditions = transactions.map { transaction in
                transaction.condition.map {
                    Etcdserverpb_Compare.holds(keys.record($0), $0.value.map { Data($0) })
                }
            }
            let response = try await client.call(
                TransactionMethod.transaction, .allOrNone(requests, where: conditions))
            if response.succeeded {
                noteWritten(response.header.revision)
                return Array(repeating: .committed(StoreRevision(response.header.revision)), count: transactions.count)
            }
            if transactions.count == 1 {
                return [
                    try await outcome(
                        of: transactions[0], response, at: StoreRevision(response.header.revision), corrections)
                ]
            }
            return try await sendEach(transactions, .each(requests, where: conditions), corrections)
        }

        /// Sends transactions of which all together could not be made.
        private func sendEach(
            _ transactions: [EtcdTransaction], _ request: Etcdserverpb_TxnRequest, _ corrections: Int
        ) async throws -> [CommitOutcome] {
            let response: Etcdserverpb_TxnResponse
            do throws(EtcdFailure) {
                response = try await client.call(TransactionMethod.transaction, request)
            } catch {
                // What the request before it met may be what it had made itself, when it was sent twice.
                var failure = error
                failure.mayBeDone = true
                throw failure
            }
            let answers = response.responses.map(\.responseTxn)
            guard answers.count == transactions.count else {
                throw EtcdError(.refused, "etcd did not answer for each transaction")
            }
            if answers.contains(where: \.succeeded) { noteWritten(response.header.revision) }
            var outcomes: [CommitOutcome] = []
            for (transaction, answer) in zip(transactions, answers) {
                do {
                    outcomes.append(
                        try await outcome(
                            of: transaction, answer, at: StoreRevision(response.header.revision), corrections))
                } catch is EtcdFailure {
                    // Others of the request are made, so it has not failed as a whole.
                    outcomes.append(.unknown)
                }
            }
            return outcomes
        }

        /// What became of a transaction by etcd's answer to it.
        ///
        /// One that meets what this program can not read is not made, as with a configuration that is too old; that is logged.
        private func outcome(
            of transaction: EtcdTransaction, _ answer: Etcdserverpb_TxnResponse, at revision: StoreRevision,
            _ corrections: Int
        ) async throws -> CommitOutcome {
            do {
                switch try transaction.answer(answer, at: revision) {
                case .committed: return .committed(revision)
                case .refused(let found, let holdings):
                    return try await conflict(transaction, found, holdings, at: revision, corrections: corrections)
                }
            } catch let error as EtcdError {
                logger.error("\(error)")
                return .conflict([])
            }
        }

        /// What a transaction met that was not made.
        private func conflict(
            _ transaction: EtcdTransaction, _ found: [StoredLease], _ holdings: [Holder: IPv4Address],
            at revision: StoreRevision, corrections: Int
        ) async throws -> CommitOutcome {
            var met = found
            let own = Set(transaction.addresses)
            var isOutOfDate = false
            for (holder, address) in holdings.sorted(by: { $0.value < $1.value }) {
                let there =
                    own.contains(address)
                    ? found.first { $0.address == address } : try await lease(at: address, revision)
                if let lease = there?.lease, lease.state == .bound, lease.client == holder.client {
                    if let there, !own.contains(address) { met.append(there) }
                } else {
                    // A change of the network, or an import, left it: it says nothing of the client.
                    try await forget(holder, address)
                    isOutOfDate = true
                }
            }
            if isOutOfDate, corrections < Self.correctionLimit {
                return try await send([transaction], corrections: corrections + 1)[0]
            }
            // What was to be there is there: then it was the condition.
            if met.count == found.count, holdings.isEmpty, transaction.goesOn(from: found) { return .conflict([]) }
            return .conflict(met)
        }

        private func lease(at address: IPv4Address, _ revision: StoreRevision) async throws -> StoredLease {
            var request = Etcdserverpb_RangeRequest()
            request.key = keys.address(address)
            let answer = try await client.call(RangeMethod.range, request)
            guard let pair = answer.kvs.first else { return StoredLease(address, nil, at: revision) }
            return StoredLease(
                address, try LeaseRecord(pair.value, of: address).lease,
                at: StoreRevision(pair.modRevision))
        }

        /// Removes what is said of a client's address, while that is the address.
        private func forget(_ holder: Holder, _ address: IPv4Address) async throws {
            var request = Etcdserverpb_TxnRequest()
            let key = keys.holder(holder)
            request.compare = [.holds(key, address.octetData)]
            request.success = [.put(key, nil)]
            let answer = try await client.call(TransactionMethod.transaction, request)
            if answer.succeeded { noteWritten(answer.header.revision) }
        }
    }

    extension EtcdFailure {
        /// What was not sent because a request before it failed.
        fileprivate static var unsent: EtcdFailure { EtcdFailure(.unavailable, "not sent") }
    }
#endif
