import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// What a client that this server does not know is told when it asks for an address that it remembers.
@Suite struct RequestStateTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    @Test(arguments: [true, false]) func initRebootOfAnUnknownClientForAFreeAddressIsLeftToOthers(
        isAuthoritative: Bool
    ) throws {
        var fixture = try EngineFixture { $0.isAuthoritative = isAuthoritative }
        for address in [IPv4Address.ten(100), .ten(50)] {
            let decision = fixture.send(.initReboot(two, address: address))
            #expect(decision.reason == .unknownClient)
            #expect(decision.reply == nil)
        }
    }

    @Test(arguments: [true, false]) func initRebootOfAnUnknownClientForAnAddressOfSomebodyElseIsRefused(
        isAuthoritative: Bool
    ) throws {
        var fixture = try EngineFixture { $0.isAuthoritative = isAuthoritative }
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
        func isRefused(_ state: Comment, _ reason: ReasonCode = .addressTaken) {
            let decision = fixture.send(.initReboot(two, address: .ten(100)))
            #expect(decision.reason == reason, state)
            #expect(decision.reply?.message.messageType == .nak, state)
            #expect(decision.changes.isEmpty, state)
        }
        isRefused("offered")
        _ = try fixture.acquire(one)
        isRefused("bound")
        _ = fixture.send(.decline(one, address: .ten(100), server: .ten(1)))
        isRefused("resting", .addressResting)
        _ = fixture.wait(86_400)
        #expect(fixture.send(.initReboot(two, address: .ten(100))).reason == .unknownClient)
    }

    @Test func rebindingOfAnUnknownClientIsUpToAnAuthoritativeServer() throws {
        var fixture = try EngineFixture()
        let decision = fixture.send(.renewing(one, address: .ten(103)))
        #expect(decision.reason == .leased)
        #expect(decision.reply?.message.messageType == .ack)
        #expect(decision.reply?.message.yiaddr == .ten(103))
        #expect(decision.changes.map { $0.after?.state } == [.bound])
        #expect(fixture.send(.renewing(two, address: .ten(103))).reason == .addressTaken)
        #expect(fixture.send(.renewing(two, address: .ten(50))).reason == .notForLease, "in no pool")
        #expect(fixture.send(.renewing(two, address: IPv4Address(192, 168, 1, 1))).reason == .wrongNetwork)
    }

    @Test func rebindingOfAnUnknownClientIsLeftToOthersByAServerThatIsNotAuthoritative() throws {
        var fixture = try EngineFixture { $0.isAuthoritative = false }
        for address in [IPv4Address.ten(103), .ten(50)] {
            let decision = fixture.send(.renewing(one, address: address))
            #expect(decision.reason == .unknownClient)
            #expect(decision.reply == nil)
        }
        _ = try fixture.acquire(two)
        #expect(fixture.send(.renewing(one, address: .ten(100))).reply?.message.messageType == .nak)
    }
}

/// How long a lease is that a client has already, when it does not say how long it wants it
/// (RFC 2131 section 4.3.1).
@Suite struct RunningLeaseTimeTests {
    let one = EngineFixture.client(1)

    /// An engine in which client 1 has a lease that it asked to be this long.
    private func fixture(
        time: UInt32, configure: (inout LeaseConfiguration) -> Void = { _ in }
    ) throws -> EngineFixture {
        var fixture = try EngineFixture(configure: configure)
        var request = DHCPMessage.selecting(try #require(fixture.send(.discover(one)).reply?.message))
        request.options[.leaseTime] = time
        #expect(fixture.send(request).reply?.message.options[.leaseTime] == time)
        _ = fixture.wait(100)
        return fixture
    }

    /// What the client is told in OFFER and ACK when it asks for nothing.
    private func times(_ fixture: inout EngineFixture, pause: Int = 0) throws -> [UInt32?] {
        let offer = try #require(fixture.send(.discover(one)).reply?.message)
        _ = fixture.wait(pause)
        let ack = try #require(fixture.send(.selecting(offer)).reply?.message)
        #expect(ack.messageType == .ack)
        return [offer.options[.leaseTime], ack.options[.leaseTime]]
    }

    @Test func itIsAsLongAsItWas() throws {
        var fixture = try fixture(time: 600)
        #expect(try times(&fixture) == [600, 600])
        #expect(fixture.engine.lease(at: .ten(100))?.end == UInt32(fixture.now.seconds + 600))
        let offer = fixture.send(.discover(one) { $0[.leaseTime] = 1200 })
        #expect(offer.reply?.message.options[.leaseTime] == 1200)
        #expect(try times(&fixture) == [600, 600], "an OFFER changes nothing")
        var request = DHCPMessage.selecting(try #require(offer.reply?.message))
        request.options[.leaseTime] = 1200
        #expect(fixture.send(request).reply?.message.options[.leaseTime] == 1200)
        #expect(try times(&fixture) == [1200, 1200])
    }

    @Test func itKeepsWithinTodaysBounds() throws {
        var fixture = try fixture(time: 600)
        var configuration = fixture.engine.configuration
        configuration.times.minimumLease = 900
        try fixture.engine.reconfigure(configuration)
        #expect(try times(&fixture) == [900, 900])
        (configuration.times.minimumLease, configuration.times.maximumLease) = (60, 120)
        configuration.times.lease = 120
        try fixture.engine.reconfigure(configuration)
        #expect(try times(&fixture) == [120, 120])
    }

    @Test func withoutAnEndItHasNoneStill() throws {
        var fixture = try fixture(time: .max) { $0.times.maximumLease = LeaseTimes.infinite }
        #expect(try times(&fixture) == [.max, .max])
        var configuration = fixture.engine.configuration
        configuration.times.maximumLease = 86_400
        try fixture.engine.reconfigure(configuration)
        #expect(try times(&fixture) == [86_400, 86_400])
    }

    @Test func aConfigurationThatChangesReachesClientsThatRenew() throws {
        for state in 0..<3 {
            var fixture = try fixture(time: 600)
            if state == 1 { fixture.origin.destination = .ten(1) }
            let message =
                state == 2 ? DHCPMessage.initReboot(one, address: .ten(100)) : .renewing(one, address: .ten(100))
            let ack = fixture.send(message)
            #expect(ack.reason == .renewed)
            #expect(ack.reply?.message.options[.leaseTime] == 43_200)
        }
    }

    @Test func whenItEndsBetweenOfferAndRequestTheOfferHolds() throws {
        var fixture = try fixture(time: 600)
        _ = fixture.wait(490)
        #expect(try times(&fixture, pause: 20) == [600, 600])
        _ = fixture.wait(601)
        #expect(try times(&fixture) == [43_200, 43_200], "a lease that ended before the OFFER is a new one")
    }

    @Test func oneExchangeIsEnough() throws {
        var fixture = try fixture(time: 600) { $0.allowsRapidCommit = true }
        let ack = fixture.send(.discover(one) { $0[raw: .rapidCommit] = [] })
        #expect(ack.reply?.message.messageType == .ack)
        #expect(ack.reply?.message.options[.leaseTime] == 600)
    }
}
