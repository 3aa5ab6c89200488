import DHCP
import DHCPLeases
import DHCPTesting
import Testing

@Suite struct InMemoryLeaseStoreTests {
    @Test(arguments: LeaseStoreSuite.Check.allCases) func itKeepsWhatEveryStorePromises(
        _ check: LeaseStoreSuite.Check
    ) async throws {
        let store = InMemoryLeaseStore()
        try await LeaseStoreSuite { store }.run(check)
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
        #expect(await store.commit([LeaseChange(before: nil, after: lease)]) == [.committed])
        #expect(try await store.leases().isEmpty)
    }
}
