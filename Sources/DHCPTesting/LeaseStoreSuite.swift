public import DHCPLeases

/// Checks that any `LeaseStore` must pass.
///
/// ```swift
/// @Test(arguments: LeaseStoreSuite.Check.cases(isShared: false))
/// func keepsThePromises(_ check: LeaseStoreSuite.Check) async throws {
///     try await LeaseStoreSuite { try MyStore(path: path) }.run(check)
/// }
/// ```
public struct LeaseStoreSuite: Sendable {
    /// What a store promises.
    public enum Check: String, CaseIterable, Sendable {
        /// A new store has no leases.
        case startsEmpty
        /// Leases come back as they were, whatever they hold.
        case keepsEveryField
        /// Of several changes of an address the last one counts, in a transaction as in several.
        case keepsTheLastChange
        /// A change to nothing forgets an address.
        case forgets
        /// There is an outcome for each transaction, in order.
        case answersForEveryTransaction
        /// A commit without transactions has no outcomes and changes nothing.
        case takesNoTransactions
        /// A batch may be large.
        case takesManyTransactions
        /// Other records come back in the order of their keys, are replaced and forgotten, and touch no lease.
        case keepsRecords
        /// The mark that was kept last comes back, and touches no lease.
        case keepsTheTimeMark
        /// An error of who loads ends loading and reaches them.
        case passesErrorsOn
        /// What was committed is there after the store was closed and opened again.
        case survivesClosing

        /// A transaction is made only where each address holds what it says was there; the others of its batch are made.
        case comparesAddresses
        /// Who is forestalled learns what is there, of every address of the transaction.
        case tellsWhatIsThere
        /// A client that has an address of a network gets no second one, unless the transaction ends the first.
        case comparesClients
        /// Of a transaction of several changes all are made or none, and its records with them.
        case makesAllOrNothing
        /// No change has an earlier revision than one before it, and none the revision of an earlier batch.
        case countsRevisions
        /// Clients get addresses that they did not have only where the condition of a batch holds; all else is made.
        case keepsTheCondition
        /// Changes are told in the order in which they were made, to each who listens.
        case tellsChanges
        /// A transaction of records alone is told of as one that changed no lease.
        case tellsOfRecords
        /// Nothing is missed between loading and following, however much is changed meanwhile.
        case missesNothing
        /// The latest revision is none before what was committed.
        case readsTheLatest
        /// Who stops following and goes on from the last revision that was told misses nothing and hears nothing twice.
        case resumesFollowing
        /// Without a quorum nothing is stored and nothing proved, and the error says so; followers are interrupted, and go on.
        case tellsOfLostQuorum

        /// Whether it is a promise of stores that several servers share.
        public var isForShared: Bool {
            switch self {
            case .comparesAddresses, .tellsWhatIsThere, .comparesClients, .makesAllOrNothing, .countsRevisions,
                .keepsTheCondition, .tellsChanges, .tellsOfRecords, .missesNothing, .readsTheLatest, .resumesFollowing,
                .tellsOfLostQuorum:
                true
            default: false
            }
        }

        /// Whether it needs a store that can be cut off from what keeps it.
        public var needsInterruption: Bool { self == .tellsOfLostQuorum }

        /// The checks of a store that one server has alone, or of one that several share, which `isInterruptible` or can not
        /// lose its quorum.
        public static func cases(isShared: Bool, isInterruptible: Bool = false) -> [Check] {
            allCases.filter { (isShared || !$0.isForShared) && (isInterruptible || !$0.needsInterruption) }
        }
    }

    /// What a store did not keep.
    public struct Failure: Error, CustomStringConvertible {
        /// Which promise.
        public let check: Check
        /// What happened instead.
        public let description: String
    }

    private let open: @Sendable () async throws -> any LeaseStore
    private let interrupt: (@Sendable (Bool) async throws -> Void)?

    /// Makes a suite of the store that `open` gives.
    ///
    /// The first time it has no leases. Once it was closed, `open` gives a store of the same leases; where these live in
    /// the store alone, that is the store itself. `interrupt` takes what keeps the store away from it, and gives it back.
    public init(
        interrupt: (@Sendable (_ isInterrupted: Bool) async throws -> Void)? = nil,
        _ open: @escaping @Sendable () async throws -> any LeaseStore
    ) {
        self.open = open
        self.interrupt = interrupt
    }

    /// Runs one check on a new store.
    ///
    /// Throws ``Failure`` when the store does not keep its promise, or is not shared where that is asked for, and what
    /// the store throws.
    public func run(_ check: Check) async throws {
        let store = try await open()
        let result: Result<Void, any Error>
        do {
            if check.isForShared, !store.isShared { throw Failure(check: check, description: "it is not shared") }
            result = .success(try await run(StoreCheck(check: check, store: store)))
        } catch {
            result = .failure(error)
        }
        if check != .survivesClosing { await store.close() }
        try result.get()
    }

    private func run(_ run: StoreCheck) async throws {
        switch run.check {
        case .startsEmpty: try await run.expect([])
        case .keepsEveryField: try await run.keepsEveryField()
        case .keepsTheLastChange: try await run.keepsTheLastChange()
        case .forgets: try await run.forgets()
        case .answersForEveryTransaction: try await run.answersForEveryTransaction()
        case .takesNoTransactions: try await run.takesNoTransactions()
        case .takesManyTransactions: try await run.takesManyTransactions()
        case .keepsRecords: try await run.keepsRecords()
        case .keepsTheTimeMark: try await run.keepsTheTimeMark()
        case .passesErrorsOn: try await run.passesErrorsOn()
        case .survivesClosing: try await run.survivesClosing(open)
        case .comparesAddresses: try await run.comparesAddresses()
        case .tellsWhatIsThere: try await run.tellsWhatIsThere()
        case .comparesClients: try await run.comparesClients()
        case .makesAllOrNothing: try await run.makesAllOrNothing()
        case .countsRevisions: try await run.countsRevisions()
        case .keepsTheCondition: try await run.keepsTheCondition()
        case .tellsChanges: try await run.tellsChanges()
        case .tellsOfRecords: try await run.tellsOfRecords()
        case .missesNothing: try await run.missesNothing()
        case .readsTheLatest: try await run.readsTheLatest()
        case .resumesFollowing: try await run.resumesFollowing()
        case .tellsOfLostQuorum:
            guard let interrupt else { throw run.failure("nothing interrupts it") }
            try await run.tellsOfLostQuorum(interrupt)
        }
    }
}
