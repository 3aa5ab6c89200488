import DHCP
import DHCPLeases
import DHCPSimulation
import DHCPTesting
import Testing

/// The store that is simulated keeps what a real one has to keep.
@Suite struct SimulatedLeaseStoreTests {
    @Test(arguments: LeaseStoreSuite.Check.cases(isShared: true, isInterruptible: true))
    func itKeepsWhatASharedStorePromises(_ check: LeaseStoreSuite.Check) async throws {
        let store = SimulatedLeaseStore()
        try await LeaseStoreSuite(interrupt: { store.interrupt($0) }) { store }.run(check)
    }

    @Test func whoMissedTooMuchIsToldToStartAgain() async throws {
        let store = SimulatedLeaseStore()
        let stream = store.changes(since: .unshared)
        let lease = Lease(
            address: .any, client: .nobody(at: .any), hardwareAddress: .init(2, 0, 0, 0, 0, 1), state: .bound, start: 0,
            end: 1)
        _ = try await store.commit(LeaseBatch(separately: [LeaseChange(before: nil, after: lease)]))
        store.compact()
        var changes = stream.makeAsyncIterator()
        #expect(await changes.next() == .startAgain)
    }
}
