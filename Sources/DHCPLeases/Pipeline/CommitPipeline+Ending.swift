public import DHCP

extension CommitPipeline {
    /// Concludes what is durable, and decides anew what is not.
    mutating func end(
        _ pending: consuming PendingDecisions, _ outcomes: [CommitOutcome], at now: DHCPInstant, _ conclude: Conclusion
    ) {
        let isDisputed = outcomes.contains(where: \.isConflict)
        let isUnclear = outcomes.contains(.unknown)
        var behind: [PendingDecisions.Entry] = []
        if isDisputed {
            behind = takeBackWaiting()
            settle(pending.batch, outcomes)
        }
        if isUnclear { putFirst(pending.unresolved(outcomes.indices.filter { outcomes[$0] == .unknown })) }
        note(pending.batch, outcomes)
        tellPolicy(of: pending.batch, outcomes)
        var anew: [PendingDecisions.Entry] = []
        for index in pending.entries.indices {
            switch pending.entries[index].transaction.map({ outcomes[$0] }) {
            case .unknown: continue
            // Who read what turned out otherwise, or is not known yet, looks again.
            case nil where isDisputed || isUnclear: anew.append(pending.entries[index])
            case .conflict(let met) where met.isEmpty:
                // The store makes no such transaction of a member that serves an old configuration.
                pending.entries[index].decision.silence(.oldConfiguration)
                tell(&pending.entries[index].decision, pending.entries[index].request, conclude)
            case .conflict:
                pending.entries[index].defeats += 1
                if pending.entries[index].defeats <= Self.defeatLimit {
                    anew.append(pending.entries[index])
                } else {
                    pending.entries[index].decision.withhold()
                    tell(&pending.entries[index].decision, pending.entries[index].request, conclude)
                }
            case nil, .committed:
                tellInTime(
                    &pending.entries[index].decision, pending.entries[index].request,
                    since: pending.entries[index].since, at: now, conclude)
            }
        }
        decideAnew(anew + behind, at: now, conclude)
    }

    /// Takes back a commit of which nothing was stored.
    ///
    /// Its messages are lost, as the store was asked and said no; but for those to a member of a cluster that is cut off. What was decided behind it most often has nothing to do
    /// with what failed, and a RELEASE is not sent again, so it is decided anew; and so is what only waited for others.
    /// A transaction of which nobody knows whether an earlier commit stored it is tried again.
    mutating func fail(_ pending: consuming PendingDecisions, at now: DHCPInstant, _ conclude: Conclusion) {
        let behind = takeBackWaiting()
        for change in pending.batch.changes.reversed() { engine.revert(change) }
        let unresolved = pending.unresolved(Array(0..<pending.unresolvedCount))
        for change in unresolved.batch.changes { engine.apply(change) }
        putFirst(unresolved)
        var readers: [PendingDecisions.Entry] = []
        for index in pending.entries.indices {
            guard let transaction = pending.entries[index].transaction else {
                readers.append(pending.entries[index])
                continue
            }
            if transaction < pending.unresolvedCount { continue }
            // A member that is cut off may extend the lease without the store.
            if isCutOff, pending.entries[index].defeats < Self.defeatLimit {
                pending.entries[index].defeats += 1
                readers.append(pending.entries[index])
                continue
            }
            pending.entries[index].decision.withhold(isWithoutQuorum)
            tell(&pending.entries[index].decision, pending.entries[index].request, conclude)
        }
        decideAnew(readers + behind, at: now, conclude)
    }

    /// Decides anew what waits for the commit under way, as the store was found to be out of reach: some of it can be
    /// answered without it.
    public mutating func reconsider(at now: DHCPInstant, _ conclude: Conclusion) {
        guard underWay != nil else { return }
        decideAnew(takeBackWaiting(), at: now, conclude)
    }

