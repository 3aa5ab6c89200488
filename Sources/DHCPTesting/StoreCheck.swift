import DHCP
import DHCPLeases

/// One check on one store.
struct StoreCheck: Sendable {
    let check: LeaseStoreSuite.Check
    let store: any LeaseStore

    /// The promise was not kept.
    func failure(_ description: String) -> LeaseStoreSuite.Failure {
        LeaseStoreSuite.Failure(check: check, description: description)
    }

    func expect(_ condition: Bool, _ description: @autoclosure () -> String) throws {
        if !condition { throw failure(description()) }
    }

    /// Commits new leases, each in a transaction, and expects that all go well.
    func commit(_ leases: [Lease]) async throws {
        try await commit(LeaseBatch(separately: leases.map { LeaseChange(before: nil, after: $0) }))
    }

    /// Commits a batch, and expects that all goes well.
    @discardableResult
    func commit(_ batch: LeaseBatch) async throws -> [StoreRevision] {
        let outcomes = try await store.commit(batch)
        let revisions = outcomes.compactMap { if case .committed(let revision) = $0 { revision } else { nil } }
        try expect(
            outcomes.count == batch.count && revisions.count == batch.count,
            "\(batch.count) transactions, outcomes: \(outcomes.prefix(20))")
        return revisions
    }

    /// Expects that the store holds these leases and no others.
    func expect(_ leases: [Lease], in other: (any LeaseStore)? = nil) async throws {
        let found = try await (other ?? store).leases()
        let due = leases.sorted { $0.address < $1.address }
        try expect(found == due, "loaded \(found.prefix(20)), not \(due.prefix(20))")
    }

    func expect(_ records: [StoreRecord], _ kind: StoreRecord.Kind, _ prefix: [UInt8] = []) async throws {
        let found = try await store.records(kind, startingWith: prefix)
        try expect(found == records, "records \(found), not \(records)")
    }
}

extension StoreCheck {
    func keepsEveryField() async throws {
        try await commit(Self.varied)
        try await expect(Self.varied)
    }

    func keepsTheLastChange() async throws {
        let first = Self.lease(1)
        var second = first
        second.state = .released
        second.end += 10
        var third = second
        third.client = ClientIdentity(HardwareAddress(2, 0, 0, 0, 9, 9))
        try await commit([first])
        try await commit(
            LeaseBatch([
                [LeaseChange(before: first, after: second), LeaseChange(before: second, after: nil)],
                [LeaseChange(before: nil, after: third)],
            ]))
        try await expect([third])
    }

    func forgets() async throws {
        let leases = [Self.lease(1), Self.lease(2)]
        try await commit(leases)
        try await commit(
            LeaseBatch([[LeaseChange(before: leases[0], after: nil)], [LeaseChange(before: nil, after: nil)]]))
        try await expect([leases[1]])
    }

    func answersForEveryTransaction() async throws {
        var next = 0
        for count in [1, 2, 100] {
            try await commit((next..<next + count).map { Self.lease($0) })
            next += count
        }
        // Two changes of one decision have one outcome.
        let pair = [Self.lease(next), Self.lease(next + 1)].map { LeaseChange(before: nil, after: $0) }
        try await commit(LeaseBatch([pair]))
    }

    func takesNoTransactions() async throws {
        try await commit(Self.varied)
        try await commit(LeaseBatch())
        try await expect(Self.varied)
    }

    func takesManyTransactions() async throws {
        let leases = (1...5000).map { Self.lease($0) }
        try await commit(leases)
        try await expect(leases)
    }

    func keepsRecords() async throws {
        let (kind, other) = (StoreRecord.Kind(rawValue: "history"), StoreRecord.Kind(rawValue: "other"))
        let records = [[0x41], [0x41, 0], [0x41, 0xFF], [0x42]].map {
            StoreRecord(kind, key: $0, value: $0 + [UInt8](repeating: 7, count: 300))
        }
        let elsewhere = StoreRecord(other, key: [0x41], value: [])
        var batch = LeaseBatch()
        batch.append([LeaseChange(before: nil, after: Self.lease(1))], records: records.reversed() + [elsewhere])
        try await commit(batch)
        try await expect(records, kind)
        try await expect(Array(records.prefix(3)), kind, [0x41])
        try await expect([elsewhere], other)
        batch = LeaseBatch()
        batch.append(
            [LeaseChange(before: nil, after: Self.lease(2))],
            records: [StoreRecord(kind, key: [0x42], value: [1]), StoreRecord(kind, key: [0x41], value: nil)])
        try await commit(batch)
        try await expect([records[1], records[2], StoreRecord(kind, key: [0x42], value: [1])], kind)
        // Records that no lease goes with, as of a reservation that is made at run time.
        batch = LeaseBatch()
        batch.append([], records: [StoreRecord(kind, key: [0x41, 0], value: nil)])
        try await commit(batch)
        try await expect([records[2], StoreRecord(kind, key: [0x42], value: [1])], kind)
        try await expect([Self.lease(1), Self.lease(2)])
    }

    func keepsTheTimeMark() async throws {
        try await commit(Self.varied)
        try expect(try await store.timeMark() == nil, "a mark from nowhere")
        for mark in Self.marks {
            try await store.keep(mark)
            let found = try await store.timeMark()
            try expect(found == mark, "\(found.map { "\($0)" } ?? "no mark"), not \(mark)")
        }
        try await expect(Self.varied)
    }

    func passesErrorsOn() async throws {
        struct Stop: Error {}
        try await commit(Self.varied)
        var count = 0
        do {
            _ = try await store.load { _ in
                count += 1
                throw Stop()
            }
        } catch is Stop {
            try expect(count == 1, "went on after the error")
            // The store is still of use.
            return try await expect(Self.varied)
        }
        throw failure("the error did not come back")
    }

    func survivesClosing(_ open: () async throws -> any LeaseStore) async throws {
        let record = StoreRecord(StoreRecord.Kind(rawValue: "history"), key: [1], value: [2])
        var batch = LeaseBatch(separately: Self.varied.map { LeaseChange(before: nil, after: $0) })
        batch.append([record], to: batch.count - 1)
        try await commit(batch)
        for mark in Self.marks { try await store.keep(mark) }
        await store.close()
        let again = try await open()
        try await expect(Self.varied, in: again)
        try expect(try await again.timeMark() == Self.marks.last, "the mark is another")
        try expect(try await again.records(record.kind) == [record], "the records are others")
        await again.close()
    }
}
