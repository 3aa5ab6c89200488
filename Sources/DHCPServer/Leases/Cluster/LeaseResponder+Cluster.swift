package import DHCP
public import DHCPLeases
import Logging

extension LeaseResponder {
    /// How the cluster stands as this member sees it; `nil` for a server that is none.
    public var clusterStatus: ClusterStatus? {
        guard let presence, var view = engine.cluster, let record = presence.rounds?.record else { return nil }
        view.hasQuorum = presence.isFresh(at: clock.now)
        return presence.watch.status(
            view, own: record, revision: pipeline.followedRevision, ahead: ahead, served: presence.servedConfiguration)
    }

    /// When the last round with the other members began of which all is known; for tests.
    package var lastRound: DHCPInstant? { presence?.freshAt }

    /// How far the time of the leases is ahead of the steady clock.
    private var ahead: Duration {
        let now = clock.now
        return now.duration(to: timeline.time(at: now))
    }

    /// How this server names itself to clients.
    private var identifiers: [IPv4Address] {
        let bound = service?.boundAddresses.map(\.address) ?? []
        let all = [engine.configuration.identifier].compactMap { $0 } + engine.configuration.serverAddresses + bound
        return Set(all.filter { !$0.isAny }).sorted()
    }

    // MARK: Beginning

    /// Listens whether others live, and takes their time over for the leases; alone it goes by the store and the clock.
    ///
    /// Throws what the store throws.
    mutating func join(_ settings: ClusterSettings) async throws {
        // Numbers that every reader of JSON can tell apart.
        var watch = MemberWatch(name: settings.name, life: UInt64.random(in: 1..<1 << 53))
        let deadline = clock.now.advanced(by: Self.listeningTime)
        while true {
            for change in watch.note(try await MemberRounds.members(in: store), at: clock.now) { tell(change) }
            if watch.hasHeardAll || clock.now >= deadline { break }
            try await clock.sleep(for: Self.listeningPause)
        }
        if let distance = watch.distanceOfLeaseTime, let joined = LeaseTimeline(joining: distance, clock: clock) {
            timeline = joined
        } else {
            timeline = try await LeaseTimeline(of: store, clock: clock)
        }
        var presence = ClusterPresence(settings, watch: watch, begin: clock.now)
        presence.digest = servedConfiguration?.digest ?? ""
        self.presence = presence
        engine.cluster = presence.view(identifiers: identifiers, at: clock.now, ahead: ahead)
    }

    /// Begins to say that this member lives.
    mutating func beginRounds(_ service: DHCPServiceHandle<LeaseResponder>) {
        guard let watch = presence?.watch else { return }
        let record = MemberRecord(name: watch.name, life: watch.life, identifiers: identifiers, version: version)
        let rounds = MemberRounds(record, in: store, timeline: timeline, clock: clock)
        if let servedConfiguration {
            rounds.serve(servedConfiguration.digest, isOnPurpose: servedConfiguration.isOnPurpose)
        }
        presence?.rounds = rounds
        rounds.begin { service.resume() }
    }

    /// Another configuration is served from now on.
    mutating func tellServedConfiguration() {
        guard presence != nil, let servedConfiguration else { return }
        presence?.digest = servedConfiguration.digest
        presence?.rounds?.serve(servedConfiguration.digest, isOnPurpose: servedConfiguration.isOnPurpose)
        updateView()
    }

    /// So long it is listened whether others live, which say so each second.
    private static let listeningTime = Duration.milliseconds(2500)
    private static let listeningPause = Duration.milliseconds(100)

    // MARK: Looking at the others

    /// Takes over what the last round met, and judges whether what is known may be decided by.
    mutating func lookAtCluster(_ replies: inout ReplyWriter) {
        guard presence != nil else { return }
        if let round = presence?.rounds?.take() { takeOver(round) }
        if presence?.followed != pipeline.followedRevision { noteFollowed() }
        let hadQuorum = engine.cluster?.hasQuorum ?? false
        judgeQuorum()
        guard hadQuorum, !reachesStore else { return }
        let now = timeline.time(at: clock.now)
        conclude(&replies) { $0.reconsider(at: now, $1) }
    }

