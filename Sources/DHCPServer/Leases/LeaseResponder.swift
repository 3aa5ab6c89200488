public import DHCP
public import DHCPLeases
public import Logging

/// The complete server's responder: an engine that decides, and a store that remembers.
///
/// Answers that change nothing leave at once. All changes of a batch are committed together, and only then the answers
/// that tell of them leave. So an acknowledged lease is stored, and a full batch costs one commit.
///
/// While the store fails, no lease is acknowledged and no address is offered (``ReasonCode/notStored``); what needs no
/// store is answered. Each tick tries the store again.
public struct LeaseResponder: DHCPResponder {
    /// What decides.
    public internal(set) var engine: LeaseEngine
    let store: any LeaseStore
    let logger: Logger
    let logsOutcomes: Bool
    var clock: any DHCPClock = SystemClock()
    var timeline = LeaseTimeline()
    var counts = OutcomeCounts()
    var reasonLog = ReasonLog()
    var poolWatch = PoolWatch()
    private var storeFailed = false
    /// Follows what other servers change in the store.
    private var follower: Task<Void, Never>?

    /// Makes a responder.
    ///
    /// The leases of `store` are loaded when the service starts.
    public init(engine: LeaseEngine, store: any LeaseStore, logger: Logger = Logger(label: "dhcp")) {
        self.engine = engine
        self.store = store
        self.logger = logger
        logsOutcomes = logger.logLevel <= .debug
    }

    /// How many messages had each outcome.
    public var outcomes: [ReasonCode: Int] { counts.byReason }

    /// Serves another configuration from the next message on; all leases are kept, and offers of addresses that
    /// their clients may still have.
    ///
    /// Throws when the configuration can not be served; the one there is stays.
    public mutating func reconfigure(_ configuration: LeaseConfiguration) throws(LeaseConfigurationError) {
        try engine.reconfigure(configuration)
    }

    /// Loads the leases.
    ///
    /// Throws what the store throws.
    public mutating func start(_ service: DHCPServiceHandle<LeaseResponder>) async throws {
        clock = service.clock
        try await load()
        let changes = store.changes
        // It lives as long as the responder, which ends it in `shutDown`; the changes themselves go through the mailbox.
        follower = Task {
            for await change in changes where !service.cast({ $0.engine.apply(change) }) { return }
        }
    }

    /// Decides about each message, commits all changes at once, and answers.
    public mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async {
        if let policy = engine.policy { await policy.prepare(for: batch) }
        let now = timeline.time(at: clock.now)
        var pending = PendingCommit(changes: engine.expire(at: now, limit: Self.expiryLimit))
        for request in batch {
            let decision = engine.decide(request, at: now)
            if storeFailed, decision.reason == .offered {
                // Whoever takes the offer would wait for an acknowledgement in vain; another server may do better.
                note(.notStored, request, decision)
            } else if decision.changes.isEmpty, decision.reason != .leaseQueryAnswered || pending.changes.isEmpty {
                note(decision.reason, request, decision)
                if let reply = decision.reply { replies.send(reply) }
            } else {
                // What a LEASEQUERY tells of may be among the changes that are not stored yet.
                pending.add(decision, request)
            }
        }
        replies.flush()
        await commit(pending, replies: &replies)
    }

    /// Ends what has run out; while leases can not be stored, tries whether they can be.
    public mutating func tick(at now: DHCPInstant, replies: inout ReplyWriter) async {
        if storeFailed {
            do { _ = try await store.commit([]) } catch { return }
            noteRecovery()
        }
        await followClock()
        report(at: now)
        let now = timeline.time(at: now)
        for _ in 0..<Self.expiryRounds {
            let changes = engine.expire(at: now, limit: Self.expiryLimit)
            await commit(PendingCommit(changes: changes), replies: &replies)
            if changes.count < Self.expiryLimit || storeFailed { return }
        }
    }

    /// Closes the store.
    public mutating func shutDown(_ reason: ShutdownReason) async {
        follower?.cancel()
        await store.close()
    }

    /// No more leases than this end in one commit, so that messages do not wait for a million of them.
    private static let expiryLimit = 1000
    /// So many commits one tick makes at most; what is left ends with the next messages and ticks.
    ///
    /// Until then it is still its client's, which does no harm.
    private static let expiryRounds = 10

    private mutating func commit(_ pending: PendingCommit, replies: inout ReplyWriter) async {
        guard !pending.changes.isEmpty else { return }
        let results: [CommitResult]
        do {
            results = try await store.commit(pending.changes)
            guard results.count == pending.changes.count else { throw IncompleteCommit() }
        } catch {
            for change in pending.changes.reversed() { engine.revert(change) }
            for (request, decision, _) in pending.decisions { note(.notStored, request, decision) }
            if !storeFailed {
                logger.error(
                    "leases can not be stored; no lease is acknowledged until they can", metadata: ["error": "\(error)"]
                )
            }
            storeFailed = true
            return
        }
        noteRecovery()
        let refused = takeBack(pending.changes, results)
        if let policy = engine.policy { Self.tell(policy, of: pending.changes, except: refused) }
        for (request, decision, changes) in pending.decisions {
            let isStored = !changes.contains(where: refused.contains)
            note(isStored ? decision.reason : .notStored, request, decision)
            if isStored, let reply = decision.reply { replies.send(reply) }
        }
        replies.flush()
    }

    private mutating func noteRecovery() {
        if storeFailed { logger.notice("leases are stored again") }
        storeFailed = false
    }

    /// Replaces changes for which another server was faster by what that server did; returns their indexes.
    private mutating func takeBack(_ changes: [LeaseChange], _ results: [CommitResult]) -> Set<Int> {
        var refused: Set<Int> = []
        for (index, result) in results.enumerated().reversed() {
            guard case .conflict(let current) = result else { continue }
            refused.insert(index)
            engine.apply(LeaseChange(before: changes[index].after, after: current))
        }
        return refused
    }

    /// Tells a policy what is durable now.
    private static func tell(_ policy: any LeasePolicy, of changes: [LeaseChange], except refused: Set<Int>) {
        for (index, change) in changes.enumerated() where !refused.contains(index) {
            policy.committed(change)
            if let lease = change.after, lease.state == .expired { policy.expired(lease) }
        }
    }
}

/// A store that did not say what became of each change.
private struct IncompleteCommit: Error, CustomStringConvertible {
    var description: String { "the store did not answer for every change" }
}

/// The changes of a batch, and the decisions that wait for them.
private struct PendingCommit {
    var changes: [LeaseChange]
    /// Each decision with its changes.
    var decisions: [(request: DHCPRequest, decision: Decision, changes: Range<Int>)] = []

    init(changes: [LeaseChange]) {
        self.changes = changes
    }

    mutating func add(_ decision: Decision, _ request: DHCPRequest) {
        let start = changes.count
        changes += decision.changes
        decisions.append((request, decision, start..<changes.count))
    }
}
