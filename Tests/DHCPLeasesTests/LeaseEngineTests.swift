import DHCP
import DHCPLeases
import DHCPTesting
import Testing

@Suite struct DiscoverTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    @Test func aClientIsOfferedTheFirstAddressWithWhatEveryOfferHas() throws {
        var fixture = try EngineFixture()
        let decision = fixture.send(.discover(one, xid: 77))
        let offer = try #require(decision.reply?.message)
        #expect(decision.reason == .offered)
        #expect(decision.changes.isEmpty)
        #expect(offer.messageType == .offer)
        #expect(offer.xid == 77)
        #expect(offer.yiaddr == .ten(100))
        #expect(offer.options[.serverIdentifier] == .ten(1))
        #expect(offer.options[.leaseTime] == 43_200)
        #expect(offer.options[.subnetMask] == IPv4Address(255, 255, 255, 0))
        #expect(offer.options[.renewalTime] == 21_600)
        #expect(offer.options[.rebindingTime] == 37_800)
        #expect(offer.options.codes.first == .messageType)
    }

    @Test func twoClientsAreOfferedDifferentAddressesAndOneAlwaysTheSame() throws {
        var fixture = try EngineFixture()
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
        #expect(fixture.send(.discover(two)).reply?.message.yiaddr == .ten(101))
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
    }

    @Test func aFreeAddressThatIsAskedForIsOffered() throws {
        var fixture = try EngineFixture()
        let decision = fixture.send(.discover(one) { $0[.requestedAddress] = .ten(105) })
        #expect(decision.reply?.message.yiaddr == .ten(105))
        let other = fixture.send(.discover(two) { $0[.requestedAddress] = .ten(105) })
        #expect(other.reply?.message.yiaddr == .ten(100))
    }

    @Test func anOfferThatIsNotTakenLapses() throws {
        var fixture = try EngineFixture(subnets: [
            .init(EngineFixture.prefix("10.0.0.0/24"), pools: [.init(EngineFixture.range("10.0.0.5-10.0.0.5"))])
        ])
        #expect(fixture.send(.discover(one)).reply != nil)
        #expect(fixture.send(.discover(two)).reason == .poolExhausted)
        #expect(fixture.wait(60).isEmpty)
        #expect(fixture.send(.discover(two)).reply?.message.yiaddr == .ten(5))
    }

    @Test func theAddressesInOrderOfPreference() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.102")])
        // 100 is released first, then 101; 102 was never used.
        let first = try fixture.acquire(one)
        let second = try fixture.acquire(two)
        _ = fixture.send(.release(one, address: first.yiaddr, server: .ten(1)))
        _ = fixture.wait(10)
        _ = fixture.send(.release(two, address: second.yiaddr, server: .ten(1)))
        _ = fixture.wait(10)
        #expect(fixture.send(.discover(two)).reply?.message.yiaddr == .ten(101), "the earlier address")
        #expect(fixture.send(.discover(EngineFixture.client(3))).reply?.message.yiaddr == .ten(102), "never used")
        #expect(fixture.send(.discover(EngineFixture.client(4))).reply?.message.yiaddr == .ten(100), "lapsed")
        #expect(fixture.send(.discover(EngineFixture.client(5))).reason == .poolExhausted)
    }

    @Test func theOneThatLapsedLongestAgoIsUsedFirst() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.102")])
        let all = (1...3).map(EngineFixture.client)
        for client in all { _ = try fixture.acquire(client) }
        for number in [1, 0, 2] {
            _ = fixture.send(.release(all[number], address: .ten(UInt8(100 + number)), server: .ten(1)))
            _ = fixture.wait(5)
        }
        let order = (10...12).map { fixture.send(.discover(EngineFixture.client($0))).reply?.message.yiaddr }
        #expect(order == [.ten(101), .ten(100), .ten(102)])
    }

    @Test func anOfferOfALapsedAddressThatIsNotTakenLeavesItToItsOldClient() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.100")])
        _ = try fixture.acquire(one)
        _ = fixture.send(.release(one, address: .ten(100), server: .ten(1)))
        #expect(fixture.send(.discover(two)).reply?.message.yiaddr == .ten(100))
        #expect(fixture.send(.discover(one)).reason == .poolExhausted)
        _ = fixture.wait(60)
        #expect(fixture.engine.lease(at: .ten(100))?.client == ClientIdentity(one))
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
    }

    @Test func neitherRouterNorServerNorNetworkAddressIsOffered() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/29", "10.0.0.0-10.0.0.7")]) {
            $0.options[raw: 3] = [10, 0, 0, 2]
            $0.serverAddresses = [.ten(3)]
        }
        let offered = (1...7).compactMap { fixture.send(.discover(EngineFixture.client($0))).reply?.message.yiaddr }
        #expect(offered == [.ten(4), .ten(5), .ten(6)])
    }

    @Test func aRelayAddressSelectsTheSubnetAndAnUnknownOneNone() throws {
        var remote = try EngineFixture.subnet("10.9.0.0/24", "10.9.0.10-10.9.0.20")
        remote.relays = [IPv4Address(172, 16, 0, 1)]
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109"), remote])
        let inside = fixture.send(.discover(one, giaddr: IPv4Address(10, 9, 0, 1)))
        #expect(inside.reply?.message.yiaddr == IPv4Address(10, 9, 0, 10))
        let outside = fixture.send(.discover(one, giaddr: IPv4Address(172, 16, 0, 1)))
        #expect(outside.reply?.message.yiaddr == IPv4Address(10, 9, 0, 10))
        #expect(fixture.send(.discover(one, giaddr: IPv4Address(172, 16, 0, 2))).reason == .noSubnet)
    }

    @Test func subnetsOfASharedNetworkHelpOut() throws {
        var first = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.100")
        var second = try EngineFixture.subnet("10.0.1.0/24", "10.0.1.100-10.0.1.100")
        first.sharedNetwork = "campus"
        second.sharedNetwork = "campus"
        var fixture = try EngineFixture(subnets: [first, second])
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        let offer = try fixture.acquire(two)
        #expect(offer.yiaddr == IPv4Address(10, 0, 1, 100))
        #expect(fixture.send(.discover(EngineFixture.client(3))).reason == .poolExhausted)
    }

    @Test func theClientIdentifierCountsMoreThanTheHardwareAddress() throws {
        var fixture = try EngineFixture()
        let identifier: (inout DHCPOptions) -> Void = { $0[raw: .clientIdentifier] = [255, 1, 2, 3] }
        let offer = try fixture.acquire(one, options: identifier)
        #expect(offer.options[raw: .clientIdentifier] == [255, 1, 2, 3])
        #expect(fixture.send(.discover(two, options: identifier)).reply?.message.yiaddr == offer.yiaddr)
        let other = fixture.send(.discover(one) { $0[raw: .clientIdentifier] = [255, 1, 2, 4] })
        #expect(other.reply?.message.yiaddr != offer.yiaddr)
    }

    @Test func whatTheClientAsksForComesInItsOrderWithTheMaskBeforeTheRouter() throws {
        var fixture = try EngineFixture {
            $0.options[raw: 3] = [10, 0, 0, 1]
            $0.options[raw: 6] = [10, 0, 0, 1]
            $0.options[raw: 15] = Array("lab".utf8)
        }
        let decision = fixture.send(.discover(one) { $0[raw: .parameterRequestList] = [15, 3, 1, 99, 15] })
        let codes = try #require(decision.reply?.message.options.codes.map(\.rawValue))
        #expect(codes == [53, 54, 51, 15, 1, 3])
    }

    @Test func leaseTimesStayWithinTheBounds() throws {
        var fixture = try EngineFixture()
        let times = [UInt32(1), 600, 1_000_000, .max].map { wanted in
            fixture.send(.discover(one) { $0[.leaseTime] = wanted }).reply?.message.options[.leaseTime]
        }
        #expect(times == [300, 600, 86_400, 86_400])
    }

    /// The times of the narrowest scope, and what a client gets that asks for nothing, for little and for much.
    @Test(
        arguments: [
            (LeaseTimeOverrides(maximumLease: 1800), [1800, 300, 1800]),
            (LeaseTimeOverrides(minimumLease: 40_000), [40_000, 40_000, 86_400]),
            (LeaseTimeOverrides(minimumLease: 100_000), [100_000, 100_000, 100_000]),
            (LeaseTimeOverrides(maximumLease: 60), [60, 60, 60]),
            (LeaseTimeOverrides(lease: 7200, maximumLease: 1800), [1800, 300, 1800]),
            (LeaseTimeOverrides(lease: 600, minimumLease: 900), [900, 900, 86_400]),
            (LeaseTimeOverrides(lease: .max), [.max, 300, .max]),
            (LeaseTimeOverrides(lease: .max, maximumLease: 3600), [3600, 300, 3600]),
            (LeaseTimeOverrides(minimumLease: .max), [.max, .max, .max]),
            (LeaseTimeOverrides(minimumLease: 3600, maximumLease: 1800), [1800, 1800, 1800]),
        ] as [(LeaseTimeOverrides, [UInt32])], Scope.allCases)
    func aBoundHoldsForTheTimesOfWiderScopes(row: (times: LeaseTimeOverrides, expected: [UInt32]), scope: Scope) throws
    {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        if scope == .pool { subnet.pools[0].times = row.times }
        if scope == .reservation {
            subnet.reservations = [Reservation(.hardwareAddress(one), address: .ten(7), times: row.times)]
        }
        var fixture = try EngineFixture(subnets: [subnet]) {
            $0.times.lease = 28_800
            ($0.times.renewalPermille, $0.times.rebindingPermille) = (400, 800)
            if scope == .program { $0.times = $0.times.overridden(by: row.times) }
            if scope == .clientClass { $0.classes = [ClientClass("all", match: .all([]), times: row.times)] }
        }
        for (asked, expected) in zip([nil, 60, UInt32.max], row.expected) {
            let offer = try #require(fixture.send(.discover(one) { $0[.leaseTime] = asked }).reply?.message)
            #expect(offer.options[.leaseTime] == expected)
            let ack = try #require(fixture.send(.selecting(offer)).reply?.message)
            #expect(ack.options[.leaseTime] == expected)
            var renewal = DHCPMessage.renewing(one, address: offer.yiaddr)
            renewal.options[.leaseTime] = asked
            let renewed = try #require(fixture.send(renewal).reply?.message.options)
            #expect(renewed[.leaseTime] == expected)
            let first = try #require(renewed[.renewalTime])
            let second = try #require(renewed[.rebindingTime])
            #expect(expected == .max ? first == .max && second == .max : first < second && second < expected)
            _ = fixture.send(.release(one, address: offer.yiaddr, server: .ten(1)))
        }
    }

    enum Scope: CaseIterable { case program, pool, clientClass, reservation }
}

