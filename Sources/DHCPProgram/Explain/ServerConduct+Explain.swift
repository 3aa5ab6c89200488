import DHCP
import DHCPConfiguration
import DHCPExplain
import DHCPLeases
import DHCPServer
import Synchronization

extension ServerConduct {
    /// What is known of a client, and what became of its last messages.
    func story(of name: ClientName) async throws -> ClientReport {
        let known = try await knownClient(name)
        let service = try await service.value()
        let search = StorySearch(service: service)
        let client = try await search.client(name, known)
        let story = try await service.ask { ClientStory(of: client, $0) }
        let double = try await search.double(of: story.assignment)
        let uptime = state.withLock { $0.beginning.map { $0.duration(to: .now) } } ?? .zero
        let events = story.events
        var unseen: [String] = []
        if events.isEmpty {
            unseen.append(
                configuration.explain.memory == 0
                    ? "nothing is remembered of clients, as the configuration says `explain: { memory: 0 }`"
                    : story.isComplete
                        ? "no message from it since the start, \(TimeWords.length(uptime.wholeSeconds)) ago"
                        : "none of its messages is remembered, if one came")
        }
        unseen += story.unseen(of: known, in: story.configuration)
        if events.isEmpty { unseen += deafness }
        let report = ClientReport(
            known.title, at: story.now, known: known.lines, story: events, unseen: unseen, double: double)
        return report.located(by: placeFinder)
    }

    /// Why clients may not be heard at all: where the server listens, and what interfaces lack.
    private var deafness: [String] {
        let (settings, conditions) = (configuration.server, reachability.conditions)
        var lines = conditions.filter { !$0.isServed || $0.limit != nil }.prefix(8).map(\.description)
        if !settings.listen.address.isAny {
            lines.append("the server listens at \(settings.listen.address) alone, where no broadcast is heard")
        }
        if settings.listen.port != DHCPEndpoint.serverPort {
            lines.append(
                "the server listens at port \(settings.listen.port), and clients send to \(DHCPEndpoint.serverPort)")
        }
        return lines
    }

    /// What would become of a message of a client, and why.
    func explain(_ name: ClientName, _ wish: ClientWish) async throws -> ClientReport {
        let known = try await knownClient(name)
        let service = try await service.value()
        let leases = try await service.read { $0.engine.configuration }
        let interfaces = state.withLock { $0.report.interfaces }
        let question = try QuestionPlace(
            known: known, wish: wish, configuration: leases, interfaces: interfaces
        ).question()
        let answer = try await service.ask { try Answer(question, after: .seconds(wish.delay), &$0) }
        let report = ClientReport(
            known.title, at: answer.now, known: known.lines, wouldHappen: answer.explanation)
        return report.located(by: placeFinder)
    }

    /// What a client would be answered.
    private struct Answer: Sendable {
        private let message: ExplainedMessage
        private let facts: NetworkFacts
        let now: UInt32

        init(_ question: ClientQuestion, after delay: Duration, _ responder: inout LeaseResponder) throws {
            var trace = DecisionTrace()
            var offer: DHCPMessage?
            if question.kind == .request, let discover = question.message() {
                offer = responder.preview(discover, after: delay, tracing: &trace).decision.reply?.message
            }
            guard let request = question.message(taking: offer) else {
                throw CompleteServerError(
                    .question,
                    "a client that would \(question.kind.rawValue) has an address, and none is known: name it")
            }
            let (decision, time) = responder.preview(request, after: delay, tracing: &trace)
            message = ExplainedMessage(decision, trace, of: request)
            let shift = responder.secondsToTimeOfDay
            facts = NetworkFacts(responder.engine, about: message, at: time, secondsToTimeOfDay: shift)
            now = UInt32(clamping: time.seconds + shift)
        }

        /// Why; made when nobody waits.
        var explanation: Explanation { Explanation(message, in: facts) }
    }

    private func knownClient(_ name: ClientName) async throws -> KnownClient {
        let service = try await service.value()
        var leases: [Lease] = []
        if let address = name.address {
            if let lease = try await service.lease(at: address) { leases.append(lease) }
        } else {
            for try await page in service.datedLeases(pageSize: 4096) { leases += page.filter(name.means) }
        }
        let (configuration, now) = try await service.read { responder in
            (responder.engine.configuration, responder.timeOfDay)
        }
        return KnownClient(name, leases: leases, configuration: configuration, now: now)
    }

    /// Finds where a rule stands in the file that is served, if it is one.
    private var placeFinder: (String) -> String? {
        guard let file = state.withLock({ $0.source.file }), let review = try? ConfigurationReview.load(file) else {
            return { _ in nil }
        }
        return { review.place(of: $0) }
    }
}

extension LeaseResponder {
    /// The time of day, in seconds since 1970.
    fileprivate var timeOfDay: UInt32 { UInt32(clamping: now.seconds + secondsToTimeOfDay) }
}

extension Duration {
    fileprivate var wholeSeconds: UInt32 { UInt32(clamping: components.seconds) }
}
