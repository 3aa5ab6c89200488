import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Clients that are registered, known by several names, at a port of two names, or ignored.
@Suite struct KnownClientTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)
    let three = EngineFixture.client(3)

    private func fixture(
        _ reservations: [Reservation], pools: [Pool]? = nil, classes: [ClientClass] = []
    ) throws -> EngineFixture {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        if let pools { subnet.pools = pools }
        subnet.reservations = reservations
        return try EngineFixture(subnets: [subnet]) { $0.classes = classes }
    }

    @Test func whicheverOfItsAddressesAsksHasWhatIsReserved() throws {
        var fixture = try fixture([
            Reservation(.hardwareAddress(one), alternatives: [.hardwareAddress(two)], address: .ten(9))
        ])
        #expect(try fixture.acquire(one).yiaddr == .ten(9))
        // The dock was unplugged without a word, and the other card asks.
        #expect(try fixture.acquire(two).yiaddr == .ten(9))
        #expect(fixture.engine.lease(at: .ten(9))?.hardwareAddress == two)
        #expect(fixture.send(.renewing(two, address: .ten(9))).reason == .renewed)
        #expect(try fixture.acquire(one).yiaddr == .ten(9))
        #expect(fixture.engine.count(of: .bound) == 1)
        #expect(try fixture.acquire(three).yiaddr == .ten(100))
    }

    @Test func aNameOfTwoReservationsIsRefused() throws {
        #expect(throws: LeaseConfigurationError.self) {
            try fixture([
                Reservation(.hardwareAddress(one), alternatives: [.hardwareAddress(two)], address: .ten(9)),
                Reservation(.hardwareAddress(two), address: .ten(8)),
            ])
        }
    }

    @Test func aPortIsKnownByBothItsNames() throws {
        func information(_ circuit: String, _ remote: String) -> RelayAgentInformation {
            var information = RelayAgentInformation()
            information.circuitID = Array(circuit.utf8)
            information.remoteID = Array(remote.utf8)
            return information
        }
        var fixture = try fixture([
            Reservation(.relayPort(circuit: Array("1".utf8), remote: Array("a".utf8)), address: .ten(9)),
            Reservation(.relayPort(circuit: Array("1".utf8), remote: Array("b".utf8)), address: .ten(8)),
            Reservation(.circuitIdentifier(Array("1".utf8)), address: .ten(7)),
        ])
        func offered(_ client: HardwareAddress, _ remote: String) -> IPv4Address? {
            var message = DHCPMessage.discover(client) { $0[.relayAgentInformation] = information("1", remote) }
            message.giaddr = .ten(1)
            return fixture.send(message).reply?.message.yiaddr
        }
        #expect(offered(one, "a") == .ten(9))
        #expect(offered(two, "b") == .ten(8))
        #expect(offered(three, "c") == .ten(7))
    }

    @Test func poolsTellKnownClientsFromOthers() throws {
        let pools = [
            Pool(try EngineFixture.range("10.0.0.10-10.0.0.19"), clients: .known),
            Pool(try EngineFixture.range("10.0.0.200-10.0.0.200"), clients: .unknown),
        ]
        var fixture = try fixture([Reservation(.hardwareAddress(one))], pools: pools)
        #expect(try fixture.acquire(one).yiaddr == .ten(10))
        #expect(fixture.send(.renewing(one, address: .ten(10))).reason == .renewed)
        #expect(try fixture.acquire(two).yiaddr == .ten(200))
        #expect(fixture.send(.discover(three)).reason == .poolExhausted)
        // An address of the others is none for the client.
        #expect(
            fixture.send(.discover(one) { $0[.requestedAddress] = .ten(200) }).reply?.message.yiaddr == .ten(10))
    }

    @Test func classesAskWhetherAClientIsKnown() throws {
        var guests = DHCPOptions()
        guests[.domainName] = "guests.example"
        var fixture = try fixture(
            [Reservation(.hardwareAddress(one))], classes: [ClientClass("guest", match: .not(.known), options: guests)])
        #expect(try fixture.acquire(one).options[.domainName] == nil)
        #expect(try fixture.acquire(two).options[.domainName] == "guests.example")
    }

    @Test func ignoredClientsGetNoAnswerAndMayGiveBack() throws {
        var fixture = try fixture(
            [Reservation(.hardwareAddress(one), isIgnored: true)],
            classes: [ClientClass("stolen", match: .hardwareAddress(OctetPattern(two.octets)), isIgnored: true)])
        for client in [one, two] {
            for message in [
                DHCPMessage.discover(client), .renewing(client, address: .ten(100)),
            ] {
                let decision = fixture.send(message)
                #expect(decision.reason == .ignored && decision.reply == nil && decision.changes.isEmpty)
            }
        }
        let request = DHCPRequest(message: .discover(two), origin: .test)
        let why = fixture.engine.explain(fixture.send(.discover(two)), request)
        #expect(why == "the client is in stolen, unknown, without a vendor class, which the configuration ignores")
        #expect(try fixture.acquire(three).yiaddr == .ten(100))
    }

    @Test func aRefusalNamesSubnetPoolsAndClasses() throws {
        var fixture = try fixture(
            [], pools: [Pool(try EngineFixture.range("10.0.0.10-10.0.0.10"), classes: ["phone"])],
            classes: [
                ClientClass("phone", match: .vendorClass(.init(glob: "phone*"))),
                ClientClass("msft", match: .vendorClass(.init(glob: "MSFT*"))),
            ])
        let windows = DHCPMessage.discover(one) { $0[.vendorClassIdentifier] = "MSFT 5.0" }
        var decision = fixture.send(windows)
        #expect(decision.reason == .noPoolForClient)
        #expect(
            fixture.engine.explain(decision, DHCPRequest(message: windows, origin: .test)) == """
                every pool of 10.0.0.0/24 (10.0.0.10-10.0.0.10) is for others; the client is in msft, unknown, vendor class \
                "MSFT 5.0"; add a pool for it, or mend the class
                """)
        _ = try fixture.acquire(two) { $0[.vendorClassIdentifier] = "phone 1" }
        let phone = DHCPMessage.discover(three) { $0[.vendorClassIdentifier] = "phone 1" }
        decision = fixture.send(phone)
        #expect(
            fixture.engine.explain(decision, DHCPRequest(message: phone, origin: .test)) == """
                all addresses for this client are in use in 10.0.0.0/24 (10.0.0.10-10.0.0.10); make the pools larger or the \
                lease time shorter
                """)
    }
}
