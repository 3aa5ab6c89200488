import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Which addresses an engine wants to have probed, and what it makes of what came of it.
@Suite struct ConflictProbeTests {
    private let one = EngineFixture.client(1)
    private let two = EngineFixture.client(2)
    private let printer = EngineFixture.client(99)
    private let server = IPv4Address.ten(1)

    /// Probes by ARP on the link of `DHCPOrigin.test`.
    private func fixture(
        _ reach: ProbeReach = ProbeReach(links: [1], pings: true), _ check: ConflictCheck = ConflictCheck(),
        pool: String = "10.0.0.100-10.0.0.109", configure: (inout LeaseConfiguration) -> Void = { _ in }
    ) throws -> EngineFixture {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", pool)]) { configuration in
            configuration.conflictCheck = check
            configure(&configuration)
        }
        fixture.engine.probeReach = reach
        return fixture
    }

    /// Ends a probe of which nobody answered, or with who did.
    private func end(
        _ address: IPv4Address, _ hardware: HardwareAddress?, _ fixture: inout EngineFixture
    ) -> LeaseEngine.ProbeConclusion {
        fixture.engine.endProbe(of: address, hardware.map { .answered($0) } ?? .silence, at: fixture.now)
    }

    // MARK: What is probed

    @Test func anAddressThatNobodyHadIsProbedOnTheLinkOfTheClient() throws {
        var fixture = try fixture()
        let decision = fixture.send(.discover(one))
        #expect(decision.kind == .silence && decision.reason == .beingProbed && decision.changes.isEmpty)
        #expect(
            decision.probe
                == ConflictProbe(address: .ten(100), link: 1, pings: false, timeout: .milliseconds(500)))
    }

    @Test func nothingIsProbedWhereNothingCanBeAskedOrNobodyWantsIt() throws {
        let off = ConflictCheck(arp: false)
        for (reach, check) in [
            (ProbeReach(), ConflictCheck()), (ProbeReach(links: [2], pings: true), ConflictCheck()),
            (ProbeReach(links: [1], pings: true), off), (ProbeReach(links: [1]), ConflictCheck(arp: false, ping: true)),
        ] {
            var fixture = try fixture(reach, check)
            let decision = fixture.send(.discover(one))
            #expect(decision.reason == .offered && decision.probe == nil)
        }
    }

    @Test func behindARelayOnlyAnEchoAsks() throws {
        let discover = DHCPMessage.discover(one, giaddr: .ten(2))
        var silent = try fixture()
        #expect(silent.send(discover).reason == .offered)
        var pinging = try fixture(check: ConflictCheck(ping: true))
        let probe = try #require(pinging.send(discover).probe)
        #expect(probe.link == nil && probe.pings)
        let direct = try #require(pinging.send(.discover(two)).probe)
        #expect(direct.link == 1 && direct.pings, "on a link both ask")
    }

    private func fixture(check: ConflictCheck) throws -> EngineFixture {
        try fixture(ProbeReach(links: [1], pings: true), check)
    }

    @Test func aSubnetSaysOtherwiseThanTheWholeConfiguration() throws {
        var fixture = try fixture(configure: { $0.subnets[0].conflictCheck = ConflictCheck(arp: false) })
        #expect(fixture.send(.discover(one)).reason == .offered)
    }

    @Test func whatAClientHasIsNeverProbed() throws {
        var fixture = try fixture(ProbeReach())
        let ack = try fixture.acquire(one)
        fixture.engine.probeReach = ProbeReach(links: [1])
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == ack.yiaddr)
        #expect(fixture.send(.renewing(one, address: ack.yiaddr)).reason == .renewed)
    }

    @Test(arguments: [(3599, false), (3600, true)])
    func anAddressThatWasLetGoIsProbedAfterAnHour(seconds: Int, isProbed: Bool) throws {
        var fixture = try fixture(ProbeReach(), pool: "10.0.0.100-10.0.0.100")
        let ack = try fixture.acquire(one)
        _ = fixture.send(.release(one, address: ack.yiaddr, server: server))
        fixture.engine.probeReach = ProbeReach(links: [1])
        _ = fixture.wait(seconds)
        #expect((fixture.send(.discover(two)).reason == .beingProbed) == isProbed)
    }

    @Test func aLeaseWithOneExchangeIsProbedToo() throws {
        var fixture = try fixture(configure: { $0.allowsRapidCommit = true })
        let discover = DHCPMessage.discover(one) { $0[raw: .rapidCommit] = [] }
        #expect(fixture.send(discover).reason == .beingProbed)
        guard case .free = end(.ten(100), nil, &fixture) else { Issue.record("somebody answered"); return }
        let decision = fixture.send(discover)
        #expect(decision.reason == .leased && decision.reply?.message.yiaddr == .ten(100))
    }

    @Test func aQuestionBeginsNoProbe() throws {
        var fixture = try fixture()
        let before = fixture.engine.state(at: fixture.now)
        let decision = fixture.engine.preview(
            DHCPRequest(message: .discover(one), origin: .test), at: fixture.now)
        #expect(decision.reason == .offered && decision.probe == nil)
        #expect(fixture.engine.state(at: fixture.now) == before)
    }

    @Test func aQuestionSaysThatAProbeWouldBeFirst() throws {
        var fixture = try fixture()
        func steps() -> [DecisionStep] {
            var trace = DecisionTrace()
            _ = fixture.engine.preview(
                DHCPRequest(message: .discover(one), origin: .test), at: fixture.now, tracing: &trace)
            return trace.steps
        }
        #expect(steps().contains(.probe(.ten(100), .due(within: .milliseconds(500)))))
        _ = fixture.send(.discover(one))
        #expect(steps().contains(.probe(.ten(100), .underWay)), "it is being asked already")
        _ = end(.ten(100), nil, &fixture)
        #expect(!steps().contains { if case .probe = $0 { true } else { false } }, "it was asked")
    }

    @Test func aQuestionAboutADeclineRestsAsLongAsADeclineDoes() throws {
        var fixture = try fixture(ProbeReach())
        let ack = try fixture.acquire(one)
        fixture.engine.probeReach = ProbeReach(links: [1])
        let decline = DHCPMessage.decline(one, address: ack.yiaddr, server: server)
        let request = DHCPRequest(message: decline, origin: .test)
        let before = fixture.engine.state(at: fixture.now)
        let preview = fixture.engine.preview(request, at: fixture.now)
        #expect(fixture.engine.state(at: fixture.now) == before && preview.probe == nil)
        #expect(preview.changes == fixture.engine.decide(request, at: fixture.now).changes)
    }

    // MARK: What comes of it

    @Test func whenNobodyAnswersTheAddressIsOffered() throws {
        var fixture = try fixture()
        _ = fixture.send(.discover(one))
        guard case .free = end(.ten(100), nil, &fixture) else { Issue.record("somebody answered"); return }
        let offer = try #require(fixture.send(.discover(one)).reply?.message)
        #expect(offer.yiaddr == .ten(100))
        #expect(fixture.send(.selecting(offer)).reason == .leased)
    }

    @Test func theClientsOwnAnswerIsNoConflict() throws {
        var fixture = try fixture()
        _ = fixture.send(.discover(one))
        guard case .free = end(.ten(100), one, &fixture) else { Issue.record("a conflict with itself"); return }
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
    }

    @Test func anAddressInUseRestsUnderWhoeverAnsweredAndIsNoLongerOffered() throws {
        var fixture = try fixture()
        _ = fixture.send(.discover(one))
        guard case .inUse(let change) = end(.ten(100), printer, &fixture) else {
            Issue.record("nobody answered")
            return
        }
        let lease = try #require(change.after)
        #expect(change.before == nil && lease.state == .declined && lease.hardwareAddress == printer)
        #expect(lease.client == ClientIdentity(printer) && lease.end - lease.start == 86_400)
        #expect(fixture.engine.offerCount == 0)
        #expect(fixture.send(.discover(one)).probe?.address == .ten(101))
        #expect(fixture.send(.initReboot(two, address: .ten(100))).reason == .addressResting)
        fixture.engine.revert(change)
        #expect(fixture.engine.lease(at: .ten(100)) == nil, "what can not be stored is taken back")
    }

    @Test func whatWasOvertakenChangesNothing() throws {
        var fixture = try fixture()
        _ = fixture.send(.discover(one))
        var other = DHCPMessage.client(.request, one)
        other.options[.requestedAddress] = .ten(200)
        other.options[.serverIdentifier] = .ten(2)
        #expect(fixture.send(other).reason == .otherServer)
        guard case .overtaken = end(.ten(100), printer, &fixture) else { Issue.record("the offer was gone"); return }
        #expect(fixture.engine.lease(at: .ten(100)) == nil)
    }

    @Test func itGoesOnUnderAnotherConfiguration() throws {
        var fixture = try fixture()
        _ = fixture.send(.discover(one))
        try fixture.engine.reconfigure(fixture.engine.configuration)
        #expect(fixture.engine.probeReach == ProbeReach(links: [1], pings: true))
        guard case .inUse = end(.ten(100), printer, &fixture) else { Issue.record("it was forgotten"); return }
    }

    @Test func whenTooManyAreProbedTheNextAreOfferedUnprobedAndCounted() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/16", "10.0.16.0-10.0.23.255")])
        fixture.engine.probeReach = ProbeReach(links: [1])
        var reasons: [ReasonCode: Int] = [:]
        for number in 0..<600 {
            reasons[fixture.send(.discover(EngineFixture.client(number))).reason, default: 0] += 1
        }
        #expect(reasons == [.beingProbed: 512, .offered: 88] && fixture.engine.omittedProbes == 88)
    }

    // MARK: DECLINE

    /// Declines an address that was leased, and returns how long it rests.
    private func decline(
        _ client: HardwareAddress, _ fixture: inout EngineFixture
    ) throws -> (address: IPv4Address, rest: UInt32, reason: ReasonCode) {
        let reach = fixture.engine.probeReach
        fixture.engine.probeReach = ProbeReach()
        let ack = try fixture.acquire(client)
        fixture.engine.probeReach = reach
        let decision = fixture.send(.decline(client, address: ack.yiaddr, server: server))
        let lease = try #require(fixture.engine.lease(at: ack.yiaddr))
        return (ack.yiaddr, lease.end - lease.start, decision.reason)
    }

    @Test func aDeclineRestsShortlyWhenNobodyAnswers() throws {
        var fixture = try fixture()
        let declined = try decline(one, &fixture)
        #expect(declined.reason == .declined && declined.rest == 300)
        guard case .unconfirmed(one) = end(declined.address, nil, &fixture) else { Issue.record("confirmed"); return }
        _ = fixture.wait(301)
        #expect(fixture.engine.lease(at: declined.address) == nil, "everybody may have it")
    }

    @Test func aDeclineRestsForADayWhenSomebodyAnswers() throws {
        var fixture = try fixture()
        let declined = try decline(one, &fixture)
        guard case .inUse(let change) = end(declined.address, printer, &fixture) else {
            Issue.record("nobody answered")
            return
        }
        let lease = try #require(change.after)
        #expect(lease.end - lease.start == 86_400 && lease.hardwareAddress == printer)
        #expect(change.before?.hardwareAddress == one)
    }

    @Test func aDeclineThatCanNotBeVerifiedIsBelieved() throws {
        var fixture = try fixture(ProbeReach())
        #expect(try decline(one, &fixture).rest == 86_400)
    }

    @Test func aShorterRestThanThatStays() throws {
        var fixture = try fixture(configure: { $0.times.decline = 60 })
        #expect(try decline(one, &fixture).rest == 60)
    }

    @Test func aClientWhoseDeclinesNobodyConfirmsHasABudget() throws {
        var fixture = try fixture()
        for _ in 0..<3 {
            let declined = try decline(one, &fixture)
            #expect(declined.reason == .declined)
            _ = end(declined.address, nil, &fixture)
        }
        #expect(try decline(one, &fixture).reason == .tooManyDeclines)
        #expect(try decline(two, &fixture).reason == .declined, "others have their own")
        #expect(fixture.engine.count(of: .declined) == 4)
        _ = fixture.wait(3600)
        #expect(try decline(one, &fixture).reason == .declined, "the next hour has its own")
    }

    @Test func whatIsConfirmedCostsNoBudget() throws {
        var fixture = try fixture()
        for _ in 0..<5 {
            let declined = try decline(one, &fixture)
            #expect(declined.reason == .declined)
            _ = end(declined.address, printer, &fixture)
        }
        #expect(fixture.engine.count(of: .declined) == 5)
    }
}
