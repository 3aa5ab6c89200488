/// Where leases are kept so that a restart finds them.
///
/// A store records what the engine decided; it never allocates an address. The service calls one function at a time.
public protocol LeaseStore: Sendable {
    /// All leases, as they were last committed. Called once, before anything else.
    func load() async throws -> [Lease]

    /// Makes changes durable, all or none of those it reports as committed.
    ///
    /// When this returns, committed changes survive a crash of the machine. Returns one result for each change, in
    /// order. Throws when nothing could be stored; the changes are then taken back and no client is told of them.
    func commit(_ changes: [LeaseChange]) async throws -> [CommitResult]

    /// What other servers on the same store changed. Ends at once where there are no others.
    var changes: AsyncStream<LeaseChange> { get }

    /// Closes the store; it is not used any more.
    func close() async
}

/// What became of one change.
public enum CommitResult: Hashable, Sendable {
    /// It is durable.
    case committed
    /// Another server was faster: this is what the address holds now.
    case conflict(current: Lease?)
}

extension LeaseStore {
    /// Ends at once: no other server uses the store.
    public var changes: AsyncStream<LeaseChange> { AsyncStream { $0.finish() } }

    /// Does nothing.
    public func close() async {}
}
