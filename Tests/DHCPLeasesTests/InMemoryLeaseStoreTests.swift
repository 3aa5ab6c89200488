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
}
