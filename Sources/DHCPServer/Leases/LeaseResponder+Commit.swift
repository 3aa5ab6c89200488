import DHCP
import DHCPLeases
import Logging

extension LeaseResponder {
    /// Whether the last commit failed, so that no lease is acknowledged and no address offered.
    public var isStoreFailing: Bool { pipeline.isStoreFailing }

    /// When so many decisions or changes wait, no more messages are taken until the commit before theirs has ended: they
    /// wait in the mailbox then, where the most urgent come first.
    static let waitingLimit = 1024
    /// So many commits ``settle(replies:)`` waits for at most: a store that can not say what became of a transaction is
    /// asked again with the next message or tick.
    static let settlingRounds = 8
    /// A store that several servers share is waited for so long; then what came of a commit is not known.
    private static let commitLimit = Duration.seconds(5)
    private var commitLimit: Duration? { store.isShared ? Self.commitLimit : nil }

    /// Answers what a commit that has ended told of, takes over what other servers changed, and begins the next commit.
    public mutating func resume(replies: inout ReplyWriter) async {
        lookAtCluster(&replies)
        if let underWay, underWay.result != nil { await endCommit(&replies) }
        takeOverNews(&replies)
        endRead(&replies)
        endProbes(&replies)
        lookAtCluster(&replies)
        if underWay == nil { expireMore() }
        beginProbes()
        beginCommit(&replies)
        beginRead(&replies)
        // A member that reaches its store again need not wait for the next tick.
        if presence != nil, isStoreFailing, reachesStore { beginUpkeep(&replies) }
    }

    /// Commits all that waits, and answers it; but for transactions of which the store could not tell what became of them,
    /// which are believed to be stored, and asked for again with the next tick.
    public mutating func settle(replies: inout ReplyWriter) async {
        for _ in 0..<Self.settlingRounds where pipeline.isCommitting {
            await endCommit(&replies)
            beginCommit(&replies)
            if underWay == nil { break }
        }
        await endCommit(&replies)
        if service == nil, pipeline.waitingCount > 0 { await settleDoubts(&replies) }
    }

    /// Begins to commit what waits, unless a commit runs.
    ///
    /// A store that need not wait has ended it at once, and the answers leave. What clients give back waits for a store that
    /// is known to be out of reach.
    mutating func beginCommit(_ replies: inout ReplyWriter) {
        guard reachesStore else { return }
        while underWay == nil, let (id, batch) = pipeline.beginCommit(retrying: false) {
            run(id, batch, markOfAge: Self.ageOfMarkBeforeLease, &replies)
        }
    }

    /// Begins a commit that asks a failing store whether it can write again, or that stores the time when that is due.
    ///
    /// What the store could not tell of is committed again with it. Does nothing while a commit runs: that does the same.
    mutating func beginUpkeep(_ replies: inout ReplyWriter) {
        guard reachesStore else { return }
        let isDue =
            isStoreFailing || pipeline.unresolvedCount > 0
            || timeline.markDue(at: clock.now, age: Self.ageOfMark) != nil
        guard underWay == nil, isDue, let (id, batch) = pipeline.beginNextCommit() else { return }
        run(id, batch, markOfAge: Self.ageOfMark, &replies)
    }

    private mutating func run(
        _ id: CommitPipeline.CommitID, _ batch: LeaseBatch, markOfAge age: Int64, _ replies: inout ReplyWriter
    ) {
        let mark = timeline.markDue(at: clock.now, age: age)
        let oldest = meters.noteCommitBegins()
        let commit = CommitUnderWay(
            id, batch, behind: mark, in: store, on: service?.executor, within: commitLimit, of: clock, oldest: oldest,
            in: beginCommitSpan(of: batch))
        if let result = commit.resultOrNotify({ [service] in service?.resume() }) {
            finish(commit, result, &replies)
        } else {
            underWay = commit
        }
    }

