import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// What relays that may ask are told of leases (RFC 4388).
@Suite struct LeaseQueryTests {
    private let one = EngineFixture.client(1)
    private let two = EngineFixture.client(2)
    private let rom = EngineFixture.client(9)

    private func query(_ fill: (inout DHCPMessage) -> Void) -> DHCPMessage {
        var message = DHCPMessage(op: .bootRequest, xid: 9, giaddr: .ten(2))
        message.options[.messageType] = .leaseQuery
        fill(&message)
        return message
    }

    private func fixture(_ configure: (inout LeaseConfiguration) -> Void = { _ in }) throws -> EngineFixture {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        subnet.options[.router] = [.ten(254)]
        subnet.reservations = [Reservation(.hardwareAddress(rom), address: .ten(50), hostName: "rom")]
        return try EngineFixture(subnets: [subnet]) {
            $0.leaseQueryRequesters = [IPv4Prefix(.ten(2), length: 32)].compactMap(\.self)
            configure(&$0)
        }
    }

    @Test func aLeaseIsNamedOnceWhateverWasOfferedToOthers() throws {
        var fixture = try fixture()
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        for _ in 0..<2 {
            _ = fixture.send(.release(one, address: .ten(100), server: .ten(1)))
            #expect(fixture.send(.discover(two) { $0[.requestedAddress] = .ten(100) }).reason == .offered)
            _ = fixture.wait(60)
            #expect(try fixture.acquire(one).yiaddr == .ten(100))
        }
        let answer = fixture.send(query { $0.hardwareAddress = one }).reply?.message
        #expect(answer?.ciaddr == .ten(100))
        #expect(answer?.options.contains(.associatedAddress) == false)
    }

