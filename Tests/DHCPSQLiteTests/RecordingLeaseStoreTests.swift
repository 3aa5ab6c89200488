#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPTesting
    import Foundation
    import GRDB
    import Synchronization
    import Testing

    @testable import DHCPSQLite

    /// Who had an address when, where servers share their leases.
    @Suite struct RecordingLeaseStoreTests {
        private let shared = InMemoryLeaseStore(isShared: true)
        private let lease = StoreFile.lease(1)
        private var query: HistoryQuery { HistoryQuery(.address(lease.address), isNewestFirst: false) }

        private func open(
            _ file: StoreFile, _ member: String, over store: (any LeaseStore)? = nil, renewals: Bool = false
        ) throws -> RecordingLeaseStore {
            let history = try SQLiteLeaseStore(
                path: file.path, history: HistorySettings(recordsRenewals: renewals), server: member, logger: .silent)
            return RecordingLeaseStore(
                store ?? shared, history: history, member: member, recordsRenewals: renewals, patience: .seconds(60),
                logger: .silent)
        }

        private func make(_ before: Lease?, _ after: Lease?, in store: any LeaseStore) async throws -> CommitOutcome? {
            try await store.commit(LeaseBatch([[LeaseChange(before: before, after: after)]])).first
        }

        private var released: Lease { lease.changed { $0.state = .released } }
        private var renewed: Lease { lease.changed { $0.end += 60 } }

        // MARK: What is recorded

        @Test(arguments: [false, true])
        func eachServerRecordsWhatItCommitted(_ renewals: Bool) async throws {
            let files = [try StoreFile(), try StoreFile()]
            let (one, other) = (try open(files[0], "kr1", renewals: renewals), try open(files[1], "kr2"))
            #expect(try await make(nil, lease, in: one)?.isCommitted == true)
            #expect(try await make(lease, renewed, in: one)?.isCommitted == true)
            #expect(try await make(nil, lease, in: other)?.isCommitted == false, "it is forestalled")
            #expect(try await make(renewed, released, in: other)?.isCommitted == true)
            let records = try await one.history(query) + other.history(query)
            #expect(records.map(\.event) == (renewals ? [.begun, .renewed, .released] : [.begun, .released]))
            #expect(records.map(\.server) == (renewals ? ["kr1", "kr1", "kr2"] : ["kr1", "kr2"]))
            #expect(try await one.leases() == [released])
            await one.close()
            await other.close()
            try SQLiteLeaseReader(path: files[0].path).forEach { lease in
                Issue.record("the leases are the others' too, and not kept here: \(lease)")
            }
        }

        @Test(arguments: LeaseStoreSuite.Check.cases(isShared: true))
        func itKeepsWhatASharedStorePromises(_ check: LeaseStoreSuite.Check) async throws {
            let file = try StoreFile()
            let shared = shared
            try await LeaseStoreSuite { try open(file, "kr1", over: shared) }.run(check)
        }

        @Test func whatOneCommitMadeIsRecordedInOneWrite() async throws {
            let file = try StoreFile()
            let store = try open(file, "kr1")
            let leases = (1...20).map { StoreFile.lease($0) }
            #expect(try await make(nil, leases[4], in: shared)?.isCommitted == true)
            let batch = LeaseBatch(leases.map { [LeaseChange(before: nil, after: $0)] })
            let outcomes = try await store.commit(batch)
            #expect(outcomes.count { $0.isCommitted } == 19)
            await store.close()
            let counts = try await DatabaseQueue(path: file.path).read { db in
                try ["history", "history_link WHERE last > 0", "record"].map {
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)")
                }
            }
            #expect(counts == [19, 1, 0], "records, the writes that made them, and notes that are left")
        }

        // MARK: What a crash leaves

        @Test func whatWasCommittedWhenTheServerEndedIsRecordedAtItsNextStart() async throws {
            let file = try StoreFile()
            try await end(file) { await $0.commit($1) }
            let again = try open(file, "kr1")
            #expect(try await again.history(query).isEmpty)
            _ = try await again.load { _ in }
            #expect(try await again.history(query).map(\.event) == [.begun])
            #expect(try await again.history(query).first?.note?.contains("recorded later") == true)
            _ = try await again.load { _ in }
            #expect(try await again.history(query).count == 1, "once")
            await again.close()
        }

        @Test func aNoteOfAnotherVersionIsTakenOutAndTheOthersAreSettled() async throws {
            let file = try StoreFile()
            try await end(file) { await $0.commit($1) }
            let again = try open(file, "kr1")
            let strange = StoreRecord(CommitNote.kind, key: Array(repeating: 0xFF, count: 8), value: [99])
            try await again.file.keep([strange])
            _ = try await again.load { _ in }
            #expect(try await again.history(query).map(\.event) == [.begun])
            #expect(try await again.file.records(CommitNote.kind).isEmpty)
            await again.close()
        }

        @Test func whatWasNotCommittedIsNotRecorded() async throws {
            let file = try StoreFile()
            try await end(file) { _, batch in Array(repeating: .committed(), count: batch.count) }
            let again = try open(file, "kr1")
            _ = try await again.load { _ in }
            #expect(try await again.history(query).isEmpty)
            await again.close()
        }

        @Test func whatHasEndedMeanwhileIsNoBeginning() async throws {
            let file = try StoreFile()
            try await end(file) { await $0.commit($1) }
            _ = try await make(lease, released, in: shared)
            let again = try open(file, "kr1")
            _ = try await again.load { _ in }
            let records = try await again.history(query)
            #expect(records.map(\.event) == [.administered] && records.first?.client == lease.client)
            #expect(records.first?.note?.contains("has lost it since") == true)
            await again.close()
        }

        @Test func whatCameToAnotherClientMeanwhileIsSaidToBeUnknown() async throws {
            let file = try StoreFile()
            try await end(file) { await $0.commit($1) }
            let other = StoreFile.lease(2)
            _ = try await make(lease, released, in: shared)
            let taken = released.changed {
                ($0.client, $0.hardwareAddress, $0.state, $0.start) = (other.client, other.hardwareAddress, .bound, 777)
            }
            _ = try await make(released, taken, in: shared)
            let again = try open(file, "kr1")
            _ = try await again.load { _ in }
            let records = try await again.history(query)
            #expect(records.map(\.event) == [.administered])
            #expect(records.first?.note?.contains("not known whether the client got the address") == true)
            await again.close()
        }

        /// A server that ends between its commit and its record: its file is closed meanwhile.
        private func end(
            _ file: StoreFile, _ commit: @escaping @Sendable (InMemoryLeaseStore, LeaseBatch) async -> [CommitOutcome]
        ) async throws {
            let history = Mutex<SQLiteLeaseStore?>(nil)
            let ending = PlayedStore(shared) { [shared] batch in
                await history.withLock { $0 }?.close()
                return await commit(shared, batch)
            }
            let store = try open(file, "kr1", over: ending)
            history.withLock { $0 = store.file }
            _ = try await make(nil, lease, in: store)
            await store.close()
        }

        // MARK: What nobody knows, and what can not be written

        @Test func whatNobodyKnewIsRecordedWhenItsNewsComes() async throws {
            let file = try StoreFile()
            let unknown = PlayedStore(shared) { [shared] batch in
                _ = await shared.commit(batch)
                return Array(repeating: .unknown, count: batch.count)
            }
            let store = try open(file, "kr1", over: unknown)
            let revision = try await store.load { _ in }
            #expect(try await make(nil, lease, in: store) == .unknown)
            #expect(try await store.history(query).isEmpty)
            for await changes in store.changes(since: revision) {
                guard case .changed(let leases, _) = changes, !leases.isEmpty else { continue }
                break
            }
            #expect(try await store.history(query).map(\.event) == [.begun])
            await store.close()
        }

        @Test(arguments: [true, false])
        func whatIsTriedAgainIsRecordedOnce(_ wasMade: Bool) async throws {
            let file = try StoreFile()
            let isAnswering = Mutex(false)
            let played = PlayedStore(shared) { [shared] batch in
                if isAnswering.withLock({ $0 }) { return await shared.commit(batch) }
                if wasMade { _ = await shared.commit(batch) }
                return Array(repeating: .unknown, count: batch.count)
            }
            let store = try open(file, "kr1", over: played)
            let revision = try await store.load { _ in }
            #expect(try await make(nil, lease, in: store) == .unknown)
            isAnswering.withLock { $0 = true }
            #expect(try await make(nil, lease, in: store)?.isCommitted == !wasMade, "else it is there already")
            for await changes in store.changes(since: revision) {
                guard case .changed(let leases, _) = changes, !leases.isEmpty else { continue }
                break
            }
            #expect(try await store.history(query).map(\.event) == [.begun])
            await store.close()
        }

        @Test func whatNobodyKnewIsRecordedThoughTheStoreWasOutOfReachWhenItWasTriedAgain() async throws {
            struct OutOfReach: Error {}
            let file = try StoreFile()
            let count = Mutex(0)
            let played = PlayedStore(shared) { [shared] batch in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                if number > 1 { throw OutOfReach() }
                _ = await shared.commit(batch)
                return Array(repeating: .unknown, count: batch.count)
            }
            let store = try open(file, "kr1", over: played)
            let revision = try await store.load { _ in }
            #expect(try await make(nil, lease, in: store) == .unknown)
            await #expect(throws: OutOfReach.self) { try await make(nil, lease, in: store) }
            // Of what was never committed nothing is known, and nothing is recorded.
            await #expect(throws: OutOfReach.self) { try await make(nil, StoreFile.lease(3), in: store) }
            for await changes in store.changes(since: revision) {
                guard case .changed(let leases, _) = changes, !leases.isEmpty else { continue }
                break
            }
            #expect(try await store.history(query).map(\.event) == [.begun])
            _ = try await store.load { _ in }
            #expect(try await store.history(query).count == 1)
            #expect(try await store.history(HistoryQuery(.address(StoreFile.lease(3).address))).isEmpty)
            await store.close()
        }

        @Test func olderNewsOfAnAddressLeavesTheNote() async throws {
            let file = try StoreFile()
            let isUnknown = Mutex(false)
            let played = PlayedStore(shared) { [shared] batch in
                let outcomes = await shared.commit(batch)
                return isUnknown.withLock { $0 } ? Array(repeating: .unknown, count: batch.count) : outcomes
            }
            let store = try open(file, "kr1", over: played)
            let revision = try await store.load { _ in }
            _ = try await make(nil, lease, in: store)
            isUnknown.withLock { $0 = true }
            #expect(try await make(lease, released, in: store) == .unknown)
            // The first news is of the beginning.
            for await changes in store.changes(since: revision) {
                guard case .changed(let leases, _) = changes, leases.contains(where: { $0.lease == released }) else {
                    continue
                }
                break
            }
            #expect(try await store.history(query).map(\.event) == [.begun, .released])
            await store.close()
        }

        @Test func leasesThatAreLoadedAgainBesideACommitAreRecordedOnce() async throws {
            let file = try StoreFile()
            let reload = Mutex<(@Sendable () async -> Void)?>(nil)
            let played = PlayedStore(shared) { [shared] batch in
                let outcomes = await shared.commit(batch)
                // The lease is there, its note is written down, and the commit has not ended.
                await reload.withLock { $0 }?()
                return outcomes
            }
            let store = try open(file, "kr1", over: played)
            _ = try await store.load { _ in }
            reload.withLock { $0 = { _ = try? await store.load { _ in } } }
            #expect(try await make(nil, lease, in: store)?.isCommitted == true)
            #expect(try await store.history(query).map(\.event) == [.begun])
            await store.close()
        }

        @Test func whatIsDoneWithoutAChangeIsRecordedWithoutTheSharedStore() async throws {
            struct OutOfReach: Error {}
            let file = try StoreFile()
            let store = try open(file, "kr1", over: PlayedStore(shared) { _ in throw OutOfReach() })
            var batch = LeaseBatch()
            batch.administration = AdministrativeChange("configuration read again", address: lease.address)
            #expect(try await store.commit(batch).isEmpty)
            #expect(try await store.history(query).map(\.note) == ["configuration read again"])
            await store.close()
        }

        @Test func clientsAreServedWhileNothingCanBeRecordedAndHowMuchIsMissingIsRecorded() async throws {
            let file = try StoreFile()
            let store = try open(file, "kr1")
            try FileManager.default.removeItem(atPath: file.directory)
            #expect(try await make(nil, lease, in: store)?.isCommitted == true)
            try FileManager.default.createDirectory(atPath: file.directory, withIntermediateDirectories: true)
            #expect(try await make(lease, released, in: store)?.isCommitted == true)
            await store.close()
            var records: [HistoryRecord] = []
            try SQLiteLeaseReader(path: file.path).forEachRecord { records.append($0) }
            #expect(records.map(\.event) == [.administered, .released])
            #expect(records.first?.note?.hasPrefix("1 changes were not recorded") == true)
        }

        // MARK: A question to all

        @Test func aQuestionGoesToAllAndWhoIsSilentIsNamed() async throws {
            let files = [try StoreFile(), try StoreFile()]
            let (one, other) = (try open(files[0], "kr1"), try open(files[1], "kr2"))
            for name in ["kr1", "kr2"] { try await join(name) }
            _ = try await make(nil, lease, in: one)
            _ = try await make(lease, released, in: other)
            let answer = try await one.historyOfAll(query)
            #expect(answer.value.map(\.event) == [.begun, .released])
            #expect(answer.value.map(\.server) == ["kr1", "kr2"])
            #expect(answer.value.map(\.sentOptions) == [lease.sentOptions, lease.sentOptions])
            #expect(answer.silentMembers.isEmpty)
            let time = try #require(answer.value.first?.time)
            let holder = try await other.holderByAll(of: lease.address, at: time)
            #expect(holder.value?.beginning.server == "kr1" && holder.value?.ending?.server == "kr2")
            let outside = await HistoryInquiry(shared, patience: .seconds(60)).records(query)
            #expect(outside.value == answer.value && outside.silentMembers.isEmpty)
            #expect(try await one.forgetEverywhere(.client(lease.client)).value == 2)
            let forgotten = try await one.history(query) + other.history(query)
            #expect(forgotten.allSatisfy { $0.event == .forgotten || $0.isForgotten })
            try await join("kr3")
            let partly = await HistoryInquiry(shared, patience: .seconds(1)).records(query)
            #expect(partly.silentMembers.contains("kr3"))
            for kind in [HistoryQuestion.kind, HistoryReply.kind] {
                // An answer that came too late goes with the next look of who gave it.
                for _ in 0..<600 where !(try await shared.records(kind).isEmpty) {
                    try await Task.sleep(for: .milliseconds(100))
                }
                #expect(try await shared.records(kind).isEmpty, "nothing stays of questions")
            }
            await one.close()
            await other.close()
        }

        @Test func recordsOfSeveralServersComeInTheOrderInWhichTheyCanHaveBeen() {
            func record(_ number: Int64, _ time: Int64, _ event: HistoryEvent, _ server: String) -> HistoryRecord {
                HistoryRecord(
                    number: number, time: time, event: event, address: lease.address, end: nil, client: lease.client,
                    hardwareAddress: nil, server: server)
            }
            // All within one second, and then some whose clock is behind.
            let records = [
                record(1, 100, .begun, "kr2"), record(7, 100, .released, "kr1"), record(8, 100, .begun, "kr1"),
                record(2, 100, .released, "kr2"), record(9, 101, .released, "kr1"), record(10, 99, .begun, "kr1"),
            ]
            let merged = HistoryMerge.inOrder(records)
            #expect(merged.map(\.event) == [.begun, .released, .begun, .released, .released, .begun])
            #expect(merged.map(\.server) == ["kr2", "kr1", "kr1", "kr2", "kr1", "kr1"])
        }

        @Test func moreThanOnePartHoldsIsToldWholly() async throws {
            let files = [try StoreFile(), try StoreFile()]
            let (one, other) = (try open(files[0], "kr1"), try open(files[1], "kr2"))
            for name in ["kr1", "kr2"] { try await join(name) }
            for _ in 0..<130 {
                _ = try await make(nil, lease, in: other)
                _ = try await make(lease, nil, in: other)
            }
            let answer = try await one.historyOfAll(query)
            #expect(answer.value.count == 260 && answer.silentMembers.isEmpty)
            #expect(answer.value.map(\.number) == Array(1...260))
            await one.close()
            await other.close()
        }

        private func join(_ name: String) async throws {
            var batch = LeaseBatch()
            batch.append([], records: [MemberRecord(name: name, life: 1).record])
            _ = await shared.commit(batch)
        }
    }

    extension CommitOutcome {
        fileprivate var isCommitted: Bool { if case .committed = self { true } else { false } }
    }

    /// A shared store whose commits are played.
    private struct PlayedStore: LeaseStore {
        let shared: InMemoryLeaseStore
        let play: @Sendable (LeaseBatch) async throws -> [CommitOutcome]

        init(_ shared: InMemoryLeaseStore, _ play: @escaping @Sendable (LeaseBatch) async throws -> [CommitOutcome]) {
            (self.shared, self.play) = (shared, play)
        }

        var isShared: Bool { true }

        func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { try await shared.load(body) }

        func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] { try await play(batch) }

        func latestRevision() async throws -> StoreRevision { await shared.latestRevision() }

        func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> { shared.changes(since: revision) }

        func records(
            _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
        ) async throws { try await shared.records(kind, startingWith: prefix, body) }
    }
#endif
