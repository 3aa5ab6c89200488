/// Where leases are kept so that a restart, and other servers, find them.
///
/// A store records what the engine decided; it never allocates an address. The service calls one function at a time.
/// Times of leases are on a scale that never steps (see ``LeaseTimeMark``); a store keeps them as they are.
///
/// A store that several servers share (``isShared``) makes each transaction only where it holds what the transaction
/// says was there before, and tells every server of what the others did. Of such a store several functions may be called at
/// once. The checks of `LeaseStoreSuite` in DHCPTesting
/// say whether a store keeps its promises.
public protocol LeaseStore: Sendable {
    /// Whether other servers use the same leases: then transactions can be forestalled, and ``changes(since:)`` tells of
    /// theirs.
    var isShared: Bool { get }

    /// Hands every lease to `body`, as it was last committed, in any order, and returns the revision at which the store
    /// held them.
    ///
    /// One by one, so that a million leases need not be in memory twice. Throws what `body` throws, which ends it, and
    /// when the leases can not be read.
    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision

    /// Makes transactions durable, each wholly or not at all, in order.
    ///
    /// When this returns, committed transactions survive a crash of the machine. Returns one outcome for each
    /// transaction, in order; ``CommitOutcome/unknown`` where nobody knows whether it was stored. Throws when nothing was
    /// stored; then the changes are taken back and no client is told of them. ``LeaseStoreWithoutQuorum`` says that the
    /// store is well but for too few machines.
    ///
    /// No transactions are a question: it throws while nothing could be stored, and returns when the store can write
    /// again.
    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome]

    /// How late it is in the store now: whatever was committed, by whichever server, before this was called is at this
    /// revision or an earlier one.
    ///
    /// So who has heard all up to it knows all that there was (a linearizable read). Throws when that can not be told:
    /// ``LeaseStoreWithoutQuorum`` when too few of the machines that keep the store can be reached.
    func latestRevision() async throws -> StoreRevision

    /// What was changed behind `revision`, in the order of the store, by this server too, and then what is changed.
    ///
    /// Nothing between ``load(_:)`` and this is missed. A store keeps what it has to tell within a bound; where it could
    /// not, it says ``StoreChanges/startAgain``. Where the way to the store is broken it says ``StoreChanges/interrupted``
    /// and ends; who asks again from the last revision that was told misses nothing, and hears nothing twice. Changes of
    /// nothing tell that none were made up to a revision: so a transaction of records alone is told of, too. Ends at once where there are no other servers, and when the store
    /// is closed. Only the changes of leases are told, not those of other records.
    func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges>

    /// Hands every other record of a kind whose key begins with `prefix` to `body`, in the order of the keys.
    ///
    /// Throws what `body` throws, which ends it, and when the records can not be read.
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws

    /// The clocks as they were when ``keep(_:)`` was last called; `nil` when that never was.
    ///
    /// Throws when it can not be read.
    func timeMark() async throws -> LeaseTimeMark?

    /// Makes a mark durable, in place of the one before.
    ///
    /// One small record, however many leases there are: that is all that is written when somebody sets the clock. Throws
    /// when it can not be stored.
    func keep(_ mark: LeaseTimeMark) async throws

    /// Closes the store; it is not used any more.
    func close() async
}

extension LeaseStore {
    /// One server alone uses the leases.
    public var isShared: Bool { false }

    /// No other server uses the store.
    public func latestRevision() async throws -> StoreRevision { .unshared }

    /// Ends at once: no other server uses the store.
    public func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> {
        AsyncStream { $0.finish() }
    }

    /// All leases, in the order of their addresses.
    ///
    /// Throws when they can not be read.
    public func leases() async throws -> [Lease] {
        var leases: [Lease] = []
        _ = try await load { leases.append($0) }
        return leases.sorted { $0.address < $1.address }
    }

    /// All other records of a kind whose key begins with `prefix`, in the order of the keys.
    ///
    /// Throws when they can not be read.
    public func records(_ kind: StoreRecord.Kind, startingWith prefix: [UInt8] = []) async throws -> [StoreRecord] {
        var records: [StoreRecord] = []
        try await self.records(kind, startingWith: prefix) { records.append($0) }
        return records
    }

    /// Nothing: after each restart leases go by the time of day, which is wrong when somebody set the clock meanwhile.
    public func timeMark() async throws -> LeaseTimeMark? { nil }

    /// Does nothing.
    public func keep(_ mark: LeaseTimeMark) async throws {}

    /// Does nothing.
    public func close() async {}
}
