/// Where leases are kept so that a restart finds them.
///
/// A store records what the engine decided; it never allocates an address. The service calls one function at a time.
/// Times of leases are on a scale that never steps (see ``LeaseTimeMark``); a store keeps them as they are.
public protocol LeaseStore: Sendable {
    /// Hands every lease to `body`, as it was last committed, in any order.
    ///
    /// One by one, so that a million leases need not be in memory twice. Throws what `body` throws, which ends it, and
    /// when the leases can not be read.
    func load(_ body: (Lease) throws -> Void) async throws

    /// Makes changes durable, all or none of those it reports as committed.
    ///
    /// When this returns, committed changes survive a crash of the machine. Returns one result for each change, in
    /// order. Throws when nothing could be stored; the changes are then taken back and no client is told of them.
    ///
    /// No changes are a question: it throws while nothing could be stored, and returns when the store can write again.
    func commit(_ changes: [LeaseChange]) async throws -> [CommitResult]

    /// The clocks as they were when ``keep(_:)`` was last called; `nil` when that never was.
    ///
    /// Throws when it can not be read.
    func timeMark() async throws -> LeaseTimeMark?

    /// Makes a mark durable, in place of the one before.
    ///
    /// One small record, however many leases there are: that is all that is written when somebody sets the clock. Throws
    /// when it can not be stored.
    func keep(_ mark: LeaseTimeMark) async throws

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
    /// All leases, in the order of their addresses.
    ///
    /// Throws when they can not be read.
    public func leases() async throws -> [Lease] {
        var leases: [Lease] = []
        try await load { leases.append($0) }
        return leases.sorted { $0.address < $1.address }
    }

    /// Nothing: after each restart leases go by the time of day, which is wrong when somebody set the clock meanwhile.
    public func timeMark() async throws -> LeaseTimeMark? { nil }

    /// Does nothing.
    public func keep(_ mark: LeaseTimeMark) async throws {}

    /// Ends at once: no other server uses the store.
    public var changes: AsyncStream<LeaseChange> { AsyncStream { $0.finish() } }

    /// Does nothing.
    public func close() async {}
}
