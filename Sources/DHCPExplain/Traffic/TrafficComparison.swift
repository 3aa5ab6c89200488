public import DHCP
public import DHCPCapture
public import DHCPLeases

/// Runs messages that were seen through an engine, and compares what it decides with what another engine decides, or with
/// what a server was seen to answer; the messages are those of a capture, in virtual time, or live ones.
///
/// The same messages, configurations and leases give the same report, octet for octet. Memory has a bound: see ``Bounds``.
public struct TrafficComparison: Sendable {
    /// With what the decisions are compared.
    public enum Reference: Sendable {
        /// With those of another engine.
        case engine(LeaseEngine)
        /// With the answers that are seen.
        ///
        /// Each request is decided with the leases that the server has by then: those of the engine at first, and what it
        /// was seen to give since.
        case answers
    }

    /// How much is remembered.
    public struct Bounds: Hashable, Sendable {
        /// So many clients are told apart.
        public var clients: Int
        /// Whether those that were silent for longest are forgotten when there are more; if not, the messages of those that
        /// come later are passed over.
        public var forgets: Bool
        /// So many differences of one client are told apart.
        public var differencesPerClient: Int

        /// Sets bounds.
        public init(clients: Int, forgets: Bool, differencesPerClient: Int = 64) {
            (self.clients, self.forgets) = (max(clients, 1), forgets)
            self.differencesPerClient = max(differencesPerClient, 1)
        }

        /// For a capture, which has an end: all of a million clients.
        public static let capture = Bounds(clients: 1_000_000, forgets: false)
        /// For what goes on for days: the last 100,000 clients.
        public static let live = Bounds(clients: 100_000, forgets: true)
    }

    var engine: LeaseEngine
    private var reference: LeaseEngine?
    private let comparesAnswers: Bool
    private let bounds: Bounds
    var servers: ComparedServers
    private var pending = PendingRequests()
    private var tally: DifferenceTally
    private var messageCount = 0
    private var passedOver = 0
    var answerCount = 0
    var freeChoices = 0
    private var now = DHCPInstant(nanoseconds: .min)
    private var second: Int64 = .min
    private var reasons: [ReasonCode: Int] = [:]

    /// Begins.
    ///
    /// `servers` are the addresses of the compared server, at which messages to all arrived; without any, the first that
    /// answers on an interface is it. `ignoring` names kinds of differences that are by choice.
    public init(
        _ engine: LeaseEngine, against reference: Reference, servers: [IPv4Address] = [],
        ignoring ignored: Set<ReplyDifference.Kind> = [], bounds: Bounds = .capture
    ) {
        self.engine = engine
        self.servers = ComparedServers(named: servers)
        self.bounds = bounds
        switch reference {
        case .engine(let other): (self.reference, comparesAnswers) = (other, false)
        case .answers: (self.reference, comparesAnswers) = (nil, true)
        }
        tally = DifferenceTally(ignoring: ignored, bounds: bounds)
    }

    /// How many messages of clients were decided about.
    public var decidedCount: Int { messageCount }

    /// Takes a message, in the order in which it was seen.
    public mutating func add(_ captured: CapturedMessage) {
        guard let message = captured.message else {
            passedOver += 1
            return
        }
        advance(to: captured.datagram.time)
        if message.op == .bootReply {
            if comparesAnswers { take(SeenAnswer(message, captured.datagram)) }
            return
        }
        let asked = AskedMessage(message, captured.datagram)
        if !comparesAnswers {
            compareEngines(asked)
        } else if !asked.wantsAnswer {
            record(asked)
        } else {
            let (overflow, answer) = pending.note(asked, at: now)
            overflow.forEach { settle($0, nil) }
            if let answer { take(answer) }
        }
    }

    /// Lets time go by, as when nothing is seen: what waited for an answer too long got none.
    ///
    /// Time never goes back; a clock that is set back stands still.
    public mutating func advance(to time: DHCPInstant) {
        now = max(now, time)
        guard now.seconds != second else { return }
        second = now.seconds
        Self.expire(&engine, at: now)
        if var other = reference.take() {
            Self.expire(&other, at: now)
            reference = other
        }
        pending.takeOld(at: now).forEach { settle($0, nil) }
    }

    private static func expire(_ engine: inout LeaseEngine, at time: DHCPInstant) {
        while engine.expire(at: time, limit: 1000).count >= 1000 {}
    }

