public import DHCP

/// What stands between deciding and answering: an engine, the decisions that are not durable yet, and who may be answered
/// when.
///
/// A value without tasks, locks, clock or disk. Whoever drives it hands in messages, what a store made of a commit, and
/// what other servers changed, and begins the commits that it asks for:
///
/// ```swift
/// pipeline.decide(batch, at: now, conclude)
/// while let (id, batch) = pipeline.beginCommit() {
///     pipeline.endCommit(id, with: .success(store.commit(batch)), at: now, conclude)
/// }
/// ```
///
/// * What changes nothing and tells of nothing that is not durable yet is concluded at once; all else when the
///   transactions are durable that it wrote or read.
/// * One commit is under way at a time; what is decided meanwhile is one commit again.
/// * A commit that fails is taken back: its messages are answered by nobody (``ReasonCode/notStored``), and what was
///   decided in the belief that it would succeed is decided anew.
/// * A transaction that another server forestalled is taken back, and its message decided anew from what the store holds.
/// * What other servers change is taken over in the order of the store, however late it is heard of.
/// * Where it `provesRefusals` nobody is refused an address before all is known that the store held when it was asked.
public struct CommitPipeline: Sendable {
    /// Told what became of a message: the decision's reason is final and its reply may leave.
    ///
    /// `isKnown` says whether its sender has a lease or a reservation, and `why` explains a refusal; both are asked of the
    /// engine only when they are called.
    public typealias Conclusion = (
        _ decision: Decision, _ request: DHCPRequest, _ isKnown: () -> Bool, _ why: () -> String?
    ) -> Void
    /// What became of a commit: an outcome for each transaction, or the reason why nothing was stored.
    public typealias CommitResult = Result<[CommitOutcome], any Error>

    /// Numbers commits, so that none is ended that is not under way.
    public struct CommitID: Hashable, Sendable {
        let number: UInt64
    }

    /// What decides.
    ///
    /// Whoever changes its leases from outside does it while nothing is under way.
    public var engine: LeaseEngine
    /// Whether the last commit failed: then no address is offered, since nobody could acknowledge it.
    public private(set) var isStoreFailing = false
    /// Whether it failed because too few of the machines that keep the store could be reached.
    public private(set) var isWithoutQuorum = false
    /// What was decided since the last commit began.
    var waiting = PendingDecisions()
    /// The commit that runs, and what waits for it.
    var underWay: (id: CommitID, pending: PendingDecisions)?
    /// What other servers made of leases that the commit under way changes too, the latest of each address.
    var postponed: [IPv4Address: StoredLease] = [:]
    /// At which revision addresses were known by their commit, as long as older news of them may come.
    var heard = HeardRevisions()
    /// Who waits for a proof that is to be refused.
    var doubts = Doubts()
    /// Who waits for an address to be probed.
    var probing = ProbesWaitedFor()
    /// What a record of the store has to say where a client gets an address that it did not have (``LeaseBatch/condition``).
    public var condition: StoreRecord?
    /// An answer that waited for longer is of no use, and silence is told instead (``ReasonCode/tooLate``); `nil` where an
    /// answer is better late than never.
    ///
    /// Where a client has several servers another one may have answered it by then. One server alone answers whenever its
    /// disk lets it: the client takes that for the answer to what it sent since.
    public var patience: Duration?
    private var commitCount: UInt64 = 0
    /// How many decisions are written down with the way to them; by default none is.
    package var traceBudget = TraceBudget(perSecond: 0)
    /// Who else than a policy is told of what is durable.
    package var witness: (any CommitWitness)?
    private let namesNetworks: Bool
    private let provesRefusals: Bool
    private let recorder: (any TransactionRecorder)?

    /// A message that was forestalled so often is not decided again: somebody else changes the same lease all the time.
    static let defeatLimit: UInt8 = 4
    /// Without a quorum no more than so much waits for one.
    private static let queueLimit = 4096