    @Test func aRelayThatMayAskIsToldOfLeases() throws {
        var fixture = try EngineFixture {
            $0.leaseQueryRequesters = [IPv4Prefix(.ten(2), length: 32)].compactMap(\.self)
        }
        var relay = RelayAgentInformation()
        relay.circuitID = [7]
        let offer = try #require(
            fixture.send(
                .discover(one, giaddr: .ten(2)) {
                    $0[raw: .clientIdentifier] = [1, 2]
                    $0[.relayAgentInformation] = relay
                }
            ).reply?.message)
        var request = DHCPMessage.selecting(offer)
        request.options[.relayAgentInformation] = relay
        _ = fixture.send(request)
        _ = fixture.wait(100)
        for question in [
            query { $0.ciaddr = offer.yiaddr }, query { $0.hardwareAddress = one },
            query { $0.options[raw: .clientIdentifier] = [1, 2] },
        ] {
            let decision = fixture.send(question)
            let answer = try #require(decision.reply)
            #expect(decision.reason == .leaseQueryAnswered)
            #expect(answer.message.messageType == .leaseActive)
            #expect(answer.message.ciaddr == offer.yiaddr)
            #expect(answer.message.hardwareAddress == one)
            #expect(answer.message.options[.leaseTime] == 43_100)
            #expect(answer.message.options[.clientLastTransactionTime] == 100)
            #expect(answer.message.options[raw: .clientIdentifier] == [1, 2])
            #expect(answer.message.options[.relayAgentInformation] == relay)
            #expect(answer.destination == .unicast(DHCPEndpoint(.ten(2), port: 67)))
        }
        #expect(fixture.send(query { $0.ciaddr = .ten(105) }).reply?.message.messageType == .leaseUnassigned)
        #expect(fixture.send(query { $0.ciaddr = .ten(5) }).reply?.message.messageType == .leaseUnknown)
        #expect(fixture.send(query { $0.hardwareAddress = two }).reply?.message.messageType == .leaseUnknown)
        #expect(fixture.send(query { $0.giaddr = .ten(3) }).reason == .leaseQueryRefused)
        _ = fixture.wait(43_200)
        #expect(fixture.send(query { $0.ciaddr = offer.yiaddr }).reply?.message.messageType == .leaseUnassigned)
    }

    @Test func nobodyMayAskUnlessItIsConfigured() throws {
        var fixture = try EngineFixture()
        #expect(fixture.send(query { $0.ciaddr = .ten(100) }).reason == .leaseQueryRefused)
    }

    @Test func itIsToldWhenTheClientRenewsUntilThatIsPast() throws {
        var fixture = try fixture()
        let address = try fixture.acquire(one).yiaddr
        _ = fixture.wait(600)
        let early = try #require(fixture.send(query { $0.ciaddr = address }).reply?.message.options)
        #expect(early[.leaseTime] == 42_600)
        #expect(early[.renewalTime] == 21_000)
        #expect(early[.rebindingTime] == 37_200)
        _ = fixture.wait(21_000)
        let renewing = try #require(fixture.send(query { $0.ciaddr = address }).reply?.message.options)
        #expect(!renewing.contains(.renewalTime))
        #expect(renewing[.rebindingTime] == 16_200)
        _ = fixture.wait(20_000)
        let last = try #require(fixture.send(query { $0.ciaddr = address }).reply?.message.options)
        #expect(!last.contains(.rebindingTime))
        #expect(last[.leaseTime] == 1_600)
    }

    @Test func itGetsWhatItAsksForAsTheClientDoes() throws {
        var fixture = try fixture {
            var acme = ClientClass("acme", match: .vendorClass(OctetPattern(glob: "acme*")))
            acme.options[.domainName] = "acme.example"
            $0.classes = [acme]
        }
        let address = try fixture.acquire(one) { $0[.vendorClassIdentifier] = "acme 5" }.yiaddr
        let asked = query {
            $0.ciaddr = address
            $0.options[.parameterRequestList] = [.subnetMask, .router, .domainName, .vendorClassIdentifier]
        }
        var answer = try #require(fixture.send(asked).reply?.message.options)
        #expect(answer[.router] == [.ten(254)])
        #expect(answer[.subnetMask] == IPv4Address(255, 255, 255, 0))
        // A DISCOVER alone named the class; what the REQUEST says is remembered.
        #expect(!answer.contains(.domainName))
        var renewal = DHCPMessage.renewing(one, address: address)
        renewal.options[.vendorClassIdentifier] = "acme 5"
        _ = fixture.send(renewal)
        answer = try #require(fixture.send(asked).reply?.message.options)
        #expect(answer[.domainName] == "acme.example")
        #expect(answer[.vendorClassIdentifier] == "acme 5")
        let plain = try #require(fixture.send(query { $0.ciaddr = address }).reply?.message.options)
        #expect(!plain.contains(.router) && !plain.contains(.vendorClassIdentifier))
    }

    @Test func theVendorClassIsRememberedOnlyWhereSomebodyMayAsk() throws {
        var fixture = try EngineFixture()
        let address = try fixture.acquire(one).yiaddr
        var renewal = DHCPMessage.renewing(one, address: address)
        renewal.options[.vendorClassIdentifier] = "acme 5"
        _ = fixture.send(renewal)
        #expect(fixture.engine.lease(at: address)?.sentOptions == [])
    }

    @Test func theAddressGoesBeforeTheIdentifierAndThatBeforeTheHardwareAddress() throws {
        var fixture = try fixture()
        let address = try fixture.acquire(one).yiaddr
        let all = query {
            $0.ciaddr = address
            $0.hardwareAddress = EngineFixture.client(2)
            $0.options[raw: .clientIdentifier] = [7]
        }
        #expect(fixture.send(all).reply?.message.messageType == .leaseActive)
        let unknown = query {
            $0.hardwareAddress = one
            $0.options[raw: .clientIdentifier] = [7]
        }
        let answer = try #require(fixture.send(unknown).reply?.message)
        #expect(answer.messageType == .leaseUnknown)
        #expect(answer.options[raw: .clientIdentifier] == [7])
    }

    @Test func aClientIsFoundByItsIdentifierAlsoWhenItsReservationNamesItOtherwise() throws {
        var fixture = try fixture()
        let offer = try #require(fixture.send(.discover(rom) { $0[raw: .clientIdentifier] = [1, 9] }).reply?.message)
        #expect(fixture.send(.selecting(offer)).reason == .leased)
        for question in [query { $0.options[raw: .clientIdentifier] = [1, 9] }, query { $0.hardwareAddress = rom }] {
            let answer = try #require(fixture.send(question).reply?.message)
            #expect(answer.messageType == .leaseActive)
            #expect(answer.ciaddr == .ten(50))
            #expect(answer.options[raw: .clientIdentifier] == [1, 9])
        }
    }

    @Test func aLeaseWithoutAnEndIsToldAsSuch() throws {
        var fixture = try fixture {
            $0.times.lease = .max
            $0.times.maximumLease = .max
        }
        _ = try fixture.acquire(rom)
        _ = fixture.wait(1_000_000)
        let asked = query {
            $0.ciaddr = .ten(50)
            $0.options[.parameterRequestList] = [.hostName]
        }
        let answer = try #require(fixture.send(asked).reply?.message)
        #expect(answer.messageType == .leaseActive)
        for key in [DHCPOptionKey.leaseTime, .renewalTime, .rebindingTime] { #expect(answer.options[key] == .max) }
        #expect(answer.options[.hostName] == "rom")
    }
}