    // MARK: Against another engine

    private mutating func compareEngines(_ asked: AskedMessage) {
        let request = asked.request(servers, answer: nil)
        let outcome = ReplyOutcome(decided(request))
        guard var other = reference.take() else { return }
        let before = ReplyOutcome(other.decide(request, at: now))
        reference = other
        compare(before, outcome, request)
    }

    // MARK: Against answers

    /// Compares an answer with what would have been decided; passes over those of other servers, and what is seen again.
    private mutating func take(_ answer: SeenAnswer) {
        guard servers.accept(answer) else { return }
        guard let asked = pending.take(answer, at: now) else { return }
        answerCount += 1
        settle(asked, answer)
    }

    /// Compares what became of a message.
    private mutating func settle(_ asked: AskedMessage, _ answer: SeenAnswer?) {
        let request = asked.request(servers, answer: answer)
        messageCount += 1
        let decision = previewed(request, answer)
        reasons[decision.reason, default: 0] += 1
        compare(ReplyOutcome(seen: answer?.message, isDue: true), ReplyOutcome(decision), request)
        if let answer { adopt(answer, to: request, at: now) }
    }

    /// What would be decided, where another free address is as good as that of the server.
    private mutating func previewed(_ request: DHCPRequest, _ answer: SeenAnswer?) -> Decision {
        let decision = engine.preview(request, at: now)
        guard let given = answer?.message.yiaddr, let own = decision.reply?.message.yiaddr, own != given,
            request.message.messageType == .discover
        else { return decision }
        var other = request
        other.message.options[.requestedAddress] = given
        let again = engine.preview(other, at: now)
        guard again.reply?.message.yiaddr == given else { return decision }
        freeChoices += 1
        return again
    }

    /// Decides in earnest about what gets no answer: a client that gives its address back, or declines it.
    private mutating func record(_ asked: AskedMessage) { _ = decided(asked.request(servers, answer: nil)) }

    private mutating func decided(_ request: DHCPRequest) -> Decision {
        messageCount += 1
        let decision = engine.decide(request, at: now)
        reasons[decision.reason, default: 0] += 1
        return decision
    }

    // MARK: What is found

    private mutating func compare(_ before: ReplyOutcome, _ after: ReplyOutcome, _ request: DHCPRequest) {
        guard let client = ClientIdentity(request.message) else { return }
        let isTaken = tally.add(
            before.differences(to: after), of: client, request.notice, example: Self.example(before, after, request))
        if !isTaken { passedOver += 1 }
    }

    private static func example(_ before: ReplyOutcome, _ after: ReplyOutcome, _ request: DHCPRequest) -> String {
        let type = request.message.messageType?.description ?? "BOOTREQUEST"
        return "\(request.hardwareAddress) \(type): \(before.words), now \(after.words)"
    }

    /// What was found until now; what waits for its answer still is not in it.
    public var report: ComparisonReport {
        ComparisonReport(
            messages: messageCount, passedOver: passedOver, clients: tally.clientCount, changed: tally.changedCount,
            losers: tally.loserCount, groups: tally.sorted,
            reasons: Dictionary(uniqueKeysWithValues: reasons.map { ($0.key.word, $0.value) }),
            answers: comparesAnswers ? answerCount : nil, freeChoices: freeChoices,
            servers: servers.known.map(\.description), otherServers: servers.others,
            forgotten: tally.forgottenCount, remembered: bounds.clients)
    }

    /// Ends: what was asked and never answered is compared too.
    public consuming func finish() -> ComparisonReport {
        pending.takeAll().forEach { settle($0, nil) }
        return report
    }
}

extension DHCPRequest {
    /// When a client sends such a message, and so sees what becomes of it.
    fileprivate var notice: DifferenceGroup.Notice {
        switch kind {
        case .renewing, .rebinding: .renewal
        default: message.messageType == .inform ? .question : .start
        }
    }
}

extension ReplyOutcome {
    /// The outcome with its address, for people.
    fileprivate var words: String {
        guard let message else { return reason.map { "no answer (\($0.word))" } ?? "no answer" }
        let type = message.messageType?.description ?? "BOOTREPLY"
        let why = message.messageType == .nak ? reason.map { " (\($0.word))" } ?? "" : ""
        return type + (message.yiaddr.isAny ? "" : " of \(message.yiaddr)") + why
    }
}
