import DHCP
import DHCPLeases

/// What is promised where several servers share a store.
extension StoreCheck {
    func comparesAddresses() async throws {
        let (first, second) = (Self.lease(1), Self.lease(2))
        try await commit([first])
        var renewed = first
        renewed.end += 100
        let outcomes = try await store.commit(
            LeaseBatch([
                [LeaseChange(before: nil, after: Self.lease(1, of: 9))],
                [LeaseChange(before: nil, after: second)],
                [LeaseChange(before: renewed, after: nil)],
                [LeaseChange(before: first, after: renewed)],
                [LeaseChange(before: first, after: nil)],
            ]))
        let made = outcomes.map { if case .committed = $0 { true } else { false } }
        try expect(made == [false, true, false, true, false], "outcomes: \(outcomes)")
        try await expect([renewed, second])
    }

    func tellsWhatIsThere() async throws {
        let (first, second) = (Self.lease(1), Self.lease(2))
        try await commit([first, second])
        let outcomes = try await store.commit(
            LeaseBatch([
                [LeaseChange(before: first, after: nil), LeaseChange(before: nil, after: Self.lease(2, of: 9))],
                [LeaseChange(before: first, after: nil), LeaseChange(before: first, after: first)],
                [LeaseChange(before: Self.lease(3), after: nil)],
            ]))
        try expect(conflicts(outcomes) == [[first, second], [first], []], "outcomes: \(outcomes)")
    }

    func comparesClients() async throws {
        let network = IPv4Address(10, 0, 0, 0)
        let (first, second) = (Self.lease(1), Self.lease(2, of: 1))
        try await commit(batch([[LeaseChange(before: nil, after: first)]], in: network))
        let again = batch([[LeaseChange(before: nil, after: second)]], in: network)
        let outcomes = try await store.commit(again)
        try expect(conflicts(outcomes) == [[first]], "outcomes: \(outcomes)")
        // In another network it may have another one.
        try await commit(batch([[LeaseChange(before: nil, after: second)]], in: IPv4Address(10, 9, 0, 0)))
        // A client that moves gives up what it had.
        let (third, ended) = (Self.lease(3, of: 1), Self.released(first))
        try await commit(
            batch([[LeaseChange(before: first, after: ended), LeaseChange(before: nil, after: third)]], in: network))
        try await expect([ended, second, third])
    }

    func makesAllOrNothing() async throws {
        let kind = StoreRecord.Kind(rawValue: "history")
        let (first, second) = (Self.lease(1), Self.lease(2))
        try await commit([second])
        var moves = LeaseBatch()
        moves.append(
            [LeaseChange(before: nil, after: first), LeaseChange(before: nil, after: Self.lease(2, of: 9))],
            records: [StoreRecord(kind, key: [1], value: [1])])
        moves.append(
            [LeaseChange(before: nil, after: first), LeaseChange(before: second, after: nil)],
            records: [StoreRecord(kind, key: [2], value: [2])])
        let outcomes = try await store.commit(moves)
        try expect(conflicts(outcomes) == [[second], nil], "outcomes: \(outcomes)")
        try await expect([first])
        try await expect([StoreRecord(kind, key: [2], value: [2])], kind)
    }

    func countsRevisions() async throws {
        let revision = try await store.load { _ in }
        let revisions = try await commit(
            LeaseBatch(separately: (1...100).map { LeaseChange(before: nil, after: Self.lease($0)) }))
        try expect(zip(revisions, revisions.dropFirst()).allSatisfy(<=), "\(revisions)")
        try expect(revisions.allSatisfy { $0 > revision }, "\(revision), then \(revisions)")
        let outcomes = try await store.commit(LeaseBatch([[LeaseChange(before: nil, after: Self.lease(7, of: 9))]]))
        guard case .conflict(let records) = outcomes.first, let record = records.first else {
            throw failure("outcomes: \(outcomes)")
        }
        try expect(
            record.revision >= revisions[6] && record.revision <= revisions[99], "met at \(record.revision)")
        let now = try await store.load { _ in }
        try expect(now >= revisions[99], "loaded at \(now), committed at \(revisions[99])")
    }

    func keepsTheCondition() async throws {
        let kind = StoreRecord.Kind(rawValue: "rule")
        let rule = StoreRecord(kind, key: [1], value: [1])
        let (first, second) = (Self.lease(1), Self.lease(2))
        var renewed = first
        renewed.end += 100
        func outcomes(_ changes: [LeaseChange], where condition: StoreRecord) async throws -> [Bool] {
            var batch = LeaseBatch(separately: changes)
            batch.condition = condition
            return try await store.commit(batch).map { if case .committed = $0 { true } else { false } }
        }
        let begins = LeaseChange(before: nil, after: first)
        var made = try await outcomes([begins], where: rule)
        try expect(made == [false], "nothing is stored, and yet: \(made)")
        var batch = LeaseBatch()
        batch.append([], records: [rule])
        try await commit(batch)
        made = try await outcomes([begins], where: rule)
        try expect(made == [true], "it holds, and yet: \(made)")
        let other = StoreRecord(kind, key: [1], value: [2])
        made = try await outcomes(
            [
                LeaseChange(before: first, after: renewed), LeaseChange(before: nil, after: second),
                LeaseChange(before: renewed, after: Self.released(renewed)),
            ], where: other)
        try expect(made == [true, false, true], "another is stored, and yet: \(made)")
        try await expect([Self.released(renewed)])
    }

