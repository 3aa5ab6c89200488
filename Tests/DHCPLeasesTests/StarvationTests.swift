import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// One sender invents hardware addresses without end, behind the relay and port of its own.
@Suite struct StarvationTests {
    static let (relay, port, otherPort) = (IPv4Address(10, 0, 0, 2), "eth1/7", "eth1/8")

    /// Serves more addresses than are asked for, so that only the limits hold the sender back.
    private func fixture(_ limits: ClientLimits) throws -> EngineFixture {
        try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/16", "10.0.1.0-10.0.200.255")]) {
            $0.limits = limits
        }
    }

    private func discover(_ number: Int, at port: String = port) -> DHCPMessage {
        through(port, .discover(EngineFixture.client(number), xid: UInt32(number), giaddr: Self.relay))
    }

    /// A message as the relay hands it on from a port.
    private func through(_ port: String, _ message: DHCPMessage) -> DHCPMessage {
        var message = message
        message.options[raw: .relayAgentInformation] = [1, UInt8(port.utf8.count)] + Array(port.utf8)
        return message
    }

    /// Twenty clients that were there before.
    private func residents(_ fixture: inout EngineFixture) throws -> [DHCPMessage] {
        try (0..<20).map { number in
            let offer = try #require(fixture.send(discover(number, at: Self.otherPort)).reply).message
            return try #require(fixture.send(through(Self.otherPort, .selecting(offer))).reply).message
        }
    }

    @Test func whoHasALeaseRenewsItAndGetsItAgainThroughout() throws {
        var fixture = try fixture(ClientLimits(offers: 500))
        let residents = try residents(&fixture)
        var refused = 0
        for second in 0..<120 {
            for number in 0..<100 {
                let decision = fixture.send(discover(1000 + second * 100 + number))
                if decision.reason == .limitReached { refused += 1 }
            }
            #expect(fixture.engine.offerCount <= 500)
            let ack = residents[second % residents.count]
            let (client, address) = (ack.hardwareAddress, ack.yiaddr)
            let renewal = fixture.send(.renewing(client, address: address, giaddr: Self.relay))
            #expect(renewal.reply?.message.yiaddr == address)
            let reboot = fixture.send(.initReboot(client, address: address, giaddr: Self.relay))
            #expect(reboot.reply?.message.messageType == .ack)
            let offer = fixture.send(.discover(client, giaddr: Self.relay))
            #expect(offer.reply?.message.yiaddr == address)
            _ = fixture.wait(1)
        }
        // Offers last a minute, so 500 in the first and 500 in the second are all that the sender gets.
        #expect(refused == 12_000 - 1000)
    }

    @Test func offersOfOnePortLeaveRoomForTheClientsOfAnother() throws {
        var fixture = try fixture(ClientLimits(offers: 500, offersPerPort: 50))
        for number in 0..<5000 { _ = fixture.send(discover(1000 + number)) }
        #expect(fixture.engine.offerCount == 50)
        let offer = try #require(fixture.send(discover(1, at: Self.otherPort)).reply).message
        #expect(fixture.send(through(Self.otherPort, .selecting(offer))).reason == .leased)
    }

    @Test func aSenderThatTakesWhatItIsOfferedGetsSoManyLeasesAMinute() throws {
        var fixture = try fixture(ClientLimits(newLeasesPerPort: 30))
        let residents = try residents(&fixture)
        for second in 0..<180 {
            for number in 0..<20 {
                let offered = fixture.send(discover(1000 + second * 20 + number))
                if let offer = offered.reply?.message { _ = fixture.send(through(Self.port, .selecting(offer))) }
            }
            _ = fixture.wait(1)
        }
        #expect(fixture.engine.count(of: .bound) == residents.count + 3 * 30)
        let offer = try #require(fixture.send(discover(1, at: Self.otherPort)).reply).message
        #expect(offer.yiaddr == residents[1].yiaddr)
    }

    @Test func offersThatNobodyTakesAreFreeAgain() throws {
        var fixture = try fixture(ClientLimits(offers: 500))
        let free = fixture.engine.pools.map(\.free)
        for number in 0..<5000 { _ = fixture.send(discover(1000 + number)) }
        #expect(fixture.wait(61).isEmpty)
        #expect(fixture.engine.offerCount == 0)
        #expect(fixture.engine.pools.map(\.free) == free)
        #expect(Array(fixture.engine.leases).isEmpty)
    }

    @Test func decliningOffersIsNoWayAroundTheLimitOfLeases() throws {
        var fixture = try fixture(ClientLimits(newLeasesPerPort: 5))
        var declined = 0
        for number in 0..<20 {
            guard let offer = fixture.send(discover(1000 + number)).reply?.message else { continue }
            var decline = DHCPMessage.decline(
                EngineFixture.client(1000 + number), address: offer.yiaddr, server: .ten(1))
            decline.giaddr = Self.relay
            if fixture.send(through(Self.port, decline)).reason == .declined { declined += 1 }
        }
        #expect(declined == 5)
        #expect(fixture.send(discover(2000)).reason == .limitReached)
    }
}