    /// Makes a pipeline in which nothing waits.
    ///
    /// For a store that several servers share `namesNetworks` says with each change in which network it is, and
    /// `provesRefusals` has who drives it ask the store before somebody is refused (``beginRead()``); `recorder` adds
    /// records to the transactions.
    public init(
        engine: LeaseEngine, namesNetworks: Bool = false, provesRefusals: Bool = false,
        recorder: (any TransactionRecorder)? = nil
    ) {
        self.engine = engine
        self.namesNetworks = namesNetworks
        self.provesRefusals = provesRefusals
        self.recorder = recorder
    }

    /// How much there is to commit and to tell besides what is under way.
    public var waitingCount: Int { waiting.count + doubts.count }

    /// How many transactions are to be committed again, as the store could not tell what became of them.
    public var unresolvedCount: Int { waiting.unresolvedCount }

    /// Whether something that was decided is not concluded yet.
    public var isCommitting: Bool { underWay != nil || waiting.count > 0 }

    // MARK: Deciding

    /// Decides about messages, in order.
    public mutating func decide(_ requests: some Sequence<DHCPRequest>, at now: DHCPInstant, _ conclude: Conclusion) {
        for request in requests { decide(request, at: now, defeats: 0, conclude) }
    }

    /// Ends what has run out, up to `limit` leases, tells `note` of each, and returns how many there were.
    @discardableResult
    public mutating func expire(
        at now: DHCPInstant, limit: Int, note: (LeaseChange) -> Void = { _ in }
    ) -> Int {
        let changes = engine.expire(at: now, limit: limit)
        for change in changes {
            waiting.batch.append(CollectionOfOne(change))
            note(change)
        }
        return changes.count
    }

    mutating func decide(
        _ request: DHCPRequest, at now: DHCPInstant, since: DHCPInstant? = nil, defeats: UInt8, isProved: Bool = false,
        probed steps: [DecisionStep] = [], _ conclude: Conclusion
    ) {
        let since = since ?? now
        if waiting.count >= Self.queueLimit, isCutOff, request.endsLease {
            var decision = Decision(reason: .noQuorum)
            return tell(&decision, request, conclude)
        }
        let isTraced = wantsTrace(request, at: now)
        var decision = engine.decide(request, at: now, changes: &waiting.batch.changes, isTraced: isTraced)
        if !steps.isEmpty { decision.trace?.steps.insert(contentsOf: steps, at: 0) }
        if let transaction = waiting.batch.endTransaction() {
            if let probe = decision.probe { probing.begin(probe, for: nil, at: now) }
            let ended = decision.kind == .recorded ? waiting.batch[transaction].last?.before : nil
            waiting.entries.append(
                .init(
                    request: request, decision: decision, transaction: transaction, defeats: defeats, ended: ended,
                    since: since))
            return
        }
        if let probe = decision.probe {
            return wait(
                for: probe, request, &decision, since: since, at: now, probed: steps, conclude)
        }
        if isStoreFailing, decision.reason == .offered {
            // Whoever takes the offer would wait for an acknowledgement in vain; another server may do better.
            decision.withhold(isWithoutQuorum)
        } else if provesRefusals, !isProved, decision.needsProof {
            if let reply = decision.reply.take() { engine.reuse(reply) }
            if doubts.add(request, since: since) { return }
            decision.withhold(isCutOff)
        } else if isCommitting, let address = decision.addressTold {
            let entry = PendingDecisions.Entry(
                request: request, decision: decision, transaction: nil, defeats: defeats, since: since)
            if waiting.changes(address) { return waiting.entries.append(entry) }
            if underWay?.pending.changes(address) == true { underWay?.pending.entries.append(entry); return }
        }
        tellInTime(&decision, request, since: since, at: now, conclude)
    }

    /// Whether the way to the decision about a message is written down: strangers may take a part of the budget alone.
    private mutating func wantsTrace(_ request: DHCPRequest, at now: DHCPInstant) -> Bool {
        switch traceBudget.room(at: now) {
        case .none: return false
        case .forKnown where !engine.knows(request):
            traceBudget.miss()
            return false
        case .forKnown, .forAll:
            traceBudget.take()
            return true
        }
    }

    /// Whether this server is a member of a cluster that reaches no store.
    var isCutOff: Bool { engine.cluster.map { !$0.hasQuorum } ?? false }

