public import DHCP
public import DHCPLeases
public import Logging

/// The complete server's responder: an engine that decides, and a store that remembers.
///
/// Answers that change nothing leave at once. Changes are committed, and only then the answers that tell of them leave. So
/// an acknowledged lease is stored. While a commit runs, the messages behind it are decided, and all their changes are one
/// commit again.
///
/// While the store fails, no lease is acknowledged and no address is offered (`ReasonCode.notStored`); what needs no
/// store is answered. Each tick and each change tries the store again.
///
/// On a store that several servers share it is a member of a cluster when it has a name there (`ClusterSettings`): the
/// members share the clients, and answer for one that is gone. What is refused there is proved first, by asking the store.
public struct LeaseResponder: DHCPResponder {
    /// What decides.
    public internal(set) var engine: LeaseEngine {
        _read { yield pipeline.engine }
        _modify { yield &pipeline.engine }
    }
    /// What decides, and what waits to be durable.
    var pipeline: CommitPipeline
    /// Tells what is decided and stored to whoever listens.
    public let events: LeaseEvents
    let store: any LeaseStore
    let logger: Logger
    var clock: any DHCPClock = SystemClock()
    var timeline = LeaseTimeline()
    var reporter: OutcomeReporter
    var poolWatch = PoolWatch()
    var meters = ResponderMeters()
    /// The spans of batches that wait for a commit; none where nobody traces.
    var waitingSpans = WaitingSpans()
    /// The commit that runs.
    var underWay: CommitUnderWay?
    /// What asks on the network who uses an address; `nil` where nobody is asked.
    ///
    /// To be set before the service runs.
    package var prober: (any ConflictProber)?
    var conflicts = ConflictReporter()
    /// What became of each client's last messages.
    package var stories = DecisionStories(limit: 0)
    var storyLimit = 0
    /// Wakes the responder when a commit has ended; `nil` before the service runs it.
    var service: DHCPServiceHandle<LeaseResponder>?
    /// When the leases were loaded, as the store counts.
    var revision = StoreRevision.unshared
    /// Another configuration on its way.
    var succession: LeaseSuccession?
    /// How many there were.
    var successionCount: UInt64 = 0
    /// Whether the leases of the store are in the engine.
    var isLoaded = false
    /// Whether the store could not tell of the last changes whether they are stored.
    var outcomesAreUnknown = false
    /// Whether it was said that the store fails.
    var failureIsLogged = false
    /// Whether more leases ran out than could be ended at once.
    private var expiresMore = false
    /// What other servers change in the store; `nil` when it is this server's alone.
    var news: StoreNews?
    /// The end of a snapshot of them that is being taken over.
    var sweep: SnapshotSweep?
    /// The question how late it is in the store.
    var reading: ReadUnderWay?
    /// What is known of the other servers of the cluster; `nil` when this one is no member of one.
    var presence: ClusterPresence?
    let clusterSettings: ClusterSettings?
    /// The version of the program, which other members are told.
    public var version = ""
    /// A number for the configuration that is served (`ServedConfiguration`), and whether somebody took that over on
    /// purpose, as by a reload: then all members are to serve it; `nil` where it does not matter.
    ///
    /// To be set before the service runs, and with each other configuration.
    public var servedConfiguration: (digest: String, isOnPurpose: Bool)? {
        didSet { tellServedConfiguration() }
    }

    /// Makes a responder.
    ///
    /// The leases of `store` are loaded when the service starts. `recorder` adds records to what is stored. That this host's
    /// own addresses are never leased has to be said in `LeaseConfiguration.serverAddresses`. With `cluster` the server is a
    /// member of those that share the store; it answers once a service runs it. Of a store that is this server's alone
    /// `cluster` says nothing.
    public init(
        engine: LeaseEngine, store: any LeaseStore, recorder: (any TransactionRecorder)? = nil,
        cluster: ClusterSettings? = nil, logger: Logger = Logger(label: "dhcp")
    ) {
        self.init(
            engine: engine, store: store, recorder: recorder, cluster: cluster, events: LeaseEvents(), logger: logger)
    }

    /// Makes a responder that tells those who listen already.
    package init(
        engine: LeaseEngine, store: any LeaseStore, recorder: (any TransactionRecorder)? = nil,
        cluster: ClusterSettings? = nil, events: LeaseEvents, logger: Logger
    ) {
        pipeline = CommitPipeline(
            engine: engine, namesNetworks: store.isShared, provesRefusals: store.isShared, recorder: recorder)
        pipeline.patience = store.isShared ? Self.patience : nil
        clusterSettings = store.isShared ? cluster : nil
        self.store = store
        self.logger = logger
        self.events = events
        reporter = OutcomeReporter(logger: logger, events: events)
        pipeline.witness = events
    }