    func tellsOfRecords() async throws {
        let start = try await store.load { _ in }
        let stream = store.changes(since: start)
        var batch = LeaseBatch()
        batch.append([], records: [StoreRecord(StoreRecord.Kind(rawValue: "word"), key: [1], value: [1])])
        let revisions = try await commit(batch)
        for await changes in stream {
            guard case .changed(let records, let revision) = changes else { throw failure("it says \(changes)") }
            try expect(records.isEmpty, "told of \(records)")
            if revisions.allSatisfy({ $0 <= revision }) { return }
        }
        throw failure("it ends without having told up to \(revisions)")
    }

    func tellsChanges() async throws {
        let start = try await store.load { _ in }
        let streams = [store.changes(since: start), store.changes(since: start)]
        let leases = (1...10).map { Self.lease($0) }
        try await commit(leases)
        try await commit(LeaseBatch([[LeaseChange(before: leases[4], after: nil)]]))
        let due = leases.map(Told.init) + [Told(address: leases[4].address, lease: nil)]
        for stream in streams {
            let told = try await told(stream, count: due.count)
            try expect(told == due, "told of \(told), not of \(due)")
        }
    }

    func missesNothing() async throws {
        try await commit((1...50).map { Self.lease($0) })
        var table: [IPv4Address: Lease] = [:]
        let start = try await store.load { table[$0.address] = $0 }
        // Nobody listens yet.
        try await commit((51...300).map { Self.lease($0) })
        try await commit(LeaseBatch(separately: (1...20).map { LeaseChange(before: Self.lease($0), after: nil) }))
        for told in try await told(store.changes(since: start), count: 270) { table[told.address] = told.lease }
        let found = try await store.leases()
        try expect(found == table.values.sorted { $0.address < $1.address }, "followed to another table")
    }

    func readsTheLatest() async throws {
        let start = try await store.latestRevision()
        let revisions = try await commit(
            LeaseBatch(separately: (1...20).map { LeaseChange(before: nil, after: Self.lease($0)) }))
        let latest = try await store.latestRevision()
        try expect(
            revisions.allSatisfy { start < $0 && $0 <= latest }, "\(revisions) between \(start) and \(latest)")
        let loaded = try await store.load { _ in }
        try expect(loaded >= latest, "loaded at \(loaded), the latest was \(latest)")
    }

    func resumesFollowing() async throws {
        var position = try await store.load { _ in }
        var next = 1
        for count in [1, 7, 40] {
            let leases = (next..<next + count).map { Self.lease($0) }
            next += count
            try await commit(leases)
            let (told, revision) = try await news(store.changes(since: position), count: count)
            try expect(told == leases.map(Told.init), "told of \(told), not of \(leases)")
            position = revision
        }
    }

    func tellsOfLostQuorum(_ interrupt: (Bool) async throws -> Void) async throws {
        let first = Self.lease(1)
        try await commit([first])
        let position = try await store.load { _ in }
        let stream = store.changes(since: position)
        try await interrupt(true)
        try await expectNoQuorum { _ = try await store.commit(LeaseBatch(separately: [Self.change(2)])) }
        try await expectNoQuorum { _ = try await store.latestRevision() }
        var changes = stream.makeAsyncIterator()
        let end = await changes.next()
        try expect(end == .interrupted, "a follower is told \(end.map { "\($0)" } ?? "nothing")")
        try await interrupt(false)
        try await commit([Self.lease(3)])
        let (told, _) = try await news(store.changes(since: position), count: 1)
        try expect(told == [Told(Self.lease(3))], "told of \(told)")
        try await expect([first, Self.lease(3)])
    }

    private func expectNoQuorum(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch is LeaseStoreWithoutQuorum {
            return
        }
        throw failure("it stores, or reads, without a quorum")
    }

    private static func change(_ number: Int) -> LeaseChange { LeaseChange(before: nil, after: lease(number)) }

    /// What was told of an address.
    private struct Told: Equatable {
        let address: IPv4Address
        let lease: Lease?

        init(address: IPv4Address, lease: Lease?) { (self.address, self.lease) = (address, lease) }
        init(_ lease: Lease) { (address, self.lease) = (lease.address, lease) }
    }

    /// The next changes of a stream, so many of them or more.
    private func told(_ stream: AsyncStream<StoreChanges>, count: Int) async throws -> [Told] {
        try await news(stream, count: count).told
    }

    /// The next changes of a stream, so many of them or more, and up to where that is all.
    private func news(
        _ stream: AsyncStream<StoreChanges>, count: Int
    ) async throws -> (told: [Told], revision: StoreRevision) {
        var told: [Told] = []
        var latest = StoreRevision.unshared
        for await changes in stream {
            guard case .changed(let records, let revision) = changes else { throw failure("it says \(changes)") }
            for record in records {
                try expect(record.revision >= latest && record.revision <= revision, "\(record) out of order")
                latest = record.revision
                told.append(Told(address: record.address, lease: record.lease))
            }
            if told.count >= count { return (told, revision) }
        }
        throw failure("it ends after \(told.count) changes")
    }

    /// What was there, of each conflict; `nil` for what was committed.
    private func conflicts(_ outcomes: [CommitOutcome]) -> [[Lease]?] {
        outcomes.map { outcome in
            guard case .conflict(let records) = outcome else { return nil }
            return records.compactMap(\.lease).sorted { $0.address < $1.address }
        }
    }

    private func batch(_ transactions: [[LeaseChange]], in network: IPv4Address) -> LeaseBatch {
        var batch = LeaseBatch(transactions)
        batch.nameNetworks { _ in network }
        return batch
    }

    private static func released(_ lease: Lease) -> Lease {
        var lease = lease
        lease.state = .released
        return lease
    }
}