    /// Waits until the commit that runs has ended, and answers what it told of.
    mutating func endCommit(_ replies: inout ReplyWriter) async {
        guard let commit = underWay.take() else { return }
        finish(commit, await commit.end(), &replies)
    }

    /// Waits until the commit that runs has ended; its clients are told of no more, but a policy is of what is stored.
    mutating func abandonCommit() async {
        guard let commit = underWay.take() else { return }
        let result = await commit.end()
        endSpan(of: commit, result)
        pipeline.abandonCommit(commit.id, with: result)
    }

    private mutating func finish(
        _ commit: CommitUnderWay, _ result: CommitPipeline.CommitResult, _ replies: inout ReplyWriter
    ) {
        endSpan(of: commit, result)
        switch result {
        case .success(let outcomes):
            if let mark = commit.mark, outcomes.contains(where: { $0 != .unknown }) { timeline.noteKept(mark) }
            noteRecovery()
            noteUnknown(outcomes.count { $0 == .unknown })
        case .failure(let error): noteFailure(error)
        }
        let now = timeline.time(at: clock.now)
        commit.span.around { conclude(&replies) { $0.endCommit(commit.id, with: result, at: now, $1) } }
        meters.noteCommitted(commit.count, oldest: commit.oldest, from: commit.begin, to: clock.now)
    }

    mutating func noteFailure(_ error: any Error) {
        meters.noteFailure()
        let isWithoutQuorum = presence != nil && error is LeaseStoreWithoutQuorum
        if !isStoreFailing {
            // Of a cluster's store that can not be reached more is said.
            if !isWithoutQuorum {
                logger.error(
                    "leases can not be stored; no lease is acknowledged until they can",
                    metadata: ["error": "\(error)"])
            }
            failureIsLogged = !isWithoutQuorum
            events.tell(.storeFailed("\(error)"))
        }
        pipeline.noteStore(error)
        if isWithoutQuorum {
            presence?.loseQuorum()
            judgeQuorum()
        }
    }

    /// Asks the store for something; one that several servers share is waited for so long, by the clock.
    ///
    /// Throws what the store throws, and ``StoreTakesTooLong``.
    func ask<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        guard let commitLimit else { return try await body() }
        let limit = WorkUnderWay<Result<Value, any Error>>.Limit(
            time: commitLimit, clock: clock, outcome: .failure(StoreTakesTooLong(limit: commitLimit)))
        return try await WorkUnderWay(on: service?.executor, within: limit) {
            do {
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }.value().get()
    }

    /// Says it once that a store can not tell of changes whether they are stored, until it can again.
    private mutating func noteUnknown(_ count: Int) {
        if count > 0, !outcomesAreUnknown {
            logger.warning(
                "the store can not tell whether changes are stored; their clients wait, and it is asked again",
                metadata: ["count": "\(count)"])
        }
        outcomesAreUnknown = count > 0
    }

    mutating func noteRecovery() {
        if isStoreFailing {
            if failureIsLogged { logger.notice("leases are stored again") }
            events.tell(.storeRecovered)
        }
        pipeline.noteStore(isFailing: false)
    }

    /// Runs `body` on the pipeline; counts, logs and sends what that concludes.
    mutating func conclude(
        _ replies: inout ReplyWriter, _ body: (inout CommitPipeline, CommitPipeline.Conclusion) -> Void
    ) {
        Self.conclude(&pipeline, &reporter, &stories, clock, &replies, body)
    }

    private static func conclude(
        _ pipeline: inout CommitPipeline, _ reporter: inout OutcomeReporter, _ stories: inout DecisionStories,
        _ clock: any DHCPClock, _ replies: inout ReplyWriter,
        _ body: (inout CommitPipeline, CommitPipeline.Conclusion) -> Void
    ) {
        body(&pipeline) { decision, request, isKnown, why in
            reporter.note(decision, request, isKnown: isKnown, why)
            if let trace = decision.trace { stories.note(decision, trace, request, isKnown: isKnown(), at: clock.now) }
            if let reply = decision.reply { replies.send(reply) }
        }
        replies.flush()
    }
}
