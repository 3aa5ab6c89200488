public import DHCP

extension CommitPipeline {
    /// Takes over what other servers changed, in the order of the store, up to `revision`.
    ///
    /// News that is older than what a commit told of the same address is passed over. What the commit under way changes
    /// too waits until it has ended; what was decided on leases that change now is decided anew.
    public mutating func follow(
        _ records: [StoredLease], upTo revision: StoreRevision, at now: DHCPInstant, _ conclude: Conclusion
    ) {
        var news = records.filter { !heard.isNewer(than: $0) }
        if underWay != nil {
            news = news.filter { record in
                guard underWay?.pending.touches(record) == true || postponed[record.address] != nil else { return true }
                postponed[record.address] = record
                return false
            }
            // The commit may tell of the same addresses as they were before.
            for record in news { heard.note(record.address, at: record.revision) }
        }
        takeOver(news, at: now, conclude)
        heard.hear(upTo: revision, isCommitting: underWay != nil)
        noteLoaded(at: revision)
        concludeProved(at: now, conclude)
    }

    /// Takes over what waited for the end of a commit.
    mutating func takeOverPostponed(at now: DHCPInstant, _ conclude: Conclusion) {
        if postponed.isEmpty { return }
        let records = postponed.values.filter { !heard.isNewer(than: $0) }.sorted { $0.revision < $1.revision }
        postponed = [:]
        takeOver(records, at: now, conclude)
    }

    private mutating func takeOver(_ records: [StoredLease], at now: DHCPInstant, _ conclude: Conclusion) {
        // What is known already would only withdraw offers of ended leases. Behind other news of its address it is none.
        var changed: Set<IPv4Address> = []
        let records = records.filter { record in
            let isNews =
                record.lease != engine.lease(at: record.address) || waiting.changes(record.address)
                || changed.contains(record.address)
            if isNews { changed.insert(record.address) }
            return isNews
        }
        if records.isEmpty { return }
        tellPolicy(learning: records)
        let behind = records.contains(where: { waiting.touches($0) }) ? takeBackWaiting() : []
        for record in records { engine.apply(record) }
        decideAnew(behind, behindNewsOf: changed, at: now, conclude)
    }

    /// Tells a policy, and who listens, of what was committed while nobody knew it: the news of it is what it was to be.
    private func tellPolicy(learning records: [StoredLease]) {
        guard waiting.unresolvedCount > 0 else { return }
        let outcomes = waiting.batch.prefix(waiting.unresolvedCount).map { transaction -> CommitOutcome in
            let isMade = transaction.allSatisfy { change in
                records.contains { $0.address == change.address && $0.lease == change.after }
            }
            return isMade ? .committed() : .unknown
        }
        tellPolicy(of: waiting.batch, outcomes)
    }
}

/// At which revision addresses are known, where older news of them may still come: from other servers, or from the commit
/// that is under way.
struct HeardRevisions: Sendable {
    private var revisions: [IPv4Address: StoreRevision] = [:]
    /// When so many are known they are looked through; then when twice as many as are left.
    private var limit = 1024

    /// Remembers that an address is known as of a revision.
    mutating func note(_ address: IPv4Address, at revision: StoreRevision) {
        if revision > revisions[address] ?? .unshared { revisions[address] = revision }
    }

    /// Whether at least as much is known of an address as a record says.
    func isNewer(than record: StoredLease) -> Bool {
        revisions[record.address].map { $0 >= record.revision } ?? false
    }

    /// The news has come up to a revision, so that none of what is older comes any more.
    ///
    /// That is forgotten, but not each time, as all of it is looked at.
    mutating func hear(upTo revision: StoreRevision, isCommitting: Bool) {
        guard !isCommitting, revisions.count >= limit else { return }
        revisions = revisions.filter { $0.value > revision }
        limit = max(1024, 2 * revisions.count)
    }
}
