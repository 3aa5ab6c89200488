import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// So many leases at a time behind a relay, and at a port.
@Suite struct HeldLeaseTests {
    private static let relay = IPv4Address(10, 0, 0, 2)

    private func fixture(_ limits: ClientLimits, reserved: Int? = nil) throws -> EngineFixture {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.199")
        if let reserved {
            subnet.reservations = [Reservation(.hardwareAddress(EngineFixture.client(reserved)), address: .ten(50))]
        }
        return try EngineFixture(subnets: [subnet]) { $0.limits = limits }
    }

    /// A message as a relay hands it on from a port.
    private func through(_ port: String, _ message: DHCPMessage, remote: String = "switch") -> DHCPMessage {
        var message = message
        message.giaddr = Self.relay
        message.options[raw: .relayAgentInformation] =
            [1, UInt8(port.utf8.count)] + Array(port.utf8) + [2, UInt8(remote.utf8.count)] + Array(remote.utf8)
        return message
    }

    private func discover(
        _ number: Int, at port: String, remote: String = "switch", _ fixture: inout EngineFixture
    ) -> Decision {
        fixture.send(through(port, .discover(EngineFixture.client(number)), remote: remote))
    }

    /// The address of a client that asks and takes what it is offered.
    @discardableResult
    private func acquire(
        _ number: Int, at port: String, remote: String = "switch", _ fixture: inout EngineFixture
    ) throws -> IPv4Address {
        let offer = try #require(discover(number, at: port, remote: remote, &fixture).reply).message
        return try #require(fixture.send(through(port, .selecting(offer), remote: remote)).reply).message.yiaddr
    }

    @Test func aFullPortGetsNoMoreOffersAndKeepsWhatItHas() throws {
        var fixture = try fixture(ClientLimits(leasesPerPort: 2))
        let first = try acquire(1, at: "eth1", &fixture)
        try acquire(2, at: "eth1", &fixture)
        let refused = discover(3, at: "eth1", &fixture)
        #expect(refused.reply == nil && refused.reason == .limitReached && refused.limit == .leasesPerPort)
        try acquire(3, at: "eth2", &fixture)
        try acquire(4, at: "eth1", remote: "another switch", &fixture)
        let client = EngineFixture.client(1)
        #expect(fixture.send(through("eth1", .renewing(client, address: first))).reason == .renewed)
        #expect(fixture.send(.renewing(client, address: first)).reason == .renewed)
        #expect(discover(1, at: "eth1", &fixture).reply?.message.yiaddr == first)
        #expect(discover(3, at: "eth2", &fixture).reason == .offered)
    }

    @Test func aReleaseMakesRoomAndSoDoesAnEnd() throws {
        var fixture = try fixture(ClientLimits(leasesPerPort: 1))
        let address = try acquire(1, at: "eth1", &fixture)
        #expect(discover(2, at: "eth1", &fixture).reason == .limitReached)
        let release = DHCPMessage.release(EngineFixture.client(1), address: address, server: .ten(1))
        #expect(fixture.send(release).reason == .released)
        try acquire(2, at: "eth1", &fixture)
        #expect(discover(1, at: "eth1", &fixture).reason == .limitReached)
        #expect(fixture.wait(86_400).count == 1)
        #expect(discover(1, at: "eth1", &fixture).reason == .offered)
    }

    @Test func heldOffersCountSoThatNotAllWhoAskAtOnceGetOne() throws {
        var fixture = try fixture(ClientLimits(leasesPerPort: 2))
        let reasons = (1...5).map { discover($0, at: "eth1", &fixture).reason }
        #expect(reasons == [.offered, .offered, .limitReached, .limitReached, .limitReached])
        _ = fixture.wait(61)
        #expect(discover(5, at: "eth1", &fixture).reason == .offered)
    }