    private mutating func takeOver(_ round: MemberRounds.Round) {
        let changes = presence?.note(round) ?? []
        noteFollowed()
        presence?.rounds?.say(living: presence?.watch.living ?? []) { [identifiers] in $0.identifiers = identifiers }
        updateView()
        for change in changes { tell(change) }
        tellOfNamesake()
        tellOfConfigurations()
    }

    private mutating func noteFollowed() {
        presence?.hear(upTo: pipeline.followedRevision)
        presence?.rounds?.follow(upTo: pipeline.followedRevision)
    }

    private mutating func updateView() {
        guard let view = presence?.view(identifiers: identifiers, at: clock.now, ahead: ahead) else { return }
        engine.cluster = view
        pipeline.condition = presence?.condition
    }

    /// Judges whether the store is reached, when something is to be decided: a machine that slept knows nothing of now.
    mutating func judgeQuorum() {
        guard let isFresh = presence?.isFresh(at: clock.now) else { return }
        if engine.cluster?.hasQuorum != isFresh { engine.cluster?.hasQuorum = isFresh }
        tellOfQuorum(isFresh)
    }

    /// Whether something can be stored, as far as that is known.
    var reachesStore: Bool { presence.map { $0.isFresh(at: clock.now) } ?? true }
}

/// What people are told.
extension LeaseResponder {
    private mutating func tellOfQuorum(_ isFresh: Bool) {
        guard let presence, presence.toldQuorum != isFresh else { return }
        if !isFresh, presence.toldQuorum == nil, presence.begin.duration(to: clock.now) <= ClusterPresence.patience {
            return
        }
        if !isFresh {
            logger.warning(
                """
                the store of the cluster can not be reached: leases are extended within their promise, and no address is \
                given; look at the store and the way to it
                """, metadata: ["member": "\(presence.settings.name)", "error": "\(presence.rounds?.error ?? "")"])
            events.tell(.quorumLost)
        } else if presence.toldQuorum == false {
            logger.notice(
                "the store of the cluster is reached again", metadata: ["member": "\(presence.settings.name)"])
            events.tell(.quorumRegained)
        }
        self.presence?.toldQuorum = isFresh
    }

    private func tell(_ change: MemberWatch.Change) {
        switch change {
        case .came(let name):
            logger.notice("a member of the cluster lives", metadata: ["member": "\(name)"])
            events.tell(.memberCame(name))
        case .left(let name):
            logger.notice("a member of the cluster has left; others have its clients", metadata: ["member": "\(name)"])
            events.tell(.memberLeft(name))
        case .gone(let name):
            logger.warning(
                "a member of the cluster says nothing any more; others have its clients",
                metadata: ["member": "\(name)"])
            events.tell(.memberGone(name))
        }
    }

    /// Says once a minute that another server has the same name.
    private mutating func tellOfNamesake() {
        guard let presence, presence.watch.hasNamesake else { return }
        let now = clock.now
        if let last = presence.namesakeToldAt, last.duration(to: now) < .seconds(60) { return }
        logger.error(
            "another server of the cluster has the same name, so both answer the same clients; give each its own",
            metadata: ["member": "\(presence.settings.name)", "cure": "cluster.name"])
        self.presence?.namesakeToldAt = now
    }

    /// Says once who serves another configuration, and once that nobody does.
    private mutating func tellOfConfigurations() {
        guard let presence, let view = engine.cluster else { return }
        let differing = presence.differing(in: view)
        if differing == presence.toldDiffering { return }
        if differing.isEmpty {
            logger.notice("all members of the cluster serve the same configuration")
        } else {
            logger.warning(
                "members of the cluster serve an old configuration, and give nobody a new address; have them read the current one",
                metadata: ["members": "\(differing.sorted().joined(separator: ", "))"])
        }
        self.presence?.toldDiffering = differing
    }
}
