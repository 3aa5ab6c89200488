#if SQLite
    import DHCP
    public import DHCPLeases
    public import Logging
    import Synchronization

    /// Leases that several servers share, and beside them a history of what this server committed, in a file of its own.
    ///
    /// What is to be recorded is written down before the shared store is asked, and recorded before a client is told. So a server
    /// that ends in between finds out at its next start what became of it, and no record is missing. Where the file can not be written
    /// the clients are served nevertheless; how much was not recorded is recorded as soon as it can be.
    ///
    /// ```swift
    /// let file = try SQLiteLeaseStore(path: "/var/lib/dhcp/history-kr1.sqlite", history: HistorySettings(), server: "kr1")
    /// let store = RecordingLeaseStore(try EtcdLeaseStore(configuration), history: file, member: "kr1")
    /// ```
    public final class RecordingLeaseStore: LeaseStore {
        /// The store of the leases.
        public let shared: any LeaseStore
        /// The name of this server in the cluster.
        public let member: String
        let file: SQLiteLeaseStore
        private let recordsRenewals: Bool
        private let logger: Logger
        private let state = Mutex(State())
        private let answering: Mutex<Task<Void, Never>?> = Mutex(nil)

        private struct State {
            /// The number of the last intent.
            var last: UInt64 = 0
            /// What was written down and is being committed.
            var underWay: Set<UInt64> = []
            /// Of whose commit nobody knows yet.
            var unknown: [UInt64: RecordedIntent] = [:]
            /// How many changes were not recorded, since the last that was.
            var missedCount = 0
        }

        /// Records in `file` what this server commits to `shared`, as `member` of the cluster.
        ///
        /// `recordsRenewals` is what the file was opened with (`HistorySettings`). Until the store is closed, and the file with it,
        /// other members are answered what they ask of the history.
        public init(
            _ shared: any LeaseStore, history file: SQLiteLeaseStore, member: String, recordsRenewals: Bool = false,
            logger: Logger = Logger(label: "dhcp")
        ) {
            (self.shared, self.file, self.member, self.logger) = (shared, file, member, logger)
            self.recordsRenewals = recordsRenewals
            let respondent = HistoryRespondent(member: member, shared: shared, file: file)
            answering.withLock { $0 = Task { await respondent.run() } }
        }

        /// Whether the store of the leases is shared.
        public var isShared: Bool { shared.isShared }

        /// Commits to the shared store, with records of what is committed.
        ///
        /// Throws what the shared store throws.
        public func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
            let told = batch.indices.filter { isTold(batch[$0], batch.administration) }
            // What was done may change nothing that is stored.
            guard !told.isEmpty || batch.isEmpty && batch.administration != nil else {
                return try await shared.commit(batch)
            }
            let intent = RecordedIntent(told.flatMap { batch[$0] }, batch.administration)
            let number = await begin(intent)
            let outcomes: [CommitOutcome]
            do {
                outcomes = try await shared.commit(batch)
            } catch {
                await end(number, recording: nil, batch.administration)
                throw error
            }
            // As the decisions go by it: what is there already was made by this server when nobody knew it.
            let resolved = batch.resolve(outcomes)
            let committed = told.filter { if case .committed = resolved[$0] { true } else { false } }
            let unknown = told.filter { resolved[$0] == .unknown }
            await end(
                number, recording: committed.isEmpty && !batch.isEmpty ? nil : committed.flatMap { batch[$0] },
                batch.administration,
                leaving: unknown.isEmpty ? nil : RecordedIntent(unknown.flatMap { batch[$0] }, batch.administration))
            return outcomes
        }

        private func isTold(_ transaction: ArraySlice<LeaseChange>, _ administration: AdministrativeChange?) -> Bool {
            administration != nil || transaction.contains { HistoryEvent($0, recordsRenewals: recordsRenewals) != nil }
        }

        /// Hands every lease of the shared store to `body`, and finds out what became of what was under way when the server ended.
        ///
        /// Throws what the shared store and `body` throw.
        public func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision {
            let left = await leftBehind()
            let addresses = Set(left.values.flatMap(\.addresses))
            var found: [IPv4Address: Lease] = [:]
            let revision = try await shared.load { lease in
                if addresses.contains(lease.address) { found[lease.address] = lease }
                try body(lease)
            }
            for (number, intent) in left.sorted(by: { $0.key < $1.key }) {
                await settle(number, intent) { found[$0] }
            }
            return revision
        }

        /// What the shared store tells; what became of that of which nobody knew is recorded with it.
        public func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> {
            let news = News(of: shared.changes(since: revision))
            return AsyncStream { [self] in
                let changes = await news.next()
                if case .changed(let leases, _) = changes { await learn(leases) }
                return changes
            }
        }

        /// Asks the shared store.
        public func latestRevision() async throws -> StoreRevision { try await shared.latestRevision() }

        /// Hands over the records of the shared store.
        public func records(
            _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
        ) async throws {
            try await shared.records(kind, startingWith: prefix, body)
        }

        /// Asks the shared store.
        public func timeMark() async throws -> LeaseTimeMark? { try await shared.timeMark() }

        /// Keeps a mark in the shared store, and in the file, whose records have times of day.
        public func keep(_ mark: LeaseTimeMark) async throws {
            try await shared.keep(mark)
            do {
                try await file.keep(mark)
            } catch {
                tell(error)
            }
        }

        /// Closes both, and answers nobody any more.
        public func close() async {
            let task = answering.withLock { $0.take() }
            task?.cancel()
            await shared.close()
            await task?.value
            await file.close()
        }

        // MARK: Writing down and recording

        /// Writes down what is to be committed, in place of what nobody knows and is tried again with it.
        ///
        /// Gives no number where that can not be written.
        private func begin(_ intent: RecordedIntent) async -> UInt64? {
            let (number, former) = state.withLock { state in
                // Behind those of a former life.
                if state.last == 0 { state.last = UInt64(max(0, LeaseDatabase.timeOfDay())) << 24 }
                state.last += 1
                state.underWay.insert(state.last)
                let former = state.unknown.filter { $0.value.isPart(of: intent) }.map(\.key)
                for number in former { state.unknown[number] = nil }
                return (state.last, former)
            }
            do {
                try await file.keep([intent.record(number)] + former.map(RecordedIntent.end))
                return number
            } catch {
                _ = state.withLock { $0.underWay.remove(number) }
                tell(error)
                return nil
            }
        }

        /// Records what was committed of an intent, and leaves of it what nobody knows.
        private func end(
            _ number: UInt64?, recording changes: [LeaseChange]?, _ administration: AdministrativeChange?,
            leaving rest: RecordedIntent? = nil
        ) async {
            guard let number else { return await write(changes, administration, keeping: []) }
            state.withLock { state in
                state.underWay.remove(number)
                state.unknown[number] = rest
            }
            await write(changes, administration, keeping: [rest?.record(number) ?? RecordedIntent.end(number)])
        }

        /// Records changes, or keeps records alone.
        private func write(
            _ changes: [LeaseChange]?, _ administration: AdministrativeChange?, keeping records: [StoreRecord]
        ) async {
            do {
                try await tellMissed()
                if let changes {
                    try await file.record(changes, administration, keeping: records)
                } else if !records.isEmpty {
                    try await file.keep(records)
                }
            } catch {
                tell(error)
                state.withLock { $0.missedCount += changes.map { max(1, $0.count) } ?? 0 }
            }
        }

        /// Records that something is missing, once that can be recorded.
        private func tellMissed() async throws {
            let count = state.withLock { $0.missedCount }
            guard count > 0 else { return }
            let text = "\(count) changes were not recorded, as the history could not be written"
            try await file.record([], AdministrativeChange(text), keeping: [])
            state.withLock { $0.missedCount -= count }
            logger.warning("the history can be written again", metadata: ["missing": "\(count)"])
        }

        private func tell(_ error: any Error) {
            // Once until it can be written again.
            guard state.withLock({ $0.missedCount }) == 0 else { return }
            logger.error(
                "the history can not be written: clients are served, and what happens is not recorded",
                metadata: ["history": "\(file.path)", "error": "\(error)"])
        }

        // MARK: Finding out

        /// What was written down and is not under way.
        private func leftBehind() async -> [UInt64: RecordedIntent] {
            var left: [UInt64: RecordedIntent] = [:]
            do {
                try await file.records(RecordedIntent.kind, startingWith: []) { record in
                    if let (number, intent) = RecordedIntent.read(record) { left[number] = intent }
                }
            } catch {
                tell(error)
            }
            return state.withLock { state in left.filter { !state.underWay.contains($0.key) } }
        }

        /// Finds out by news what became of that of which nobody knew.
        private func learn(_ leases: [StoredLease]) async {
            let unknown = state.withLock { $0.unknown }
            guard !unknown.isEmpty else { return }
            let news = Dictionary(leases.map { ($0.address, $0.lease) }, uniquingKeysWith: { $1 })
            for (number, intent) in unknown where intent.addresses.allSatisfy({ news[$0] != nil }) {
                await settle(number, intent) { news[$0] ?? nil }
            }
        }

        /// Records of an intent what the shared store shows that it did, and what it leaves open.
        private func settle(_ number: UInt64, _ intent: RecordedIntent, _ lease: (IPv4Address) -> Lease?) async {
            state.withLock { $0.unknown[number] = nil }
            for unclear in intent.unclear(lease) { await write([], unclear, keeping: []) }
            let done = intent.changes.filter { RecordedIntent.Fate($0, lease) == .done }
            await write(done.isEmpty ? nil : done, intent.administration, keeping: [RecordedIntent.end(number)])
        }
    }

    /// Hands on what a stream says.
    private actor News {
        private let iterator: AsyncStream<StoreChanges>.Iterator

        init(of stream: AsyncStream<StoreChanges>) { iterator = stream.makeAsyncIterator() }

        func next() async -> StoreChanges? {
            // A copy goes on where the other one was: it is the stream that counts.
            var iterator = iterator
            return await iterator.next(isolation: self)
        }
    }
#endif
