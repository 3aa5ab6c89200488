import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Who waits for a probe, and what is answered when.
@Suite struct ProbePipelineTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)
    let printer = EngineFixture.client(99)
    var fixture: PipelineFixture

    init() throws {
        fixture = try PipelineFixture()
        fixture.pipeline.engine.probeReach = ProbeReach(links: [1])
    }

    /// Ends a probe, and returns what was concluded.
    private mutating func end(_ address: IPv4Address, _ outcome: ProbeOutcome) -> [PipelineFixture.Conclusion] {
        var told: [PipelineFixture.Conclusion] = []
        fixture.pipeline.endProbe(of: address, outcome, at: fixture.now) { decision, request, _, _ in
            told.append(.init(request: request.message, reply: decision.reply?.message, reason: decision.reason))
        }
        return told
    }

    private mutating func wait(_ milliseconds: Int) {
        fixture.now = fixture.now.advanced(by: .milliseconds(milliseconds))
    }

    @Test mutating func anOfferWaitsAndOthersDoNot() throws {
        let lease = try {
            fixture.pipeline.engine.probeReach = ProbeReach()
            defer { fixture.pipeline.engine.probeReach = ProbeReach(links: [1]) }
            return try fixture.lease(to: two)
        }()
        #expect(fixture.send(.discover(one)).isEmpty)
        #expect(fixture.pipeline.takeProbes().map(\.address) == [.ten(101)])
        #expect(fixture.send(.discover(two)).first?.reply?.yiaddr == lease.yiaddr)
        #expect(!fixture.pipeline.isCommitting, "nothing is to be committed for a probe")
    }

    @Test mutating func whenNobodyAnswersItLeaves() {
        fixture.send(.discover(one))
        wait(500)
        let told = end(.ten(100), .silence)
        #expect(told.map(\.reason) == [.offered] && told.first?.reply?.yiaddr == .ten(100))
        #expect(end(.ten(100), .silence).isEmpty, "once")
    }

    @Test mutating func whatIsInUseRestsAndTheNextIsProbedInTheTimeThatIsLeft() throws {
        fixture.send(.discover(one))
        #expect(fixture.pipeline.takeProbes().map(\.timeout) == [.milliseconds(500)])
        wait(2)
        #expect(end(.ten(100), .answered(printer)).isEmpty)
        #expect(
            fixture.pipeline.takeProbes()
                == [ConflictProbe(address: .ten(101), link: 1, pings: false, timeout: .milliseconds(498))])
        let (id, batch) = try fixture.begin()
        #expect(batch.count == 1 && batch[0].first?.after?.hardwareAddress == printer)
        wait(498)
        #expect(end(.ten(101), .silence).first?.reply?.yiaddr == .ten(101))
        #expect(fixture.end(id, .success([.committed()])).isEmpty)
        #expect(fixture.pipeline.engine.lease(at: .ten(100))?.state == .declined)
    }

    @Test mutating func whenItsTimeIsOverTheNextIsOfferedAtOnce() {
        fixture.send(.discover(one))
        wait(490)
        let told = end(.ten(100), .answered(printer))
        #expect(told.map(\.reason) == [.offered] && told.first?.reply?.yiaddr == .ten(101))
    }

    @Test mutating func aClientThatAsksAgainBeginsNoSecondProbeAndItsLatestMessageIsAnswered() {
        fixture.send(.discover(one, xid: 1))
        _ = fixture.pipeline.takeProbes()
        wait(300)
        let told = fixture.send(.discover(one, xid: 2))
        #expect(told.map(\.reason) == [.beingProbed] && told.first?.request.xid == 1 && told.first?.reply == nil)
        #expect(fixture.pipeline.takeProbes().isEmpty)
        wait(200)
        #expect(end(.ten(100), .silence).map { $0.reply?.xid } == [2])
    }

    @Test mutating func whatNobodyEndsIsGivenUpAndOffered() {
        fixture.send(.discover(one))
        wait(1400)
        giveUp()
        #expect(fixture.conclusions.isEmpty)
        wait(200)
        giveUp()
        #expect(fixture.conclusions.map(\.reason) == [.offered])
    }

    private mutating func giveUp() {
        var told: [PipelineFixture.Conclusion] = []
        fixture.pipeline.giveUpProbes(at: fixture.now) { decision, request, _, _ in
            told.append(.init(request: request.message, reply: decision.reply?.message, reason: decision.reason))
        }
        fixture.conclusions += told
    }

    @Test mutating func whileTheStoreFailsNothingIsProbed() {
        fixture.pipeline.noteStore(isFailing: true)
        #expect(fixture.send(.discover(one)).map(\.reason) == [.notStored])
        #expect(fixture.pipeline.takeProbes().isEmpty)
        fixture.pipeline.noteStore(isFailing: false)
    }

    @Test mutating func aClientThatGoesElsewhereIsNotAnswered() {
        fixture.send(.discover(one))
        var other = DHCPMessage.client(.request, one)
        other.options[.requestedAddress] = .ten(200)
        other.options[.serverIdentifier] = .ten(2)
        fixture.send(other)
        #expect(end(.ten(100), .silence).map(\.reason) == [.beingProbed])
        #expect(fixture.pipeline.engine.offerCount == 0)
    }

    @Test mutating func aDeclineIsVerifiedAndStoredTwice() throws {
        fixture.pipeline.engine.probeReach = ProbeReach()
        let ack = try fixture.lease(to: one)
        fixture.pipeline.engine.probeReach = ProbeReach(links: [1])
        fixture.send(.decline(one, address: ack.yiaddr, server: .ten(1)))
        #expect(fixture.pipeline.takeProbes().map(\.address) == [ack.yiaddr])
        let (id, _) = try fixture.begin()
        #expect(end(ack.yiaddr, .answered(printer)).isEmpty)
        #expect(fixture.end(id, .success([.committed()])).map(\.reason) == [.declined])
        let (_, batch) = try fixture.begin()
        #expect(batch[0].first?.after?.hardwareAddress == printer)
    }

    @Test mutating func theWayToTheAnswerSaysWhatWasProbed() {
        fixture.pipeline.traceBudget = TraceBudget(perSecond: 100)
        fixture.send(.discover(one))
        wait(490)
        var steps: [DecisionStep] = []
        fixture.pipeline.endProbe(of: .ten(100), .answered(printer), at: fixture.now) { decision, _, _, _ in
            steps = decision.trace?.steps ?? []
        }
        #expect(steps.prefix(2) == [.probe(.ten(100), .inUse(printer)), .probe(.ten(101), .omitted)])
    }
}
