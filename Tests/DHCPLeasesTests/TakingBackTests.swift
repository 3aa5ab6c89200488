import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// What can not be stored leaves nothing behind: not in what clients are looked up under, nor in offers or counts.
@Suite struct TakingBackTests {
    private static let relay = IPv4Address(10, 0, 0, 2)

    private func fixture(_ limits: ClientLimits = ClientLimits()) throws -> EngineFixture {
        try EngineFixture { $0.limits = limits }
    }

    private func expectInverse(
        _ fixture: inout EngineFixture, _ message: DHCPMessage, _ reason: ReasonCode,
        location: SourceLocation = #_sourceLocation
    ) {
        let before = fixture.engine.state(at: fixture.now)
        let decision = fixture.send(message)
        #expect(decision.reason == reason, sourceLocation: location)
        #expect(!decision.changes.isEmpty, sourceLocation: location)
        for change in decision.changes.reversed() { fixture.engine.revert(change) }
        let after = fixture.engine.state(at: fixture.now)
        #expect(after == before, "\(after.difference(from: before))", sourceLocation: location)
    }

    @Test func aClientIsStillLookedUpUnderWhatTheChangeSuperseded() throws {
        var fixture = try fixture()
        let client = EngineFixture.client(1)
        let first = try fixture.acquire(client).yiaddr
        _ = fixture.send(.release(client, address: first, server: .ten(1)))
        // It asks for another address, and the lease of that can not be stored.
        let offer = try #require(fixture.send(.discover(client) { $0[.requestedAddress] = .ten(105) }).reply).message
        expectInverse(&fixture, .selecting(offer), .leased)
        let change = LeaseChange(
            before: nil,
            after: Lease(
                address: .ten(107), client: ClientIdentity(client), hardwareAddress: client, state: .bound,
                start: 1_767_225_600, end: 1_767_300_000))
        _ = fixture.wait(61)
        let before = fixture.engine.state(at: fixture.now)
        fixture.engine.apply(change)
        fixture.engine.revert(change)
        #expect(fixture.engine.state(at: fixture.now) == before)
        #expect(fixture.send(.discover(client)).reply?.message.yiaddr == first)
    }

    /// It makes the same lease of something else than the message that began it.
    @Test func aRenewalInTheSecondOfTheBeginningLeavesTheLeaseCounted() throws {
        var fixture = try fixture(ClientLimits(newLeasesPerRelay: 5))
        let client = EngineFixture.client(1)
        let address = try fixture.acquire(client).yiaddr
        expectInverse(&fixture, .renewing(client, address: address), .renewed)
    }

    @Test func theOfferIsHeldAgain() throws {
        var fixture = try fixture()
        let offer = try #require(fixture.send(.discover(EngineFixture.client(1))).reply).message
        expectInverse(&fixture, .selecting(offer), .leased)
        expectInverse(
            &fixture, .decline(EngineFixture.client(1), address: offer.yiaddr, server: .ten(1)), .declined)
        #expect(fixture.send(.discover(EngineFixture.client(2))).reply?.message.yiaddr != offer.yiaddr)
    }

    @Test func aMoveWithOfferAndLeaseIsTakenBackWhole() throws {
        var fixture = try fixture()
        let client = EngineFixture.client(1)
        let lease = try fixture.acquire(client).yiaddr
        expectInverse(&fixture, .release(client, address: lease, server: .ten(1)), .released)
        expectInverse(&fixture, .renewing(client, address: lease), .renewed)
        expectInverse(&fixture, .decline(client, address: lease, server: .ten(1)), .declined)
    }