    /// Tells a decision about a message that was first decided about at `since`; of one that is too late, that it is.
    mutating func tellInTime(
        _ decision: inout Decision, _ request: DHCPRequest, since: DHCPInstant, at now: DHCPInstant,
        _ conclude: Conclusion
    ) {
        if let patience, since != now, since.duration(to: now) > patience, let reply = decision.reply.take() {
            engine.reuse(reply)
            decision.silence(.tooLate)
        }
        tell(&decision, request, conclude)
    }

    /// Tells a decision, and uses the memory of its reply again.
    mutating func tell(_ decision: inout Decision, _ request: DHCPRequest, _ conclude: Conclusion) {
        conclude(decision, request, { engine.knows(request) }, { engine.explain(decision, request) })
        if let reply = decision.reply.take() { engine.reuse(reply) }
    }

    // MARK: Committing

    /// Begins the next commit when none is under way and something waits; `nil` otherwise.
    ///
    /// Transactions of which nobody knows whether they are stored are committed again before all else. When nothing else
    /// waits, that is done only when it is `retrying`: a store that could not tell a moment ago can hardly tell now.
    public mutating func beginCommit(retrying: Bool = true) -> (id: CommitID, batch: LeaseBatch)? {
        guard waiting.batch.count > (retrying ? 0 : waiting.unresolvedCount) else { return nil }
        return beginNextCommit()
    }

    /// Begins a commit of what waits, or of nothing, which asks the store whether it can write; `nil` when one is under
    /// way.
    public mutating func beginNextCommit() -> (id: CommitID, batch: LeaseBatch)? {
        guard underWay == nil else { return nil }
        var pending = PendingDecisions()
        swap(&pending, &waiting)
        commitCount += 1
        let id = CommitID(number: commitCount)
        var batch = pending.batch
        underWay = (id, pending)
        batch.condition = condition
        if namesNetworks { batch.nameNetworks { engine.network(of: $0) } }
        if let recorder {
            for index in batch.indices { batch.append(recorder.records(of: batch[index]), to: index) }
        }
        return (id, batch)
    }

    /// Ends the commit that is under way with what the store made of it.
    ///
    /// Concludes what is durable; decides anew, at `now`, what another server forestalled, and what was decided in the
    /// belief that all would go well. An answer that does not fit the batch is taken for a failure. Does nothing when
    /// `id` is not under way.
    public mutating func endCommit(
        _ id: CommitID, with result: CommitResult, at now: DHCPInstant, _ conclude: Conclusion
    ) {
        guard let (current, pending) = underWay, current == id else { return }
        underWay = nil
        if case .success(let outcomes) = result, outcomes.count == pending.batch.count {
            noteStore(isFailing: false)
            end(pending, pending.batch.resolve(outcomes), at: now, conclude)
        } else {
            if case .failure(let error) = result { noteStore(error) } else { noteStore(isFailing: true) }
            fail(pending, at: now, conclude)
        }
        takeOverPostponed(at: now, conclude)
        concludeProved(at: now, conclude)
    }

    /// Ends the commit that is under way when nobody is answered any more; a policy is told of what is durable.
    public mutating func abandonCommit(_ id: CommitID, with result: CommitResult) {
        guard let (current, pending) = underWay, current == id else { return }
        underWay = nil
        guard case .success(let outcomes) = result, outcomes.count == pending.batch.count else { return }
        tellPolicy(of: pending.batch, outcomes)
    }

    /// The store can write again, or it can not.
    public mutating func noteStore(isFailing: Bool) {
        isStoreFailing = isFailing
        isWithoutQuorum = false
    }

    /// The store can not write, and says why.
    public mutating func noteStore(_ error: any Error) {
        isStoreFailing = true
        isWithoutQuorum = error is LeaseStoreWithoutQuorum
    }
}

extension DHCPRequest {
    /// Whether a client gives something back, and waits for no answer.
    fileprivate var endsLease: Bool { message.messageType == .release || message.messageType == .decline }
}

/// Sees what is durable.
package protocol CommitWitness: Sendable {
    /// Whether it looks.
    var isListening: Bool { get }

    /// A change is durable.
    func committed(_ change: LeaseChange)
}
