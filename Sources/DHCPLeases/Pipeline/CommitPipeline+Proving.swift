public import DHCP

/// Where several servers share a store, what is known here may be old: it never proves that somebody else has an address, or
/// that a client has none. So what would be refused waits until the store has said how late it is, and all news up to then
/// has been taken over; then it is decided again.
extension CommitPipeline {
    /// Numbers the questions how late it is in the store.
    public struct ReadID: Hashable, Sendable {
        let number: UInt64
    }

    /// Begins to ask the store how late it is (``LeaseStore/latestRevision()``) when something waits for that and it is not
    /// being asked; `nil` otherwise.
    public mutating func beginRead() -> ReadID? { doubts.beginRead().map(ReadID.init) }

    /// Ends a question that was begun, with what the store said.
    ///
    /// A store that did not say it proves nothing: then nobody is refused, and nobody answered. Does nothing when `id` is
    /// not under way.
    public mutating func endRead(
        _ id: ReadID, with result: Result<StoreRevision, any Error>, at now: DHCPInstant, _ conclude: Conclusion
    ) {
        switch result {
        case .success(let revision):
            doubts.endRead(id.number, revision)
            concludeProved(at: now, conclude)
        case .failure(let error):
            for request in doubts.abandonRead(id.number) {
                var decision = Decision(reason: error is LeaseStoreWithoutQuorum ? .noQuorum : .notStored)
                tell(&decision, request, conclude)
            }
        }
    }

    /// The leases in the engine are those that the store held at a revision.
    public mutating func noteLoaded(at revision: StoreRevision) {
        doubts.known = max(doubts.known, revision)
    }

    /// Decides again what could be decided wrongly before, as soon as enough is known.
    mutating func concludeProved(at now: DHCPInstant, _ conclude: Conclusion) {
        // What is postponed has not been taken over.
        guard postponed.isEmpty else { return }
        for request in doubts.takeProved() { decide(request, at: now, defeats: 0, isProved: true, conclude) }
    }
}

extension Decision {
    /// Whether what is known here must be all that there is.
    var needsProof: Bool { kind == .nak || reason == .unknownClient }
}

/// Requests that would be refused, and what is known.
struct Doubts: Sendable {
    /// Up to here all news has been taken over.
    var known = StoreRevision.unshared
    private var waiting: [DHCPRequest] = []
    private var asking: (number: UInt64, requests: [DHCPRequest])?
    private var proving: [(revision: StoreRevision, requests: [DHCPRequest])] = []
    private var lastNumber: UInt64 = 0

    var count: Int { waiting.count + (asking?.requests.count ?? 0) + proving.reduce(0) { $0 + $1.requests.count } }

    mutating func add(_ request: DHCPRequest) { waiting.append(request) }

    mutating func beginRead() -> UInt64? {
        guard asking == nil, !waiting.isEmpty else { return nil }
        lastNumber += 1
        asking = (lastNumber, waiting)
        waiting = []
        return lastNumber
    }

    mutating func endRead(_ number: UInt64, _ revision: StoreRevision) {
        let requests = abandonRead(number)
        if requests.isEmpty { return }
        proving.append((revision, requests))
    }

    mutating func abandonRead(_ number: UInt64) -> [DHCPRequest] {
        guard let asked = asking, asked.number == number else { return [] }
        asking = nil
        return asked.requests
    }

    /// Takes out those of which enough is known.
    mutating func takeProved() -> [DHCPRequest] {
        if proving.isEmpty { return [] }
        let proved = proving.filter { $0.revision <= known }
        proving.removeAll { $0.revision <= known }
        return proved.flatMap(\.requests)
    }
}
