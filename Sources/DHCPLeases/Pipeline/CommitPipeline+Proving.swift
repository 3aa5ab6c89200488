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
            for doubt in doubts.abandonRead(id.number) {
                var decision = Decision(reason: error is LeaseStoreWithoutQuorum ? .noQuorum : .notStored)
                tell(&decision, doubt.request, conclude)
            }
        }
    }

    /// Up to here all that other servers changed has been taken over.
    public var followedRevision: StoreRevision { doubts.known }

    /// Gives up what waits for a proof for longer than its client waits: nobody is refused, and nobody answered.
    public mutating func giveUpDoubts(at now: DHCPInstant, _ conclude: Conclusion) {
        guard let patience else { return }
        for doubt in doubts.takeOld(since: now.advanced(by: .zero - patience)) {
            var decision = Decision(reason: isCutOff ? .noQuorum : .tooLate)
            tell(&decision, doubt.request, conclude)
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
        for doubt in doubts.takeProved() {
            decide(doubt.request, at: now, since: doubt.since, defeats: 0, isProved: true, conclude)
        }
    }
}

extension Decision {
    /// Whether what is known here must be all that there is.
    var needsProof: Bool { kind == .nak || reason == .unknownClient }
}

/// Requests that would be refused, and what is known.
struct Doubts: Sendable {
    /// A request that would be refused, and since when.
    struct Doubt: Sendable {
        let request: DHCPRequest
        let since: DHCPInstant
    }

    /// So many wait at most: who sends what is refused must not fill the memory while the store takes its time.
    private static let limit = 4096

    /// Up to here all news has been taken over.
    var known = StoreRevision.unshared
    private var waiting: [Doubt] = []
    private var asking: (number: UInt64, doubts: [Doubt])?
    private var proving: [(revision: StoreRevision, doubts: [Doubt])] = []
    private var lastNumber: UInt64 = 0

    var count: Int { waiting.count + (asking?.doubts.count ?? 0) + proving.reduce(0) { $0 + $1.doubts.count } }

    /// Keeps a request, and says whether there is room for it.
    mutating func add(_ request: DHCPRequest, since: DHCPInstant) -> Bool {
        if count >= Self.limit { return false }
        waiting.append(Doubt(request: request, since: since))
        return true
    }

    /// Takes out what came before `time`.
    mutating func takeOld(since time: DHCPInstant) -> [Doubt] {
        func isOld(_ doubt: Doubt) -> Bool { doubt.since < time }
        if count == 0 { return [] }
        let old = (waiting + (asking?.doubts ?? []) + proving.flatMap(\.doubts)).filter(isOld)
        if old.isEmpty { return [] }
        waiting.removeAll(where: isOld)
        asking?.doubts.removeAll(where: isOld)
        proving = proving.map { ($0.revision, $0.doubts.filter { !isOld($0) }) }.filter { !$0.1.isEmpty }
        return old
    }

    mutating func beginRead() -> UInt64? {
        guard asking == nil, !waiting.isEmpty else { return nil }
        lastNumber += 1
        asking = (lastNumber, waiting)
        waiting = []
        return lastNumber
    }

    mutating func endRead(_ number: UInt64, _ revision: StoreRevision) {
        let doubts = abandonRead(number)
        if doubts.isEmpty { return }
        proving.append((revision, doubts))
    }

    mutating func abandonRead(_ number: UInt64) -> [Doubt] {
        guard let asked = asking, asked.number == number else { return [] }
        asking = nil
        return asked.doubts
    }

    /// Takes out those of which enough is known.
    mutating func takeProved() -> [Doubt] {
        if proving.isEmpty { return [] }
        let proved = proving.filter { $0.revision <= known }
        proving.removeAll { $0.revision <= known }
        return proved.flatMap(\.doubts)
    }
}
