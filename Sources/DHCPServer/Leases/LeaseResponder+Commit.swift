import DHCP
import DHCPLeases
import Logging

extension LeaseResponder {
    /// Whether something that was decided is not stored yet.
    var isCommitting: Bool { underWay != nil || waiting.count > 0 }

    /// When so many decisions or changes wait, no more messages are taken until the commit before theirs has ended: they
    /// wait in the mailbox then, where the most urgent come first.
    static let waitingLimit = 1024

    /// Answers what a commit that has ended told of, and begins the next.
    public mutating func resume(replies: inout ReplyWriter) async {
        guard let underWay, underWay.commit.result != nil else { return }
        await endCommit(&replies)
        beginCommit(&replies)
    }

    /// Commits all that waits, and answers it.
    public mutating func settle(replies: inout ReplyWriter) async {
        while isCommitting {
            await endCommit(&replies)
            beginCommit(&replies)
        }
    }

    /// Begins to commit what waits, unless a commit runs.
    ///
    /// A store that need not wait has ended it at once, and the answers leave.
    mutating func beginCommit(_ replies: inout ReplyWriter) {
        while underWay == nil, waiting.count > 0 {
            var pending = PendingCommit()
            swap(&pending, &waiting)
            // What was behind a commit that failed may change nothing any more.
            if pending.changes.isEmpty { return finish(pending, .success([]), &replies) }
            pending.mark = timeline.markDue(at: clock.now, age: Self.ageOfMarkBeforeLease)
            let commit = CommitUnderWay(pending.changes, behind: pending.mark, in: store, on: service?.executor)
            if let result = commit.resultOrNotify({ [service] in service?.resume() }) {
                finish(pending, result, &replies)
            } else {
                underWay = (commit, pending)
            }
        }
    }

    /// Waits until the commit that runs has ended, and answers what it told of.
    mutating func endCommit(_ replies: inout ReplyWriter) async {
        guard let (commit, pending) = underWay.take() else { return }
        finish(pending, await commit.end(), &replies)
    }

    /// Waits until the commit that runs has ended; its clients are told of no more, but a policy is of what is stored.
    mutating func abandonCommit() async {
        guard let (commit, pending) = underWay.take() else { return }
        guard case .success(let results) = await commit.end(), let policy = engine.policy else { return }
        Self.tell(policy, of: pending.changes, except: Set(pending.refused(results)))
    }

    /// Answers what is stored; or takes back what is not, and decides anew what was decided in the belief that it would be.
    private mutating func finish(
        _ pending: consuming PendingCommit, _ result: CommitUnderWay.Result, _ replies: inout ReplyWriter
    ) {
        let results: [CommitResult]
        do {
            results = try result.get()
        } catch {
            let behind = takeBackWaiting()
            takeBack(pending)
            for (request, decision, _) in pending.decisions { note(.notStored, request, decision) }
            noteFailure(error)
            return decide(behind, replies: &replies)
        }
        if let mark = pending.mark { timeline.noteKept(mark) }
        noteRecovery()
        let refused = pending.refused(results)
        let behind = refused.isEmpty ? [] : takeBackWaiting()
        if !refused.isEmpty { follow(results, of: pending.changes) }
        let indexes = Set(refused)
        if let policy = engine.policy { Self.tell(policy, of: pending.changes, except: indexes) }
        for index in pending.decisions.indices {
            let (request, decision, changes) = pending.decisions[index]
            let isStored = !changes.contains(where: indexes.contains)
            note(isStored ? decision.reason : .notStored, request, decision)
            guard isStored, let reply = decision.reply else { continue }
            replies.send(reply)
        }
        replies.flush()
        pending.discard { engine.reuse($0) }
        decide(behind, replies: &replies)
    }

    /// Takes back what was decided since the commit that now failed began, and returns the messages: a RELEASE is not sent
    /// again, and most of them have nothing to do with what failed.
    private mutating func takeBackWaiting() -> [DHCPRequest] {
        var behind = PendingCommit()
        swap(&behind, &waiting)
        takeBack(behind)
        return behind.decisions.map(\.request)
    }

    private mutating func takeBack(_ pending: PendingCommit) {
        for change in pending.changes.reversed() { engine.revert(change) }
    }

    /// Brings the addresses for which another server was faster to what the store holds: of several changes of one address
    /// the last decides.
    private mutating func follow(_ results: [CommitResult], of changes: [LeaseChange]) {
        var disputed: Set<IPv4Address> = []
        for (change, result) in zip(changes, results) {
            guard let address = change.address else { continue }
            switch result {
            case .conflict(let current):
                engine.revert(change)
                engine.apply(LeaseChange(before: change.before, after: current))
                disputed.insert(address)
            case .committed:
                if disputed.contains(address) { engine.apply(change) }
            }
        }
    }

    mutating func noteFailure(_ error: any Error) {
        if !storeFailed {
            logger.error(
                "leases can not be stored; no lease is acknowledged until they can", metadata: ["error": "\(error)"])
        }
        storeFailed = true
    }

    mutating func noteRecovery() {
        if storeFailed { logger.notice("leases are stored again") }
        storeFailed = false
    }

    /// Tells a policy what is durable now.
    private static func tell(_ policy: any LeasePolicy, of changes: [LeaseChange], except refused: Set<Int>) {
        for (index, change) in changes.enumerated() where !refused.contains(index) {
            policy.committed(change)
            if let lease = change.after, lease.state == .expired { policy.expired(lease) }
        }
    }
}

extension Decision {
    /// Whether the answer says what somebody has: an ACK with an address, or the answer to a LEASEQUERY.
    ///
    /// What it says may be among the changes that are not stored yet.
    var tellsOfLease: Bool {
        if reason == .leaseQueryAnswered { return true }
        guard let message = reply?.message else { return false }
        return !message.yiaddr.isAny && message.messageType != .offer
    }
}
