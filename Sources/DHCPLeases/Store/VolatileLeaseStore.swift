/// A store that keeps nothing: leases are in the engine alone, and end with the process.
///
/// It does not do what a store promises, which is to find leases again, and only `dhcp serve` uses it, where nobody looks for
/// them. ``InMemoryLeaseStore`` does, with a second copy of every lease.
package struct VolatileLeaseStore: LeaseStore {
    /// Makes a store.
    package init() {}

    /// There are no leases.
    package func load(_ body: (Lease) throws -> Void) async {}

    /// Every change is committed, and forgotten.
    package func commit(_ changes: [LeaseChange]) async -> [CommitResult] {
        Array(repeating: .committed, count: changes.count)
    }
}