    /// Decides about messages again, where others have stored something of the addresses in `news` meanwhile.
    mutating func decideAnew(
        _ entries: [PendingDecisions.Entry], behindNewsOf news: Set<IPv4Address> = [], at now: DHCPInstant,
        _ conclude: Conclusion
    ) {
        for entry in entries {
            if let ended = entry.ended, news.contains(ended.address) || hasBegunAnew(ended) {
                var decision = Decision(reason: .notOwner)
                tell(&decision, entry.request, conclude)
            } else {
                decide(entry.request, at: now, since: entry.since, defeats: entry.defeats, conclude)
            }
        }
    }

    /// Whether what a client gave back or declined is not the lease of then any more: it may have got the address again from
    /// another server, whose clock shows what it likes.
    ///
    /// Two leases of a client may be the same to the second, and then only news tells that there was another one.
    private func hasBegunAnew(_ ended: Lease) -> Bool {
        guard let current = engine.lease(at: ended.address) else { return false }
        return engine.cluster == nil ? current.start > ended.start : current.start != ended.start
    }

    /// Has transactions committed again before all that waits.
    private mutating func putFirst(_ pending: PendingDecisions) {
        var pending = pending
        pending.append(waiting)
        waiting = pending
    }

    /// Takes back what was decided since the commit under way began, and returns the decisions.
    mutating func takeBackWaiting() -> [PendingDecisions.Entry] {
        var behind = PendingDecisions()
        swap(&behind, &waiting)
        for change in behind.batch.changes.reversed() { engine.revert(change) }
        return behind.entries
    }

    /// Brings the engine to what the store made of a batch of which a part was forestalled.
    ///
    /// All is taken back and made again as far as it is durable, since what came later in the batch may stand on what is
    /// not.
    private mutating func settle(_ batch: LeaseBatch, _ outcomes: [CommitOutcome]) {
        for change in batch.changes.reversed() { engine.revert(change) }
        for (transaction, outcome) in zip(batch, outcomes) {
            switch outcome {
            case .committed, .unknown: for change in transaction { engine.apply(change) }
            case .conflict(let current):
                // What is known later than the store told has come as news meanwhile.
                for record in current where !heard.isNewer(than: record) { engine.apply(record) }
            }
        }
    }

    /// Remembers at which revision the store held what, for as long as older news of it may come.
    private mutating func note(_ batch: LeaseBatch, _ outcomes: [CommitOutcome]) {
        for (transaction, outcome) in zip(batch, outcomes) {
            switch outcome {
            case .committed(let revision):
                if revision == .unshared { continue }
                for change in transaction { if let address = change.address { heard.note(address, at: revision) } }
            case .conflict(let current): for record in current { heard.note(record.address, at: record.revision) }
            case .unknown: continue
            }
        }
    }

    /// Tells a policy, and who listens, what is durable now.
    func tellPolicy(of batch: LeaseBatch, _ outcomes: [CommitOutcome]) {
        let (policy, witness) = (engine.policy, witness?.isListening == true ? witness : nil)
        if policy == nil, witness == nil { return }
        for (transaction, outcome) in zip(batch, outcomes) where outcome.isCommitted {
            for change in transaction {
                witness?.committed(change)
                policy?.committed(change)
                if let lease = change.after, lease.state == .expired { policy?.expired(lease) }
            }
        }
    }
}

extension CommitOutcome {
    package var isConflict: Bool { if case .conflict = self { true } else { false } }
    var isCommitted: Bool { if case .committed = self { true } else { false } }
}

extension Decision {
    /// Silence, since what it tells of is not stored.
    mutating func withhold(_ isWithoutQuorum: Bool = false) {
        silence(isWithoutQuorum ? .noQuorum : .notStored)
    }
}

extension LeaseEngine {
    /// Makes of an address what a store holds of it.
    mutating func apply(_ record: StoredLease) {
        apply(LeaseChange(before: lease(at: record.address), after: record.lease))
    }
}
