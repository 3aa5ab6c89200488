import DHCP
import DHCPLeases
import DHCPTesting
import Testing

@Suite struct InMemoryLeaseStoreTests {
    @Test(arguments: LeaseStoreSuite.Check.cases(isShared: false)) func itKeepsWhatEveryStorePromises(
        _ check: LeaseStoreSuite.Check
    ) async throws {
        let store = InMemoryLeaseStore()
        try await LeaseStoreSuite { store }.run(check)
    }

    @Test(arguments: LeaseStoreSuite.Check.cases(isShared: true)) func aSharedOneKeepsWhatASharedStorePromises(
        _ check: LeaseStoreSuite.Check
    ) async throws {
        let store = InMemoryLeaseStore(isShared: true)
        try await LeaseStoreSuite { store }.run(check)
    }

    @Test(arguments: LeaseStoreSuite.Check.cases(isShared: true).filter(\.isForShared))
    func aStoreThatComparesNothingIsFoundOut(_ check: LeaseStoreSuite.Check) async throws {
        let suite = LeaseStoreSuite { CarelessStore() }
        await #expect(throws: LeaseStoreSuite.Failure.self) { try await suite.run(check) }
    }

    @Test func aStoreThatForgetsIsFoundOut() async throws {
        let suite = LeaseStoreSuite { InMemoryLeaseStore() }
        await #expect(throws: LeaseStoreSuite.Failure.self) { try await suite.run(.survivesClosing) }
    }

    @Test func aVolatileStoreCommitsAndKeepsNothing() async throws {
        let lease = Lease(
            address: .ten(5), client: ClientIdentity(EngineFixture.client(1)),
            hardwareAddress: EngineFixture.client(1), state: .bound, start: 0, end: 1)
        let store = VolatileLeaseStore()
        #expect(await store.commit(LeaseBatch([[LeaseChange(before: nil, after: lease)]])) == [.committed()])
        #expect(try await store.leases().isEmpty)
    }
}

/// A store that says it is shared, and makes whatever it is told.
private struct CarelessStore: LeaseStore {
    let isShared = true
    let inner = InMemoryLeaseStore()

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { try await inner.load(body) }
    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] { await inner.commit(batch) }
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws { try await inner.records(kind, startingWith: prefix, body) }
}
