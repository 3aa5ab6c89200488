/// A store that keeps nothing: leases are in the engine alone, and end with the process.
///
/// For a server whose clients may change addresses whenever it restarts; ``InMemoryLeaseStore`` outlives an engine.
public struct VolatileLeaseStore: LeaseStore {
    /// Makes a store.
    public init() {}

    /// There are no leases.
    public func load(_ body: (Lease) throws -> Void) async {}

    /// Every change is committed, and forgotten.
    public func commit(_ changes: [LeaseChange]) async -> [CommitResult] {
        Array(repeating: .committed, count: changes.count)
    }

    /// Does nothing.
    public func shift(by seconds: Int64) async {}
}
