import DHCP
import DHCPExplain
import DHCPLeases
import DHCPServer

/// What a running server remembers of a client, at one moment.
///
/// It is collected while clients wait, and told when they do not.
struct ClientStory: Sendable {
    private struct Entry: Sendable {
        let message: ExplainedMessage
        let facts: NetworkFacts
        let first: UInt32
        let last: UInt32
        let count: Int
        let took: Duration
    }

    private let entries: [Entry]
    let configuration: LeaseConfiguration
    /// The time of day, in seconds since 1970.
    let now: UInt32
    /// How long ago the last message came from where.
    private let silences: [DecisionStories.Place: UInt32]
    private let untoldCount: Int
    private let forgottenCount: Int
    /// What the client was given last, and under which client identifier; `nil` when it was given nothing, or names none.
    let assignment: Assignment?

    /// Whether all messages are remembered that came since the start, so that one that is not never came.
    var isComplete: Bool { untoldCount == 0 && forgottenCount == 0 }

    /// So many addresses of a full pool are looked at: clients wait meanwhile.
    private static let lookLimit = 1 << 12

    /// An address that a client was given under a client identifier.
    struct Assignment: Sendable {
        let address: IPv4Address
        let identifier: [UInt8]
        let hardware: HardwareAddress

        /// What a remembered message led to; `nil` for no address, or no client identifier.
        init?(_ decision: RememberedDecision) {
            guard let address = decision.reply?.message.yiaddr, !address.isAny,
                let identifier = decision.request.message.options[raw: .clientIdentifier]
            else { return nil }
            (self.address, self.identifier) = (address, identifier)
            hardware = decision.request.hardwareAddress
        }

        /// Whether somebody else was given it, under the same client identifier.
        func isDoubled(by other: RememberedDecision) -> Bool {
            other.reply?.message.yiaddr == address && other.request.hardwareAddress != hardware
                && other.request.message.options[raw: .clientIdentifier] == identifier
        }
    }

    /// Takes what is remembered of a client; `nil` is one of whom nothing is.
    init(of client: ClientIdentity?, _ responder: LeaseResponder) {
        let stories = responder.stories
        let shift = responder.secondsToTimeOfDay
        now = UInt32(clamping: responder.now.seconds + shift)
        configuration = responder.engine.configuration
        untoldCount = responder.untoldCount
        forgottenCount = stories.forgottenCount
        let clock = responder.clockTime
        silences = stories.allPlaces.mapValues { UInt32(clamping: $0.duration(to: clock).components.seconds) }
        let remembered = client.map { stories.decisions(of: $0) } ?? []
        assignment = remembered.last.flatMap { Assignment($0) }
        let last = remembered.count - 1
        let nowOfDay = now
        entries = remembered.enumerated().map { index, decision in
            let message = ExplainedMessage(decision)
            let facts = NetworkFacts(
                responder.engine, about: message, at: responder.now, secondsToTimeOfDay: shift,
                lookLimit: index == last ? Self.lookLimit : 0)
            func timeOfDay(_ instant: DHCPInstant) -> UInt32 {
                UInt32(clamping: Int64(nowOfDay) - instant.duration(to: clock).components.seconds)
            }
            return Entry(
                message: message, facts: facts, first: timeOfDay(decision.first), last: timeOfDay(decision.last),
                count: decision.count, took: decision.took)
        }
    }

    /// What happened, the earliest first.
    var events: [ClientReport.Event] {
        entries.map { entry in
            ClientReport.Event(
                first: entry.first, last: entry.last, count: entry.count, milliseconds: entry.took / .milliseconds(1),
                source: entry.message.sourceWords, explanation: Explanation(entry.message, in: entry.facts))
        }
    }

    /// What was not seen that might have been: of the places where the client belongs.
    func unseen(of known: KnownClient, in configuration: LeaseConfiguration) -> [String] {
        var lines: [String] = []
        if entries.isEmpty {
            for place in places(of: known) {
                let words = place.words
                lines.append(
                    silences[place].map { "the last message from \(words) came \(TimeWords.length($0)) ago" }
                        ?? "nothing has come from \(words)")
            }
            if silences.isEmpty { lines.append("nobody's messages have come") }
        }
        if untoldCount > 0 {
            lines.append(
                "\(untoldCount) messages are not remembered, as more than \(DecisionStories.perSecond) came in a second"
            )
        }
        if forgottenCount > 0, entries.isEmpty {
            lines.append("\(forgottenCount) clients were forgotten, as all would take more than explain.memory")
        }
        return lines
    }

    /// Where a client's messages would come from, as far as the configuration says; else all interfaces and relays.
    private func places(of known: KnownClient) -> [DecisionStories.Place] {
        let addresses = known.leases.map(\.address) + known.reservations.compactMap(\.address)
        let subnets = configuration.subnets.filter { subnet in addresses.contains { subnet.prefix.contains($0) } }
        let named = (subnets.isEmpty ? configuration.subnets : subnets).prefix(4).flatMap { subnet in
            (subnet.interface.map { [DecisionStories.Place.interface($0)] } ?? []) + subnet.relays.map { .relay($0) }
        }
        let heard = silences.keys.filter { if case .interface = $0 { true } else { false } }
        return named + heard.filter { !named.contains($0) }.sorted { $0.words < $1.words }.prefix(8)
    }
}

extension DecisionStories.Place {
    fileprivate var words: String {
        switch self {
        case .interface(let name): name.isEmpty ? "an interface without a name" : "interface \(name)"
        case .relay(let address): "relay \(address)"
        }
    }
}

extension ExplainedMessage {
    init(_ decision: RememberedDecision) {
        self.init(
            request: decision.request, kind: decision.kind, reason: decision.reason, option: decision.option,
            limit: decision.limit, movedFrom: decision.movedFrom, reply: decision.reply, trace: decision.trace)
    }
}
