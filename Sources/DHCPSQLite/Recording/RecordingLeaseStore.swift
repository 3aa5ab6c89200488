#if SQLite
    import DHCP
    public import DHCPLeases
    public import Logging
    import Synchronization

    /// Leases that several servers share, and beside them a history of what this server committed, in a file of its own.
    ///
    /// What is to be recorded is written down before the shared store is asked, and recorded before a client is told. So a server
    /// that ends in between finds out at its next start what became of it, and records that. Where the file can not be written
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
        /// How long others' answers are waited for.
        let patience: Duration
        private let logger: Logger
        private let state = Mutex(State())
        private let answering: Mutex<Task<Void, Never>?> = Mutex(nil)

        private struct State {
            /// The number of the last note; behind those of a former life, also where that can not be read.
            var last = UInt64(max(0, LeaseDatabase.timeOfDay())) << 24
            /// The notes of what nobody knows yet; whoever takes one out settles it, so each is settled once.
            var unknown: [UInt64: CommitNote] = [:]
            /// Whether the notes that a former life left have been read: before the first of this one is written.
            var hasInherited = false
            /// How many changes were not recorded, since the last time that was said.
            var missedCount = 0
            /// Whether it was logged that nothing can be written.
            var isTold = false
        }

        /// Records in `file` what this server commits to `shared`, as `member` of the cluster.
        ///
        /// `recordsRenewals` is what the file was opened with (`HistorySettings`), and `patience` how long others' answers are
        /// waited for. Until the store is closed, and the file with it, other members are answered what they ask of the history.
        public init(
            _ shared: any LeaseStore, history file: SQLiteLeaseStore, member: String, recordsRenewals: Bool = false,
            patience: Duration = .seconds(3), logger: Logger = Logger(label: "dhcp")
        ) {
            (self.shared, self.file, self.member, self.logger) = (shared, file, member, logger)
            (self.recordsRenewals, self.patience) = (recordsRenewals, patience)
            let respondent = HistoryRespondent(member: member, shared: shared, file: file)
            // A task of its own, since others ask as long as the store is open; closing it ends it.
            answering.withLock { $0 = Task { await respondent.run() } }
        }

        /// Whether the store of the leases is shared.
        public var isShared: Bool { shared.isShared }

        /// Commits to the shared store, with records of what is committed.
        ///
        /// Throws what the shared store throws.
        public func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
            if batch.isEmpty, let administration = batch.administration {
                // It changes nothing that is shared.
                await write(Conclusions(recorded: [NumberedNote(number: nil, note: CommitNote([], administration))]))
                return []
            }
            let told = batch.indices.filter { isTold(batch[$0], batch.administration) }
            guard !told.isEmpty else { return try await shared.commit(batch) }
            let notes = await begin(told.map { CommitNote(batch[$0], batch.administration) })
            let outcomes: [CommitOutcome]
            do {
                outcomes = try await shared.commit(batch)
            } catch {
                // Of what was tried again nobody knows more than before.
                await write(Conclusions(ended: notes.filter { !$0.isTriedAgain }))
                putBack(notes.filter(\.isTriedAgain))
                throw error
            }
            guard outcomes.count == batch.count else {
                // A store that answers something else tells nothing.
                putBack(notes)
                return outcomes
            }
            let resolved = batch.resolve(outcomes)
            var conclusions = Conclusions()
            for (index, note) in zip(told, notes) { conclude(note, outcomes[index], resolved[index], &conclusions) }
            await write(conclusions)
            return outcomes
        }

        private func isTold(_ transaction: ArraySlice<LeaseChange>, _ administration: AdministrativeChange?) -> Bool {
            administration != nil || transaction.contains { HistoryEvent($0, recordsRenewals: recordsRenewals) != nil }
        }

        /// Decides by what became of a transaction what is recorded of it.
        private func conclude(
            _ note: NumberedNote, _ outcome: CommitOutcome, _ resolved: CommitOutcome, _ conclusions: inout Conclusions
        ) {
            switch (outcome, resolved) {
            case (.committed, _): conclusions.recorded.append(note)
            // It is there already. This server made it when nobody knew it, and it was noted; else another one did.
            case (_, .committed) where note.isTriedAgain: conclusions.recorded.append(note)
            case (_, .unknown): putBack([note])
            case (.conflict(let current), _) where note.isTriedAgain:
                conclusions.settle(note) { address in current.first { $0.address == address }?.lease }
            default: conclusions.ended.append(note)
            }
        }

        /// Hands every lease of the shared store to `body`, and finds out what became of what was under way when the server ended.
        ///
        /// Throws what the shared store and `body` throw.
        public func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision {
            await inherit()
            // Of what becomes unknown from here on the news tells.
            let left = state.withLock { $0.unknown }
            let addresses = Set(left.values.flatMap(\.addresses))
            var found: [IPv4Address: Lease] = [:]
            let revision = try await shared.load { lease in
                if addresses.contains(lease.address) { found[lease.address] = lease }
                try body(lease)
            }
            var conclusions = Conclusions()
            for number in left.keys.sorted() {
                if let note = claim(number) { conclusions.settle(note) { found[$0] } }
            }
            await write(conclusions)
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
            do {
                try await tellMissed()
            } catch {
                tell(error)
            }
            await file.close()
        }

        // MARK: Writing down and recording

        /// A note, and where it is written down.
        struct NumberedNote {
            /// `nil` where it could not be written down.
            let number: UInt64?
            let note: CommitNote
            /// Whether it was committed before, and nobody knows with what outcome.
            var isTriedAgain = false
        }

        /// Writes down what is to be committed; what nobody knows and is tried again is written down already.
        private func begin(_ notes: [CommitNote]) async -> [NumberedNote] {
            await inherit()
            let numbered = state.withLock { state in
                notes.map { note in
                    if let former = state.unknown.first(where: { $0.value.changes == note.changes }) {
                        state.unknown[former.key] = nil
                        return NumberedNote(number: former.key, note: former.value, isTriedAgain: true)
                    }
                    state.last += 1
                    return NumberedNote(number: state.last, note: note)
                }
            }
            do {
                let new = numbered.filter { !$0.isTriedAgain }
                if !new.isEmpty { try await file.keep(new.compactMap { note in note.number.map(note.note.record) }) }
                return numbered
            } catch {
                tell(error)
                return numbered.map { $0.isTriedAgain ? $0 : NumberedNote(number: nil, note: $0.note) }
            }
        }

        /// Keeps notes until somebody knows more.
        private func putBack(_ notes: [NumberedNote]) {
            state.withLock { state in
                for note in notes {
                    guard let number = note.number else {
                        state.missedCount += max(1, note.note.changes.count)
                        continue
                    }
                    state.unknown[number] = note.note
                }
            }
        }

        /// What is written when it is known what became of notes.
        private struct Conclusions {
            /// What is recorded in place of its note.
            var recorded: [NumberedNote] = []
            /// What was not committed.
            var ended: [NumberedNote] = []

            /// Records of a note what the shared store shows that came of it.
            mutating func settle(_ note: NumberedNote, _ lease: (IPv4Address) -> Lease?) {
                if let late = note.note.late(lease) {
                    recorded.append(NumberedNote(number: note.number, note: late))
                } else {
                    ended.append(note)
                }
            }
        }

        /// Writes them with one sync of the disk; where that can not be, the notes stay.
        private func write(_ conclusions: Conclusions) async {
            let recorded = conclusions.recorded
            let ends = (recorded + conclusions.ended).compactMap(\.number).map(CommitNote.end)
            if recorded.isEmpty, ends.isEmpty { return }
            do {
                if recorded.isEmpty { return try await file.keep(ends) }
                try await tellMissed()
                let events = recorded.map {
                    LeaseWrite.Event(changes: $0.note.changes, administration: $0.note.administration)
                }
                try await file.record(events, keeping: ends)
                state.withLock { $0.isTold = false }
            } catch {
                tell(error)
                // Of what was not committed the next start finds that out.
                putBack(recorded)
            }
        }

        /// Records that something is missing, once that can be recorded.
        private func tellMissed() async throws {
            let count = state.withLock { state in
                defer { state.missedCount = 0 }
                return state.missedCount
            }
            guard count > 0 else { return }
            do {
                let text = "\(count) changes were not recorded, as the history could not be written"
                try await file.record([LeaseWrite.Event(administration: AdministrativeChange(text))], keeping: [])
            } catch {
                state.withLock { $0.missedCount += count }
                throw error
            }
            logger.warning("the history can be written again", metadata: ["missing": "\(count)"])
        }

        /// Logs once, until it can be written again.
        private func tell(_ error: any Error) {
            let isTold = state.withLock { state in
                defer { state.isTold = true }
                return state.isTold
            }
            if isTold { return }
            logger.error(
                "the history can not be written: clients are served, and what happens is not recorded",
                metadata: ["history": "\(file.path)", "error": "\(error)"])
        }

        // MARK: Finding out

        /// Reads once what a former life wrote down, and did not settle.
        private func inherit() async {
            let isDone = state.withLock { state in
                defer { state.hasInherited = true }
                return state.hasInherited
            }
            if isDone { return }
            var left: [UInt64: CommitNote] = [:]
            var unreadable: [StoreRecord] = []
            do {
                try await file.records(CommitNote.kind, startingWith: []) { record in
                    if let (number, note) = CommitNote.read(record) {
                        left[number] = note
                    } else {
                        unreadable.append(record)
                    }
                }
            } catch {
                // The next start reads them.
                return tell(error)
            }
            state.withLock { state in
                state.last = max(state.last, left.keys.max() ?? 0)
                state.unknown.merge(left) { own, _ in own }
            }
            do {
                try await giveUp(unreadable)
            } catch {
                tell(error)
            }
        }

        /// Records of notes that can not be read that something may be missing, and takes them out.
        private func giveUp(_ notes: [StoreRecord]) async throws {
            if notes.isEmpty { return }
            let text = "\(notes.count) changes may be missing, as another version wrote down that they were to be made"
            try await file.record(
                [LeaseWrite.Event(administration: AdministrativeChange(text))],
                keeping: notes.map { StoreRecord($0.kind, key: $0.key, value: nil) })
        }

        /// Takes a note out to settle it; `nil` when somebody else has.
        private func claim(_ number: UInt64) -> NumberedNote? {
            state.withLock { $0.unknown.removeValue(forKey: number) }.map { NumberedNote(number: number, note: $0) }
        }

        /// Finds out by news that something was committed of which nobody knew.
        ///
        /// News that shows nothing of it may be older than it; then it is tried again, or found out at the next start.
        private func learn(_ leases: [StoredLease]) async {
            let unknown = state.withLock { $0.unknown }
            guard !unknown.isEmpty else { return }
            var conclusions = Conclusions()
            for (number, note) in unknown.sorted(by: { $0.key < $1.key }) {
                let isMade = note.changes.allSatisfy { change in
                    leases.contains { $0.address == change.address && $0.lease == change.after }
                }
                guard isMade, !note.changes.isEmpty, let note = claim(number) else { continue }
                conclusions.recorded.append(note)
            }
            await write(conclusions)
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
