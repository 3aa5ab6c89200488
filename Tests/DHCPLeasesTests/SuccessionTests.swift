import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// What an engine keeps when its configuration changes between an OFFER and its REQUEST.
@Suite struct SuccessionTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    @Test("an offer is kept across a change of the configuration, for its client and until its end")
    func keepsOffers() throws {
        var fixture = try EngineFixture()
        let offer = try #require(fixture.send(.discover(one)).reply?.message)
        _ = fixture.wait(30)
        var configuration = fixture.engine.configuration
        configuration.times.lease = 120
        configuration.serverAddresses = [.ten(2)]
        try fixture.engine.reconfigure(configuration)
        #expect(fixture.engine.offerCount == 1)
        #expect(fixture.send(.discover(two)).reply?.message.yiaddr == .ten(101))

        var late = fixture
        _ = late.wait(31)
        #expect(late.send(.discover(EngineFixture.client(3))).reply?.message.yiaddr == offer.yiaddr)

        let ack = try #require(fixture.send(.selecting(offer)).reply?.message)
        #expect(ack.messageType == .ack)
        #expect(ack.yiaddr == offer.yiaddr)
        #expect(ack.options[.leaseTime] == 120)
    }

    @Test("an offer is forgotten when its address is no more for its client", arguments: Loss.allCases)
    func forgetsOffers(loss: Loss) throws {
        var fixture = try EngineFixture()
        let offer = try #require(fixture.send(.discover(one)).reply?.message)
        #expect(offer.yiaddr == .ten(100))
        var configuration = fixture.engine.configuration
        switch loss {
        case .pool: configuration.subnets = [try EngineFixture.subnet("10.0.0.0/24", "10.0.0.101-10.0.0.109")]
        case .subnet: configuration.subnets = [try EngineFixture.subnet("10.0.1.0/24", "10.0.1.100-10.0.1.109")]
        case .reserved: configuration.subnets[0].reservations = [Reservation(.hardwareAddress(two), address: .ten(100))]
        case .own: configuration.serverAddresses = [.ten(100)]
        }
        try fixture.engine.reconfigure(configuration)
        #expect(fixture.engine.offerCount == 0)
        #expect(fixture.send(.selecting(offer)).reply?.message.messageType != .ack)
    }

    enum Loss: CaseIterable {
        case pool
        case subnet
        case reserved
        case own
    }

    @Test("an offer of a reserved address is kept for whom it is reserved")
    func keepsReserved() throws {
        var fixture = try EngineFixture()
        fixture.engine = try engine(fixture.engine, reserving: .ten(50))
        let offer = try #require(fixture.send(.discover(one)).reply?.message)
        #expect(offer.yiaddr == .ten(50))
        try fixture.engine.reconfigure(fixture.engine.configuration)
        #expect(fixture.engine.offerCount == 1)
        #expect(fixture.send(.selecting(offer)).reason == .leased)
    }

    private func engine(_ engine: LeaseEngine, reserving address: IPv4Address) throws -> LeaseEngine {
        var configuration = engine.configuration
        configuration.subnets[0].reservations = [Reservation(.hardwareAddress(one), address: address)]
        return try LeaseEngine(configuration: configuration)
    }

    @Test("what senders were offered still counts")
    func keepsCounts() throws {
        var fixture = try EngineFixture { $0.limits = ClientLimits(offersPerRelay: 1) }
        #expect(fixture.send(.discover(one)).reason == .offered)
        try fixture.engine.reconfigure(fixture.engine.configuration)
        #expect(fixture.send(.discover(two)).reason == .limitReached)
        _ = fixture.wait(61)
        #expect(fixture.send(.discover(two)).reason == .offered)
    }

    @Test("of an offer of a lease that ended, the lease is kept beneath")
    func keepsWhatLiesBeneath() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.100")])
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        #expect(fixture.send(.release(one, address: .ten(100), server: .ten(1))).reason == .released)
        #expect(fixture.send(.discover(two)).reason == .offered)
        try fixture.engine.reconfigure(fixture.engine.configuration)
        #expect(fixture.send(.discover(one)).reason == .poolExhausted)
        _ = fixture.wait(61)
        #expect(fixture.engine.lease(at: .ten(100))?.hardwareAddress == one)
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
    }
}
