import DHCP
import DHCPLeases

/// What a server that is a member of a cluster knows of itself and of the others.
struct ClusterPresence: Sendable {
    var settings: ClusterSettings
    var watch: MemberWatch
    /// `nil` before the service runs.
    var rounds: MemberRounds?
    /// Which configuration is served here; empty when nobody said it.
    var digest = ""
    /// What the cluster is to serve, as it stood in the store.
    private(set) var served: StoreRecord?
    private(set) var servedConfiguration: ServedConfiguration?
    /// The configuration of which it was settled whether the cluster is to serve it.
    private var settledDigest: String?
    /// Rounds of which not all news is known, the earliest first.
    private var unheard: [(begin: DHCPInstant, revision: StoreRevision)] = []
    /// When the last round began of which all is known.
    private(set) var freshAt: DHCPInstant?
    /// Up to here all news is known.
    private(set) var followed = StoreRevision.unshared
    /// When this member began to look.
    let begin: DHCPInstant
    /// Whether it was said that the store is reached, or that it is not.
    var toldQuorum: Bool?
    /// When it was said last that another server has the same name.
    var namesakeToldAt: DHCPInstant?
    /// Of whom it was said last that they serve something else.
    var toldDiffering: Set<String> = []

    /// What is known is believed for so long.
    static let patience = Duration.seconds(5)
    private static let unheardLimit = 8

    init(_ settings: ClusterSettings, watch: MemberWatch, begin: DHCPInstant) {
        (self.settings, self.watch, self.begin) = (settings, watch, begin)
    }

    /// Takes in a round; says what has changed among the members.
    ///
    /// Nothing is decided by the first one: it looks at the others before they can read of this member. Of two that begin at
    /// the same moment neither would know the other, and both would answer all clients with the same addresses.
    mutating func note(_ round: MemberRounds.Round) -> [MemberWatch.Change] {
        if unheard.count >= Self.unheardLimit { unheard.removeFirst() }
        if !round.isFirst { unheard.append((round.begin, round.revision)) }
        if round.served != served {
            served = round.served
            servedConfiguration = round.served.flatMap { ServedConfiguration($0) }
        }
        settledDigest = round.digest
        return watch.note(round.records, at: round.readAt)
    }

    /// All news up to a revision is known.
    mutating func hear(upTo revision: StoreRevision) {
        followed = revision
        while let first = unheard.first, first.revision <= revision {
            freshAt = first.begin
            unheard.removeFirst()
        }
    }

    /// Whether what is known is not too old to decide by.
    func isFresh(at now: DHCPInstant) -> Bool {
        freshAt.map { $0.duration(to: now) <= Self.patience } ?? false
    }

    /// The store has said that it has no quorum: nothing is believed before the next round.
    mutating func loseQuorum() {
        freshAt = nil
        unheard = []
    }

    /// The digest of what is served here, when it was settled whether that is right.
    private var comparedDigest: String { settledDigest == digest ? digest : "" }

    /// What the engine is told.
    func view(identifiers: [IPv4Address], at now: DHCPInstant, ahead: Duration) -> ClusterView {
        watch.view(
            settings, identifiers: identifiers, hasQuorum: isFresh(at: now), at: now, ahead: ahead,
            served: servedConfiguration, digest: comparedDigest)
    }

    /// What has to stand in the store where a client gets an address that it did not have.
    var condition: StoreRecord? {
        guard let servedConfiguration, let served, !comparedDigest.isEmpty else { return nil }
        // Nothing is empty JSON.
        return servedConfiguration.digest == digest
            ? served : StoreRecord(served.kind, key: served.key, value: [])
    }

    /// Those that live and serve something else than the cluster is to serve.
    func differing(in view: ClusterView) -> Set<String> {
        Set(view.members.filter { $0.isAlive && $0.servesOldConfiguration }.map(\.name))
    }
}
