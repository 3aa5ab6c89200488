public import DHCP
public import DHCPCapture
public import DHCPLeases

/// Runs recorded messages through an engine in virtual time, and compares what it decides with what another engine decides,
/// or with what a server was seen to answer.
///
/// The same messages, configurations and leases give the same report, octet for octet. Memory grows with the number of
/// clients alone, up to a bound.
public struct Replay: Sendable {
    /// With what the decisions are compared.
    public enum Reference: Sendable {
        /// With those of another engine.
        case engine(LeaseEngine)
        /// With the answers in the capture.
        case capture
    }

    /// So many clients are told apart at most; more are counted, and not looked at.
    static let clientLimit = 1_000_000

    private var engine: LeaseEngine
    private var reference: LeaseEngine?
    private let server: IPv4Address?
    private var seen: SeenAnswers
    private var tally: DifferenceTally
    private var messageCount = 0
    private var passedOver = 0
    private var second: Int64 = .min
    private var reasons: [ReasonCode: Int] = [:]

    /// Begins.
    ///
    /// `server` is the address at which the recorded messages arrived, for those that were sent to all; `ignoring` names
    /// kinds of differences that are by choice.
    public init(
        _ engine: LeaseEngine, against reference: Reference, server: IPv4Address? = nil,
        ignoring ignored: Set<ReplyDifference.Kind> = []
    ) {
        self.engine = engine
        self.server = server
        switch reference {
        case .engine(let other): (self.reference, seen) = (other, SeenAnswers(isOn: false))
        case .capture: (self.reference, seen) = (nil, SeenAnswers(isOn: true))
        }
        tally = DifferenceTally(ignoring: ignored)
    }

    /// How many messages of clients were decided about.
    public var decidedCount: Int { messageCount }

    /// Takes a message of a capture, in the order in which it was seen.
    public mutating func add(_ captured: CapturedMessage) {
        guard let message = captured.message else {
            passedOver += 1
            return
        }
        let time = captured.datagram.time
        if message.op == .bootReply {
            if let (asked, outcome) = seen.take(answer: message, from: captured.datagram.source.address, server: server)
            {
                compare(ReplyOutcome(seen: message, isDue: true), outcome, asked)
            }
            return
        }
        decide(DHCPRequest(message: message, origin: origin(of: captured.datagram)), at: time)
    }

    private mutating func decide(_ request: DHCPRequest, at time: DHCPInstant) {
        messageCount += 1
        if time.seconds != second {
            second = time.seconds
            Self.expire(&engine, at: time)
            if var other = reference.take() {
                Self.expire(&other, at: time)
                reference = other
            }
            for (asked, outcome) in seen.takeOld(at: time) {
                compare(ReplyOutcome(seen: nil, isDue: true), outcome, asked)
            }
        }
        let decision = engine.decide(request, at: time)
        reasons[decision.reason, default: 0] += 1
        let outcome = ReplyOutcome(decision)
        if var other = reference.take() {
            let before = ReplyOutcome(other.decide(request, at: time))
            reference = other
            compare(before, outcome, request)
        } else if outcome.isDue {
            for (asked, outcome) in seen.note(request, outcome, at: time) {
                compare(ReplyOutcome(seen: nil, isDue: true), outcome, asked)
            }
        }
    }

    private static func expire(_ engine: inout LeaseEngine, at time: DHCPInstant) {
        while engine.expire(at: time, limit: 1000).count >= 1000 {}
    }

    private mutating func compare(_ before: ReplyOutcome, _ after: ReplyOutcome, _ request: DHCPRequest) {
        guard let client = ClientIdentity(request.message) else { return }
        if tally.clients.count >= Self.clientLimit, !tally.clients.contains(client) {
            passedOver += 1
            return
        }
        tally.add(
            before.differences(to: after), of: client, request.notice, example: Self.example(before, after, request))
    }

    private static func example(_ before: ReplyOutcome, _ after: ReplyOutcome, _ request: DHCPRequest) -> String {
        let type = request.message.messageType?.description ?? "BOOTREQUEST"
        return "\(request.hardwareAddress) \(type): \(before.words), now \(after.words)"
    }

    /// How a message came to the server, as far as its datagram tells.
    private func origin(of datagram: CapturedDatagram) -> DHCPOrigin {
        let isForAll = datagram.destination.address == .broadcast
        let local = isForAll ? server ?? .any : datagram.destination.address
        return DHCPOrigin(
            interface: datagram.interface ?? "", localAddress: local, peer: datagram.source,
            destination: datagram.destination.address, receivedAt: datagram.time)
    }

    /// Ends the replay: what was asked and never answered is compared too.
    public consuming func finish() -> ReplayReport {
        for (asked, outcome) in seen.takeAll() { compare(ReplyOutcome(seen: nil, isDue: true), outcome, asked) }
        return ReplayReport(
            messages: messageCount, passedOver: passedOver, clients: tally.clients.count, changed: tally.changedCount,
            losers: tally.losers.count, groups: tally.sorted,
            reasons: Dictionary(uniqueKeysWithValues: reasons.map { ($0.key.word, $0.value) }))
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
