import DHCP

/// A store that keeps nothing: leases are in the engine alone, and end with the process.
///
/// It does not do what a store promises, which is to find leases again, and only `dhcp serve` uses it, where nobody looks for
/// them. ``InMemoryLeaseStore`` does, with a second copy of every lease.
package struct VolatileLeaseStore: LeaseStore {
    /// Makes a store.
    package init() {}

    /// There are no leases.
    package func load(_ body: (Lease) throws -> Void) async -> StoreRevision { .unshared }

    /// Every transaction is committed, and forgotten.
    package func commit(_ batch: LeaseBatch) async -> [CommitOutcome] {
        Array(repeating: .committed(), count: batch.count)
    }

    /// There are no records.
    package func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async {}
}