    /// Whether leases that begin, move and end are logged at level info, up to 200 in a minute.
    public var logsLeases: Bool {
        get { reporter.logsLeases }
        set { reporter.logsLeases = newValue }
    }

    /// The other servers that were seen on the links.
    package var otherServers: OtherServers { reporter.otherServers }

    /// How long answers took since it began.
    package var answerTimes: AnswerTimes { meters.answerTimes }

    /// How many messages had each outcome.
    public var outcomes: [ReasonCode: Int] { reporter.counts.byReason }

    /// Serves another configuration from the next message on; all leases are kept, and offers of addresses that
    /// their clients may still have.
    ///
    /// Throws when the configuration can not be served; the one there is stays. This takes as long as there are leases;
    /// `DHCPService.reconfigure(_:)` goes on answering meanwhile. One of those that is on its way is given up.
    public mutating func reconfigure(_ configuration: LeaseConfiguration) throws(LeaseConfigurationError) {
        try engine.reconfigure(configuration)
        succession = nil
        events.tell(.reconfigured)
    }

    /// Loads the leases.
    ///
    /// Throws what the store throws.
    public mutating func start(_ service: DHCPServiceHandle<LeaseResponder>) async throws {
        clock = service.clock
        self.service = service
        try await load()
        beginProbing()
        guard store.isShared else { return }
        news = StoreNews(store, since: revision, for: service, isQuiet: clusterSettings != nil, logger)
        beginRounds(service)
    }

    /// Decides about each message, and answers those whose answer tells of nothing that must be stored first.
    ///
    /// The others are answered when that is stored, after this function has returned if need be.
    ///
    /// Throws what the store throws when the leases were never loaded and can not be: no address is given away before.
    public mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async throws {
        if !isLoaded { try await load() }
        lookAtCluster(&replies)
        if let tracing = service?.tracing {
            await trace(batch, by: tracing) { await $0.decide(batch, &replies) }
        } else {
            await decide(batch, &replies)
        }
        if pipeline.waitingCount >= Self.waitingLimit { await endCommit(&replies) }
        beginProbes()
        beginCommit(&replies)
        beginRead(&replies)
        if service == nil { await settle(replies: &replies) }
    }

    /// Decides about each message, and answers those that need not wait.
    private mutating func decide(_ batch: [DHCPRequest], _ replies: inout ReplyWriter) async {
        if let policy = engine.policy { await policy.prepare(for: batch) }
        let begin = clock.now
        let now = timeline.time(at: begin)
        expire(at: now)
        conclude(&replies) { $0.decide(batch, at: now, $1) }
        meters.noteDecided(batch, from: begin, to: clock.now, isWaiting: pipeline.waitingCount > 0)
    }

    /// Follows the clock, tells of pools that run full, and ends what has run out; while leases can not be stored, tries
    /// whether they can be.
    public mutating func tick(at now: DHCPInstant, replies: inout ReplyWriter) async {
        followClock(at: now)
        lookAtCluster(&replies)
        report(at: now)
        expire(at: timeline.time(at: now))
        conclude(&replies) { [time = timeline.time(at: now)] in $0.giveUpDoubts(at: time, $1) }
        followProbes(at: timeline.time(at: now), &replies)
        beginCommit(&replies)
        beginUpkeep(&replies)
        if service == nil { await settle(replies: &replies) }
    }

    /// Ends what has run out, while that can be stored; what is too much for one commit ends with the next.
    private mutating func expire(at time: DHCPInstant) {
        if isStoreFailing { return }
        expiresMore = Self.expire(&pipeline, &reporter, at: time) >= Self.expiryLimit
    }

    private static func expire(
        _ pipeline: inout CommitPipeline, _ reporter: inout OutcomeReporter, at time: DHCPInstant
    ) -> Int {
        pipeline.expire(at: time, limit: expiryLimit) { reporter.noteExpiry($0) }
    }

    /// Goes on with what was too much for the last commit.
    mutating func expireMore() {
        if expiresMore { expire(at: timeline.time(at: clock.now)) }
    }

    /// Closes the store.
    public mutating func shutDown(_ reason: ShutdownReason) async {
        await prober?.end()
        news?.end()
        presence?.rounds?.end()
        await abandonCommit()
        await keepTime(at: clock.now, age: 1)
        await store.close()
        events.end()
    }

    /// What a member of a cluster does before it takes no more messages: the others have its clients then.
    public var farewell: (@Sendable () async -> Void)? {
        presence?.rounds.map { rounds in { await rounds.leave() } }
    }

    /// A client sends again after four seconds (RFC 2131 section 4.1).
    private static let patience = Duration.seconds(4)

    /// No more leases than this end in one commit, so that messages do not wait for a million of them.
    ///
    /// Until its turn comes a lease is still its client's, which does no harm.
    private static let expiryLimit = 1000
}
