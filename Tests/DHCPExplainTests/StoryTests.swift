import DHCP
import DHCPExplain
import DHCPLeases
import DHCPTesting
import Testing

@Suite("What a client's story comes down to")
struct StoryTests {
    /// Messages of one client and what became of them, as a running server remembers them.
    private struct Story {
        var campus: Campus
        private var events: [ClientReport.Event] = []
        private var time: UInt32 = 1_000_000

        init(_ configure: (inout LeaseConfiguration) throws -> Void = { _ in }) throws {
            campus = try Campus(configure)
        }

        /// Takes in a message `count` times, `seconds` after the one before.
        @discardableResult
        mutating func add(
            _ message: DHCPMessage, count: Int = 1, seconds: UInt32 = 1, unicast: Bool = false
        ) -> DHCPMessage? {
            let request = Campus.request(message, unicast: unicast)
            let first = time + seconds
            var (decision, trace) = (Decision(reason: .notForServers), DecisionTrace())
            for _ in 0..<count {
                time += seconds
                campus.now = DHCPInstant(seconds: Int64(time))
                trace = DecisionTrace()
                decision = campus.engine.decide(request, at: campus.now, tracing: &trace)
            }
            let explained = ExplainedMessage(decision, trace, of: request)
            let facts = NetworkFacts(campus.engine, about: explained, at: campus.now)
            let source = message.giaddr.isAny ? "interface eth1 (10.1.0.1)" : "relay \(message.giaddr)"
            events.append(
                ClientReport.Event(
                    first: first, last: time, count: count, milliseconds: 0, source: source,
                    explanation: Explanation(explained, in: facts)))
            return decision.reply?.message
        }

        mutating func acquire() throws {
            let offer = add(.discover(Campus.first))
            add(.selecting(try #require(offer)))
        }

        func diagnosis(after seconds: UInt32 = 1) -> Diagnosis {
            ClientReport("\(Campus.first)", at: time + seconds, known: [], story: events).diagnosis
        }
    }

    @Test func `an offer that was just made is as it should be, and one that nobody took is not`() throws {
        var story = try Story()
        story.add(.discover(Campus.first))
        #expect(story.diagnosis().cause == "offered")
        let late = story.diagnosis(after: 60)
        #expect(late.cause == "offers-not-taken" && late.cure.contains("dhcp doctor"), "\(late)")
    }

    @Test func `who asks again behind a relay does not hear the offers, and the way to the relay is named`() throws {
        var story = try Story()
        story.add(.discover(Campus.first, giaddr: Campus.relay), count: 2)
        let diagnosis = story.diagnosis()
        #expect(diagnosis.cause == "offers-not-taken" && diagnosis.sentence.contains("2 times since"), "\(diagnosis)")
        #expect(diagnosis.cure.contains("ip route get 10.2.0.1"), "\(diagnosis)")
    }

    @Test func `who asks for what it has long before its time does not hear the answers`() throws {
        var story = try Story()
        let reply = story.add(.discover(Campus.first))
        let offer = try #require(reply)
        story.add(.selecting(offer), count: 5, seconds: 4)
        #expect(story.diagnosis().cause == "answers-not-heard")
        var patient = try Story()
        try patient.acquire()
        let renewal = DHCPMessage.renewing(Campus.first, address: offer.yiaddr)
        patient.add(renewal, count: 5, seconds: 21_600, unicast: true)
        #expect(patient.diagnosis().cause == "renewed")
        patient.add(renewal)
        let lost = patient.diagnosis()
        #expect(lost.cause == "renewals-lost" && lost.sentence.contains("sent to 10.1.0.1 alone"), "\(lost)")
    }

    @Test func `who begins again and again does not use what it gets; firmware, loader and system do`() throws {
        var story = try Story()
        for _ in 0..<4 { try story.acquire() }
        #expect(["leased", "renewed"].contains(story.diagnosis().cause))
        try story.acquire()
        #expect(story.diagnosis().cause == "lease-not-kept")
    }

    @Test func `who asks for addresses of two networks in turn is on both`() throws {
        var story = try Story()
        let old = IPv4Address(10, 2, 1, 0)
        try story.acquire()
        story.add(.initReboot(Campus.first, address: old))
        try story.acquire()
        let once = story.diagnosis()
        #expect(once.cause == "moved" && once.sentence.contains("it got a NAK and"), "\(once)")
        story.add(.initReboot(Campus.first, address: old))
        try story.acquire()
        let diagnosis = story.diagnosis()
        #expect(
            diagnosis.cause == "moves-again-and-again" && diagnosis.sentence.contains("2 times since"), "\(diagnosis)")
        #expect(diagnosis.cure.contains("plugged into both networks"), "\(diagnosis)")
    }

    @Test func `who declines everything is told by that`() throws {
        var story = try Story { $0.subnets[0].pools = [Pool(try Campus.range("10.1.0.10-10.1.0.19"))] }
        for _ in 0..<3 {
            let reply = story.add(.discover(Campus.first))
            let offer = try #require(reply)
            story.add(.selecting(offer))
            story.add(.decline(Campus.first, address: offer.yiaddr, server: Campus.server))
        }
        let diagnosis = story.diagnosis()
        #expect(diagnosis.cause == "declines-everything" && diagnosis.sentence.contains("declined 3 addresses"))
    }

    @Test func `without a server the answer is what one would give, and a refusal stays the cause`() throws {
        var campus = try Campus()
        func diagnosis(_ message: DHCPMessage) -> Diagnosis {
            ClientReport(
                "x", at: 0, known: [], wouldHappen: campus.explain(message), absentServer: "dhcp.yaml"
            ).diagnosis
        }
        let served = diagnosis(.discover(Campus.first))
        #expect(served.cause == "no-server" && served.sentence.hasPrefix("no server of dhcp.yaml answers here"))
        #expect(served.cure.contains("dhcp doctor --config dhcp.yaml"), "\(served)")
        let refused = diagnosis(.discover(Campus.first, giaddr: IPv4Address(10, 9, 0, 1)))
        #expect(refused.cause == "no-subnet" && refused.sentence.hasSuffix("no server of dhcp.yaml answers here"))
    }
}
