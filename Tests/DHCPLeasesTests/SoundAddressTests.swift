import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// No client is given what is not to be given, and no reply goes where it should not.
@Suite struct SoundAddressTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    private func lease(_ address: IPv4Address, _ state: LeaseState) -> LeaseChange {
        let lease = Lease(
            address: address, client: ClientIdentity(two), hardwareAddress: two, state: state, start: 0, end: 1)
        return LeaseChange(before: nil, after: lease)
    }

    @Test func aRouterWhoseAddressWasOnceLeasedIsNotOffered() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.4-10.0.0.5")]) {
            $0.options[.router] = [.ten(5)]
        }
        fixture.engine.apply(lease(.ten(5), .released))
        #expect(fixture.engine.pools.map(\.free) == [1])
        #expect(fixture.send(.discover(one) { $0[.requestedAddress] = .ten(5) }).reply?.message.yiaddr == .ten(4))
        #expect(fixture.send(.discover(two)).reason == .poolExhausted)
        let now = UInt32(fixture.now.seconds)
        let running = Lease(
            address: .ten(5), client: ClientIdentity(two), hardwareAddress: two, state: .bound, start: now - 60,
            end: now)
        fixture.engine.apply(LeaseChange(before: nil, after: running))
        #expect(fixture.engine.pools.map(\.free) == [0])
        _ = fixture.wait(1)
        #expect(fixture.send(.initReboot(two, address: .ten(5))).reason == .notForLease)
    }

    @Test func theServersOwnAddressIsNotOfferedEvenWhenItOnceWasLeased() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.1-10.0.0.2")])
        fixture.engine.apply(lease(.ten(1), .released))
        fixture.engine.apply(lease(.ten(2), .released))
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(2))
        #expect(fixture.send(.discover(EngineFixture.client(3))).reason == .poolExhausted)
    }

    @Test func aRelaysAddressIsNotOfferedToItsClients() throws {
        let relay = IPv4Address(10, 9, 0, 1)
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.9.0.0/24", "10.9.0.1-10.9.0.9")])
        #expect(fixture.send(.discover(one, giaddr: relay)).reply?.message.yiaddr == IPv4Address(10, 9, 0, 2))
        let wanted = fixture.send(.discover(two, giaddr: relay) { $0[.requestedAddress] = relay })
        #expect(wanted.reply?.message.yiaddr == IPv4Address(10, 9, 0, 3))
    }

    @Test func aSelectedSubnetIsReturnedAndDoesNotExcuseAnImpossibleRelay() throws {
        var fixture = try EngineFixture()
        let offer = fixture.send(.discover(one) { $0[.subnetSelection] = .ten(0) })
        #expect(offer.reply?.message.options[.subnetSelection] == .ten(0))
        for relay in [IPv4Address(224, 0, 0, 1), .ten(255)] {
            let strange = fixture.send(.discover(one, giaddr: relay) { $0[.subnetSelection] = .ten(0) })
            #expect(strange.reason == .noSubnet)
        }
    }

    @Test func anOfferIsNotTakenUpOnAnotherLink() throws {
        let relay = IPv4Address(10, 9, 0, 1)
        var fixture = try EngineFixture(subnets: [
            EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109"),
            EngineFixture.subnet("10.9.0.0/24", "10.9.0.100-10.9.0.109"),
        ])
        let offer = try #require(fixture.send(.discover(one, giaddr: relay)).reply?.message)
        var request = DHCPMessage.selecting(offer)
        request.giaddr = .any
        let elsewhere = fixture.send(request)
        #expect(elsewhere.reason == .wrongNetwork)
        #expect(elsewhere.reply?.message.messageType == .nak)
        #expect(fixture.send(.selecting(offer)).reason == .leased)
        #expect(fixture.send(request).reason == .wrongNetwork)
    }

    @Test func anAddressOfZerosIsOfNoNetwork() throws {
        var fixture = try EngineFixture()
        #expect(fixture.send(.initReboot(one, address: .any)).reason == .wrongNetwork)
        var offer = try #require(fixture.send(.discover(one)).reply?.message)
        offer.yiaddr = .any
        #expect(fixture.send(.selecting(offer)).reason == .wrongNetwork)
        #expect(fixture.send(.discover(two) { $0[.requestedAddress] = .any }).reason == .offered)
    }

    @Test func informFromNowhereGetsNoAnswer() throws {
        var fixture = try EngineFixture()
        #expect(fixture.send(.inform(one, address: .any)).reason == .noAddress)
        #expect(fixture.send(.client(.inform, one, giaddr: .ten(2))).reason == .informed)
        fixture.origin.peer = DHCPEndpoint(.ten(50), port: 68)
        #expect(fixture.send(.inform(one, address: .any)).reason == .informed)
    }

    @Test func noReplyIsLongerThanAFrame() throws {
        var fixture = try EngineFixture { configuration in
            for code in UInt8(224)...239 {
                configuration.options[raw: .init(rawValue: code)] = [UInt8](repeating: 1, count: 200)
            }
        }
        let decision = fixture.send(.discover(one) { $0[.maximumMessageSize] = 65_535 })
        #expect(try #require(decision.reply).message.encodedCount <= 1472)
        #expect(!decision.droppedOptions.isEmpty)
    }

    @Test func informIsAnsweredToTheClientsLinkOnly() throws {
        var fixture = try EngineFixture()
        let decision = fixture.send(.inform(one, address: IPv4Address(8, 8, 8, 8)))
        #expect(decision.reason == .answeredElsewhere)
        #expect(decision.reply == nil)
    }

    @Test(arguments: ["127.0.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "0.0.0.1"])
    func nothingIsSentToAnAddressThatNoHostHas(text: String) throws {
        var fixture = try EngineFixture()
        let address = try #require(IPv4Address(text))
        var discover = DHCPMessage.discover(one)
        discover.ciaddr = address
        for message in [discover, .renewing(one, address: address), .inform(one, address: address)] {
            let decision = fixture.send(message)
            #expect(decision.reply == nil)
            #expect(decision.reason == .impossibleAddress)
        }
    }

    @Test func aRenewalThatNamesAnotherServerIsLeftToThat() throws {
        var fixture = try EngineFixture()
        var renewal = DHCPMessage.renewing(one, address: .ten(200))
        renewal.options[.serverIdentifier] = .ten(77)
        #expect(fixture.send(renewal).reason == .otherServer)
    }

    @Test func aClientsEarlierAddressIsRememberedInWhateverOrderOffersLapse() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101")])
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        _ = fixture.send(.release(one, address: .ten(100), server: .ten(1)))
        _ = fixture.wait(1)
        let taken = fixture.send(.discover(two) { $0[.requestedAddress] = .ten(100) })
        #expect(taken.reply?.message.yiaddr == .ten(100))
        _ = fixture.wait(1)
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(101))
        _ = fixture.wait(59)
        _ = fixture.wait(60)
        #expect(fixture.send(.initReboot(one, address: .ten(100))).reason == .leased)
    }

    @Test func expiryGoesOnUntilThereAreAsManyChangesAsAskedFor() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/16", "10.0.16.0-10.0.31.255")])
        for number in 0..<3000 { _ = fixture.send(.discover(EngineFixture.client(number))) }
        fixture.now = fixture.now.advanced(by: .seconds(61))
        #expect(fixture.engine.expire(at: fixture.now, limit: 1000).isEmpty)
        #expect(fixture.engine.offerCount == 0)
    }

    @Test func subnetsOfOneLinkMayShareInterfaceAndRelay() throws {
        var first = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.100")
        first.sharedNetwork = "campus"
        first.interface = "test0"
        first.relays = [IPv4Address(172, 16, 0, 1)]
        var second = try EngineFixture.subnet("10.0.1.0/24", "10.0.1.100-10.0.1.100")
        second.interface = first.interface
        second.relays = first.relays
        let separate = LeaseConfiguration(subnets: [first, second])
        #expect(throws: LeaseConfigurationError.self) { try LeaseEngine(configuration: separate) }
        second.sharedNetwork = "campus"
        var fixture = try EngineFixture(subnets: [first, second])
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        #expect(try fixture.acquire(two).yiaddr == IPv4Address(10, 0, 1, 100))
    }

    @Test func anEmptyClientIdentifierIsNoneAndIsNotReturned() throws {
        var fixture = try EngineFixture()
        let decision = fixture.send(.discover(one) { $0[raw: .clientIdentifier] = [] })
        #expect(decision.reply?.message.options.contains(.clientIdentifier) == false)
    }

    @Test func eitherOfTheTimesAskedForBringsBoth() throws {
        var fixture = try EngineFixture()
        let decision = fixture.send(.discover(one) { $0[.parameterRequestList] = [.rebindingTime, .renewalTime] })
        #expect(decision.reply?.message.options.codes.map(\.rawValue) == [53, 54, 51, 1, 58, 59])
    }

    @Test func aNAKFitsIntoWhatTheClientTakes() throws {
        var fixture = try EngineFixture()
        var request = DHCPMessage.initReboot(one, address: IPv4Address(10, 8, 0, 1), giaddr: .ten(2))
        request.options[raw: .relayAgentInformation] = [1, 248] + [UInt8](repeating: 1, count: 248)
        request.options[raw: .clientIdentifier] = [UInt8](repeating: 7, count: 30)
        let nak = try #require(fixture.send(request).reply?.message)
        #expect(nak.messageType == .nak)
        #expect(nak.encodedCount <= 548)
        #expect(nak.options.contains(.relayAgentInformation))
        #expect(!nak.options.contains(.message))
    }

    @Test(arguments: ReasonCode.allCases) func reasonsHaveStableWords(reason: ReasonCode) {
        #expect(reason.word.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    }

    @Test func theWordOfAReasonIsItsNameWithDashes() {
        #expect(ReasonCode.noServerIdentifier.word == "no-server-identifier")
        #expect(ReasonCode.poolExhausted.word == "pool-exhausted")
    }
}