@Suite struct RequestTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    @Test func anOfferThatIsTakenBecomesALease() throws {
        var fixture = try EngineFixture()
        let offer = try #require(fixture.send(.discover(one)).reply?.message)
        let decision = fixture.send(.selecting(offer))
        #expect(decision.reason == .leased)
        #expect(decision.reply?.message.messageType == .ack)
        #expect(decision.reply?.message.yiaddr == offer.yiaddr)
        #expect(decision.changes.count == 1)
        let lease = try #require(decision.changes.first?.after)
        #expect(lease.state == .bound)
        #expect(Int64(lease.end) == fixture.now.seconds + 43_200)
        #expect(fixture.engine.lease(at: offer.yiaddr) == lease)
    }

    @Test func anotherServersOfferFreesThisOne() throws {
        var fixture = try EngineFixture()
        var offer = try #require(fixture.send(.discover(one)).reply?.message)
        offer.options[.serverIdentifier] = .ten(99)
        let decision = fixture.send(.selecting(offer))
        #expect(decision.reason == .otherServer)
        #expect(decision.reply == nil)
        #expect(fixture.engine.offerCount == 0)
        #expect(fixture.send(.discover(two)).reply?.message.yiaddr == .ten(100))
    }

    @Test func anAddressOfAnotherClientIsRefused() throws {
        var fixture = try EngineFixture()
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        var offer = try #require(fixture.send(.discover(two)).reply?.message)
        offer.yiaddr = .ten(100)
        let decision = fixture.send(.selecting(offer))
        let nak = try #require(decision.reply?.message)
        #expect(decision.reason == .addressTaken)
        #expect(nak.messageType == .nak)
        #expect(nak.yiaddr.isAny && nak.ciaddr.isAny && nak.siaddr.isAny)
        #expect(Set(nak.options.codes.map(\.rawValue)) == [53, 54, 56])
        #expect(decision.reply?.destination == .broadcast(DHCPEndpoint(.broadcast, port: 68)))
    }

    @Test func initRebootIsConfirmedRefusedOrLeftToOthers() throws {
        var fixture = try EngineFixture()
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        #expect(fixture.send(.initReboot(one, address: .ten(100))).reply?.message.messageType == .ack)
        #expect(fixture.send(.initReboot(one, address: .ten(101))).reason == .wrongAddress)
        let elsewhere = fixture.send(.initReboot(one, address: IPv4Address(192, 168, 1, 1)))
        #expect(elsewhere.reason == .wrongNetwork)
        #expect(elsewhere.reply?.message.messageType == .nak)
    }

    @Test func aServerThatIsNotAuthoritativeIsSilentAboutForeignNetworks() throws {
        var fixture = try EngineFixture { $0.isAuthoritative = false }
        let decision = fixture.send(.initReboot(one, address: IPv4Address(192, 168, 1, 1)))
        #expect(decision.reply == nil)
        #expect(decision.reason == .notAuthoritative)
    }

    @Test func aRenewalProlongsTheLeaseAndIsAnsweredToTheClientsAddress() throws {
        var fixture = try EngineFixture()
        _ = try fixture.acquire(one)
        #expect(fixture.wait(1000).isEmpty)
        fixture.origin.destination = .ten(1)
        let decision = fixture.send(.renewing(one, address: .ten(100)))
        #expect(decision.reason == .renewed)
        #expect(decision.reply?.destination == .unicast(DHCPEndpoint(.ten(100), port: 68)))
        #expect(decision.reply?.message.ciaddr == .ten(100))
        #expect(decision.changes.first?.after?.end == UInt32(fixture.now.seconds + 43_200))
    }

    @Test func aLeaseRunsOutAndItsClientGetsItAgain() throws {
        var fixture = try EngineFixture()
        _ = try fixture.acquire(one)
        #expect(fixture.wait(43_199).isEmpty)
        let changes = fixture.wait(1)
        #expect(changes.map { $0.after?.state } == [.expired])
        #expect(fixture.engine.lease(at: .ten(100))?.state == .expired)
        fixture.origin.destination = .ten(1)
        #expect(fixture.send(.renewing(one, address: .ten(100))).reason == .leased)
        #expect(fixture.send(.renewing(two, address: .ten(100))).reason == .addressTaken)
    }

    @Test func aLeaseOfAPartOfASecondDoesNotEndBeforeItsClientThinksSo() throws {
        var fixture = try EngineFixture { $0.times.lease = 600 }
        fixture.now = fixture.now.advanced(by: .milliseconds(900))
        let ack = try fixture.acquire(one)
        #expect(ack.options[.leaseTime] == 600)
        #expect(fixture.engine.expire(at: fixture.now.advanced(by: .milliseconds(599_999))).isEmpty)
        #expect(fixture.engine.expire(at: fixture.now.advanced(by: .milliseconds(600_100))).count == 1)
    }

    @Test func anOfferOfAPartOfASecondIsHeldNoLongerThanItSays() throws {
        var fixture = try EngineFixture { $0.times.offer = 60 }
        fixture.now = fixture.now.advanced(by: .milliseconds(900))
        #expect(fixture.send(.discover(one)).reason == .offered)
        _ = fixture.engine.expire(at: fixture.now.advanced(by: .seconds(59)))
        #expect(fixture.engine.offerCount == 1)
        _ = fixture.engine.expire(at: fixture.now.advanced(by: .seconds(60)))
        #expect(fixture.engine.offerCount == 0)
    }

    @Test(arguments: [IPv4Address.ten(1), .broadcast])
    func aClientWithALeaseDoesNotGetAnotherAddressByRenewingIt(destination: IPv4Address) throws {
        var fixture = try EngineFixture()
        _ = try fixture.acquire(one)
        fixture.origin.destination = destination
        let decision = fixture.send(.renewing(one, address: .ten(105)))
        #expect(decision.reason == .wrongAddress)
        #expect(decision.reply?.message.messageType == .nak)
        #expect(fixture.send(.renewing(one, address: .ten(100))).reason == .renewed)
        _ = fixture.send(.discover(one))
        #expect(fixture.send(.renewing(one, address: .ten(105))).reason == .wrongAddress)
    }

    @Test func aClientThatTakesAnotherAddressGivesItsOldOneBack() throws {
        var fixture = try EngineFixture()
        let old = try fixture.acquire(one)
        var request = DHCPMessage.selecting(old)
        request.options[.requestedAddress] = .ten(107)
        let decision = fixture.send(request)
        #expect(decision.changes.map { $0.after?.state } == [.released, .bound])
        #expect(fixture.engine.count(of: .bound) == 1)
    }
}