    @Test func whatIsTakenBackCountsAgainstNoLimit() throws {
        let limits = ClientLimits(offersPerRelay: 3, newLeasesPerRelay: 1)
        var fixture = try fixture(limits)
        for number in 1...3 {
            let offer = try #require(
                fixture.send(.discover(EngineFixture.client(number), giaddr: Self.relay)).reply
            ).message
            var request = DHCPMessage.selecting(offer)
            request.giaddr = Self.relay
            expectInverse(&fixture, request, .leased)
        }
        #expect(fixture.send(.discover(EngineFixture.client(4), giaddr: Self.relay)).reason == .limitReached)
    }

    @Test func aRestartLooksClientsUpUnderTheSame() throws {
        var fixture = try fixture()
        let client = EngineFixture.client(1)
        for number in [100, 104, 102] as [UInt8] {
            let offer = fixture.send(.discover(client) { $0[.requestedAddress] = .ten(number) })
            _ = fixture.send(.selecting(try #require(offer.reply).message))
            _ = fixture.send(.release(client, address: .ten(number), server: .ten(1)))
        }
        var again = try LeaseEngine(configuration: fixture.engine.configuration)
        for lease in fixture.engine.leases.sorted(by: { $0.address < $1.address }) {
            again.apply(LeaseChange(before: nil, after: lease))
        }
        #expect(again.state(at: fixture.now).entries == fixture.engine.state(at: fixture.now).entries)
    }

    @Test(arguments: [
        ClientLimits(offers: .max, offersPerRelay: 10), ClientLimits(offers: .max, offersPerRelay: .max),
        ClientLimits(offers: .min, offersPerRelay: .min, offersPerPort: .min, newLeasesPerRelay: .min),
        ClientLimits(offers: 10, newLeasesPerRelay: .max, newLeasesPerPort: .max),
    ])
    func noLimitTraps(limits: ClientLimits) throws {
        var fixture = try fixture(limits)
        for number in 1...20 {
            let offer = fixture.send(.discover(EngineFixture.client(number), giaddr: Self.relay))
            guard let message = offer.reply?.message else { continue }
            var request = DHCPMessage.selecting(message)
            request.giaddr = Self.relay
            _ = fixture.send(request)
        }
        #expect(fixture.engine.offerCount >= 0)
    }
}

/// What ended where nobody else gets the address is forgotten after a while.
@Suite struct ForgettingTests {
    private func lease(_ address: IPv4Address, _ state: LeaseState, now: DHCPInstant) -> Lease {
        let client = HardwareAddress(2, address.octets.0, address.octets.1, address.octets.2, address.octets.3, 0)
        return Lease(
            address: address, client: ClientIdentity(client), hardwareAddress: client, state: state,
            start: UInt32(now.seconds), end: UInt32(now.seconds) + (state == .bound || state == .declined ? 3600 : 0))
    }

    @Test(
        arguments: [IPv4Address(10, 0, 0, 50), IPv4Address(192, 168, 7, 7), IPv4Address(10, 0, 0, 105)],
        LeaseState.allCases)
    func anEndedLeaseOutsideThePoolsIsForgotten(address: IPv4Address, state: LeaseState) throws {
        // 105 is inside a pool, and reserved for somebody who is away.
        var fixture = try EngineFixture {
            $0.subnets[0].reservations = [
                Reservation(.hardwareAddress(EngineFixture.client(99)), address: .ten(105))
            ]
        }
        let lease = lease(address, state, now: fixture.now)
        fixture.engine.apply(LeaseChange(before: nil, after: lease))
        _ = fixture.wait(3600)
        // Still known for two of the longest lease times.
        _ = fixture.wait(86_400)
        #expect((fixture.engine.lease(at: address) == nil) == (state == .declined))
        let changes = fixture.wait(2 * 86_400)
        #expect(state == .declined || changes.map(\.after) == [nil])
        #expect(fixture.engine.lease(at: address) == nil)
        #expect(Array(fixture.engine.leases).isEmpty)
    }

    @Test func tenYearsAfterARenumberingNothingIsLeftAndEachRoundIsBounded() throws {
        var fixture = try EngineFixture()
        for number in 0..<2500 {
            let address = IPv4Address(bitPattern: IPv4Address(172, 16, 0, 0).bitPattern + UInt32(number))
            fixture.engine.apply(LeaseChange(before: nil, after: lease(address, .expired, now: fixture.now)))
        }
        fixture.now = fixture.now.advanced(by: .seconds(315_360_000))
        var rounds = 0
        while true {
            let changes = fixture.engine.expire(at: fixture.now, limit: 1000)
            if changes.isEmpty { break }
            #expect(changes.count <= 1000)
            rounds += 1
        }
        #expect(rounds == 3)
        #expect(Array(fixture.engine.leases).isEmpty)
    }

    @Test func anOfferOnTopOfAForgottenLeaseStays() throws {
        struct Anywhere: LeasePolicy {
            var assignsAddressesOutsidePools: Bool { true }
            func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice { .use(.ten(50)) }
        }
        var fixture = try EngineFixture()
        fixture.engine.policy = Anywhere()
        fixture.engine.apply(LeaseChange(before: nil, after: lease(.ten(50), .expired, now: fixture.now)))
        _ = fixture.wait(2 * 86_400 - 10)
        let offer = try #require(fixture.send(.discover(EngineFixture.client(1))).reply).message
        #expect(fixture.wait(20).isEmpty)
        #expect(fixture.send(.selecting(offer)).reason == .leased)
        #expect(fixture.wait(3 * 86_400).compactMap(\.after).map(\.state) == [.expired])
    }

    @Test func leasesInsideThePoolsAreKept() throws {
        var fixture = try EngineFixture()
        _ = try fixture.acquire(EngineFixture.client(1))
        _ = fixture.wait(43_200)
        #expect(fixture.wait(315_360_000).isEmpty)
        #expect(Array(fixture.engine.leases).count == 1)
    }
}