    /// An address that a client had once is its to come back to, but not at a full port.
    @Test func noOtherWayToALeaseGoesPastTheLimit() throws {
        var fixture = try fixture(ClientLimits(leasesPerPort: 1))
        let address = try acquire(1, at: "eth1", &fixture)
        let client = EngineFixture.client(1)
        _ = fixture.send(.release(client, address: address, server: .ten(1)))
        try acquire(2, at: "eth1", &fixture)
        for message in [
            DHCPMessage.initReboot(client, address: address), .renewing(client, address: address),
        ] {
            let decision = fixture.send(through("eth1", message))
            #expect(decision.reason == .limitReached && decision.changes.isEmpty, "\(message.ciaddr)")
        }
        #expect(fixture.send(through("eth2", .initReboot(client, address: address))).reason == .leased)
    }

    @Test func aFullLinkGetsNoMoreOffersThroughAnyRelay() throws {
        var fixture = try fixture(ClientLimits(leasesPerRelay: 2))
        try acquire(1, at: "eth1", &fixture)
        try acquire(2, at: "eth2", &fixture)
        let refused = discover(3, at: "eth3", &fixture)
        #expect(refused.limit == .leasesPerRelay)
        #expect(fixture.send(.discover(EngineFixture.client(4))).reason == .limitReached)
        let request = DHCPRequest(message: through("eth3", .discover(EngineFixture.client(3))), origin: fixture.origin)
        let text = fixture.engine.explain(refused, request)
        #expect(text?.contains("leases at a time of the relay or link") == true, "\(text ?? "")")
    }

    @Test func whatIsReservedCountsForNobody() throws {
        var fixture = try fixture(ClientLimits(leasesPerPort: 1), reserved: 9)
        #expect(try acquire(9, at: "eth1", &fixture) == .ten(50))
        try acquire(1, at: "eth1", &fixture)
        #expect(discover(2, at: "eth1", &fixture).reason == .limitReached)
        #expect(discover(9, at: "eth1", &fixture).reply?.message.yiaddr == .ten(50))
    }

    @Test func aRestartAndAReloadCountTheSame() throws {
        var fixture = try fixture(ClientLimits(leasesPerPort: 2))
        for number in 1...2 { try acquire(number, at: "eth1", &fixture) }
        var again = try LeaseEngine(configuration: fixture.engine.configuration)
        for lease in fixture.engine.leases { again.apply(LeaseChange(before: nil, after: lease)) }
        #expect(again.state(at: fixture.now).order == fixture.engine.state(at: fixture.now).order)
        fixture.engine = again
        #expect(discover(3, at: "eth1", &fixture).reason == .limitReached)
        try fixture.engine.reconfigure(fixture.engine.configuration)
        #expect(discover(3, at: "eth1", &fixture).reason == .limitReached)
        var wider = fixture.engine.configuration
        wider.limits.leasesPerPort = 3
        try fixture.engine.reconfigure(wider)
        #expect(discover(3, at: "eth1", &fixture).reason == .offered)
        // The offer goes over to another configuration as well, and is counted there.
        try fixture.engine.reconfigure(wider)
        #expect(discover(4, at: "eth1", &fixture).reason == .limitReached)
    }

    @Test func whatIsTakenBackOrPreviewedIsNotCounted() throws {
        var fixture = try fixture(ClientLimits(leasesPerRelay: 5, leasesPerPort: 2))
        try acquire(1, at: "eth1", &fixture)
        let offer = try #require(discover(2, at: "eth1", &fixture).reply).message
        let before = fixture.engine.state(at: fixture.now)
        let decision = fixture.send(through("eth1", .selecting(offer)))
        for change in decision.changes.reversed() { fixture.engine.revert(change) }
        #expect(fixture.engine.state(at: fixture.now) == before)
        let request = DHCPRequest(message: through("eth1", .selecting(offer)), origin: fixture.origin)
        _ = fixture.engine.preview(request, at: fixture.now)
        #expect(fixture.engine.state(at: fixture.now) == before)
        #expect(discover(3, at: "eth1", &fixture).reason == .limitReached)
    }
}