@Suite struct OtherMessageTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    @Test func onlyTheOwnerReleasesAndOnlyNamingThisServer() throws {
        var fixture = try EngineFixture()
        _ = try fixture.acquire(one)
        #expect(fixture.send(.release(two, address: .ten(100), server: .ten(1))).reason == .notOwner)
        #expect(fixture.send(.release(one, address: .ten(100), server: .ten(9))).reason == .otherServer)
        var nameless = DHCPMessage.release(one, address: .ten(100), server: .ten(1))
        nameless.options[.serverIdentifier] = nil
        #expect(fixture.send(nameless).reason == .noServerIdentifier)
        let decision = fixture.send(.release(one, address: .ten(100), server: .ten(1)))
        #expect(decision.reason == .released)
        #expect(decision.reply == nil)
        #expect(decision.changes.first?.after?.state == .released)
        #expect(fixture.send(.release(one, address: .ten(100), server: .ten(1))).reason == .notOwner)
    }

    @Test func aDeclinedAddressRestsAndThenComesBack() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101")])
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        #expect(fixture.send(.decline(two, address: .ten(100), server: .ten(1))).reason == .notOwner)
        #expect(fixture.send(.decline(one, address: .ten(100), server: .ten(1))).reason == .declined)
        #expect(try fixture.acquire(one).yiaddr == .ten(101))
        #expect(fixture.send(.discover(two)).reason == .poolExhausted)
        let changes = fixture.wait(86_400)
        #expect(changes.contains { $0.before?.state == .declined && $0.after == nil })
        #expect(fixture.send(.discover(two)).reply?.message.yiaddr == .ten(100))
    }

    @Test func anOfferedAddressCanBeDeclinedByWhomItWasOffered() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101")])
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
        #expect(fixture.send(.decline(two, address: .ten(100), server: .ten(1))).reason == .notOwner)
        let decision = fixture.send(.decline(one, address: .ten(100), server: .ten(1)))
        #expect(decision.reason == .declined)
        #expect(decision.changes.map { $0.before?.state } == [nil])
        #expect(decision.changes.map { $0.after?.state } == [.declined])
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(101))
        #expect(fixture.send(.discover(two)).reason == .poolExhausted)
    }

    @Test func informGivesParametersAndNoLease() throws {
        var fixture = try EngineFixture { $0.options[raw: 6] = [10, 0, 0, 1] }
        let decision = fixture.send(.inform(one, address: .ten(50)))
        let ack = try #require(decision.reply?.message)
        #expect(decision.reason == .informed)
        #expect(ack.messageType == .ack)
        #expect(ack.yiaddr.isAny)
        #expect(ack.ciaddr == .ten(50))
        #expect(Set(ack.options.codes.map(\.rawValue)) == [53, 54, 1, 6])
        #expect(decision.reply?.destination == .unicast(DHCPEndpoint(.ten(50), port: 68)))
        #expect(decision.changes.isEmpty)
    }

    @Test func whatIsNotForServersGetsNoAnswer() throws {
        var fixture = try EngineFixture()
        #expect(fixture.send(.client(.offer, one)).reason == .notRequest)
        #expect(fixture.send(DHCPMessage(op: .bootRequest, hardwareAddress: one)).reason == .bootp)
        var reply = DHCPMessage.discover(one)
        reply.op = .bootReply
        #expect(fixture.send(reply).reason == .notRequest)
        var nobody = DHCPMessage(op: .bootRequest)
        nobody.options[.messageType] = .discover
        #expect(fixture.send(nobody).reason == .noIdentity)
        fixture.origin.localAddress = .any
        #expect(fixture.send(.discover(one)).reason == .noOwnAddress)
    }

    @Test func relayInformationIsReturnedLast() throws {
        var fixture = try EngineFixture()
        let information: [UInt8] = [1, 2, 0xAA, 0xBB, 2, 0]
        let decision = fixture.send(
            .discover(one, giaddr: .ten(1)) { options in
                options[raw: .relayAgentInformation] = information
                options[raw: .clientIdentifier] = [1, 2]
            })
        let offer = try #require(decision.reply)
        #expect(offer.message.options[raw: .relayAgentInformation] == information)
        #expect(offer.message.options.codes.last == .relayAgentInformation)
        #expect(offer.destination == .unicast(DHCPEndpoint(.ten(1), port: 67)))
    }
}

@Suite struct ConfigurationErrorTests {
    @Test func whatCanNotBeServedIsRefused() throws {
        let a = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.1-10.0.0.9")
        let b = try EngineFixture.subnet("10.0.0.0/16")
        #expect(throws: LeaseConfigurationError.overlappingSubnets(b.prefix, a.prefix)) {
            try LeaseEngine(configuration: LeaseConfiguration(subnets: [b, a]))
        }
        let outside = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.250-10.0.1.2")
        #expect(throws: LeaseConfigurationError.self) {
            try LeaseEngine(configuration: LeaseConfiguration(subnets: [outside]))
        }
        let twice = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.1-10.0.0.9", "10.0.0.9-10.0.0.20")
        #expect(throws: LeaseConfigurationError.self) {
            try LeaseEngine(configuration: LeaseConfiguration(subnets: [twice]))
        }
    }

    @Test func anErrorSaysItsCodeAndWhatItIsAbout() throws {
        let a = try EngineFixture.prefix("10.0.0.0/24")
        let b = try EngineFixture.prefix("10.0.0.0/16")
        let error = LeaseConfigurationError.overlappingSubnets(b, a)
        #expect(error.code == .overlappingSubnets)
        #expect(error.subnets == [b, a])
        #expect(error.description == "subnets 10.0.0.0/16 and 10.0.0.0/24 overlap")
        #expect(error != .overlappingSubnets(a, b))
        #expect(LeaseConfigurationError.tooManyAddresses.code.description == "too-many-addresses")
    }
}
