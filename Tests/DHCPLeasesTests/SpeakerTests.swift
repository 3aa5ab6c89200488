import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Who may say what about whom: what a sender on a link, a relay and a stranger bring about for others.
@Suite struct SpeakerTests {
    private let one = EngineFixture.client(1)
    private let two = EngineFixture.client(2)
    private static let remote = IPv4Address(10, 9, 0, 100)
    private static let remoteRelay = IPv4Address(10, 9, 0, 1)
    private static let listed = IPv4Address(172, 16, 0, 1)
    private static let stranger = IPv4Address(198, 51, 100, 7)

    /// `10.0.0.0/24` at the interface, `10.9.0.0/24` behind relays, with a reservation for a port in each.
    private func fixture(_ configure: (inout LeaseConfiguration) -> Void = { _ in }) throws -> EngineFixture {
        var near = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        near.reservations = [Reservation(.circuitIdentifier([7]), address: .ten(50))]
        var far = try EngineFixture.subnet("10.9.0.0/24", "10.9.0.100-10.9.0.109")
        far.relays = [Self.listed]
        far.reservations = [Reservation(.circuitIdentifier([7]), address: IPv4Address(10, 9, 0, 50))]
        return try EngineFixture(subnets: [near, far], configure: configure)
    }

    private func selection(_ address: IPv4Address) -> [UInt8] {
        let (a, b, c, d) = address.octets
        return [5, 4, a, b, c, d]
    }

    /// What stands in option 54 must be an address to which a client can write.
    @Test(arguments: [IPv4Address.any, .broadcast, IPv4Address(224, 0, 0, 1), IPv4Address(127, 0, 0, 1)])
    func aRelayNamesNoServerThatNoHostCanBe(named: IPv4Address) throws {
        var fixture = try fixture()
        let (a, b, c, d) = named.octets
        let offer = fixture.send(
            .discover(one, giaddr: Self.listed) { $0[raw: .relayAgentInformation] = [11, 4, a, b, c, d] })
        #expect(offer.reply?.message.options[.serverIdentifier] == .ten(1))
    }

    @Test func whyNoSubnetWasFoundNamesWhatIsMissing() throws {
        var fixture = try fixture()
        func why(_ message: DHCPMessage) -> String? {
            let request = DHCPRequest(message: message, origin: .test)
            return fixture.engine.explain(fixture.engine.decide(request, at: fixture.now), request)
        }
        let selecting = why(
            .discover(one, giaddr: Self.listed) { $0[raw: .relayAgentInformation] = [5, 4, 10, 77, 0, 0] })
        #expect(selecting?.hasPrefix("no subnet has 10.77.0.0, which relay 172.16.0.1 selects") == true)
        let edge = why(.discover(one, giaddr: IPv4Address(10, 9, 0, 255)))
        #expect(edge == "10.9.0.255 is the address of a network or its broadcast address, so no relay has it")
        #expect(why(.discover(one, giaddr: .broadcast)) == "255.255.255.255 is no host's address, so no relay has it")
    }

    // MARK: On a link

    @Test func aClientChoosesNoOtherSubnetAndNoOtherNameOfTheServer() throws {
        var fixture = try fixture()
        let chosen = fixture.send(.discover(one) { $0[.subnetSelection] = IPv4Address(10, 9, 0, 0) }).reply?.message
        #expect(chosen?.yiaddr == .ten(100))
        #expect(chosen?.options.contains(.subnetSelection) == false, "it is told that its choice does not count")
        let forged = fixture.send(
            .discover(two) { $0[raw: .relayAgentInformation] = selection(Self.remote) + [11, 4, 6, 6, 6, 6] })
        #expect(forged.reply?.message.yiaddr == .ten(101))
        #expect(forged.reply?.message.options[.serverIdentifier] == .ten(1))
        let own = fixture.send(.discover(one) { $0[.subnetSelection] = .ten(0) }).reply?.message
        #expect(own?.options[.subnetSelection] == .ten(0))
        for (message, reason) in [
            (DHCPMessage.inform(one, address: Self.remote), ReasonCode.answeredElsewhere),
            (.initReboot(one, address: Self.remote), .wrongNetwork),
        ] {
            var message = message
            message.options[.subnetSelection] = Self.remote
            #expect(fixture.send(message).reason == reason)
        }
    }

    @Test func behindATrustedInterfaceItDoes() throws {
        var fixture = try fixture { $0.trustedInterfaces = ["test0"] }
        let chosen = fixture.send(.discover(one) { $0[.subnetSelection] = IPv4Address(10, 9, 0, 0) }).reply?.message
        #expect(chosen?.yiaddr == Self.remote)
        #expect(chosen?.options[.subnetSelection] == IPv4Address(10, 9, 0, 0))
        let named = fixture.send(
            .discover(two) { $0[raw: .relayAgentInformation] = selection(Self.remote) + [11, 4, 10, 9, 0, 2] })
        #expect(named.reply?.message.yiaddr == IPv4Address(10, 9, 0, 101))
        #expect(named.reply?.message.options[.serverIdentifier] == IPv4Address(10, 9, 0, 2))
        fixture.origin.interface = "test1"
        #expect(fixture.send(.discover(one) { $0[.subnetSelection] = Self.remote }).reply?.message.yiaddr == .ten(100))
    }

    @Test func aSwitchNamesThePortOfItsOwnLinkAlone() throws {
        var fixture = try fixture()
        let atPort = fixture.send(.discover(one) { $0[raw: .relayAgentInformation] = [1, 1, 7] })
        #expect(atPort.reply?.message.yiaddr == .ten(50))
        // A client of the other network renews past its relay, and says that it is at the other port.
        let away = DHCPMessage.discover(two, giaddr: Self.remoteRelay)
        let offer = try #require(fixture.send(away).reply?.message)
        #expect(fixture.send(.selecting(offer)).reason == .leased)
        fixture.origin.destination = fixture.origin.localAddress
        var renewal = DHCPMessage.renewing(two, address: offer.yiaddr)
        renewal.options[raw: .relayAgentInformation] = [1, 1, 7]
        let renewed = fixture.send(renewal)
        #expect(renewed.reason == .renewed)
        #expect(renewed.reply?.message.yiaddr == offer.yiaddr)
        #expect(fixture.engine.lease(at: offer.yiaddr)?.relayAgentInformation == nil)
    }

    @Test func aRenewalOfAnotherNetworkComesFromItsAddress() throws {
        var fixture = try fixture()
        fixture.origin.destination = fixture.origin.localAddress
        fixture.origin.peer.address = .ten(66)
        for number in 0..<10 {
            let address = IPv4Address(10, 9, 0, 100 + UInt8(number))
            #expect(fixture.send(.renewing(EngineFixture.client(number), address: address)).reason == .wrongNetwork)
        }
        #expect(fixture.engine.count(of: .bound) == 0)
        fixture.origin.peer.address = Self.remote
        #expect(fixture.send(.renewing(one, address: Self.remote)).reason == .leased)
    }

    @Test func nothingIsSentToAnAddressOfSomebodyElse() throws {
        var fixture = try fixture()
        fixture.origin.peer.address = .ten(66)
        for type in [DHCPMessageType.discover, .request] {
            let message = DHCPMessage.client(type, one, ciaddr: Self.stranger) {
                if type == .request {
                    $0[.serverIdentifier] = .ten(1)
                    $0[.requestedAddress] = .ten(100)
                }
            }
            let decision = fixture.send(message)
            #expect(decision.reply == nil)
            #expect(decision.reason == .answeredElsewhere)
        }
        let near = DHCPMessage.client(.discover, one, ciaddr: .ten(67))
        #expect(fixture.send(near).reason == .offered)
    }

    // MARK: Relays

    @Test func aRelayThatIsNotKnownIsAnsweredAtItsOwnAddressAlone() throws {
        var fixture = try fixture {
            for code in UInt8(224)...230 {
                $0.options[raw: .init(rawValue: code)] = [UInt8](repeating: 1, count: 200)
            }
        }
        let selecting = DHCPMessage.discover(one, giaddr: Self.stranger) {
            $0[raw: .relayAgentInformation] = selection(Self.remote) + [19, 2, 0, 0]
            $0[.maximumMessageSize] = 1500
        }
        let selected = DHCPMessage.discover(one, giaddr: Self.stranger) { $0[.subnetSelection] = Self.remote }
        fixture.origin.peer = DHCPEndpoint(.ten(66), port: 53)
        for message in [selecting, selected, .client(.inform, one, ciaddr: .ten(66), giaddr: Self.stranger)] {
            let decision = fixture.send(message)
            #expect(decision.reply == nil)
            #expect(decision.reason == .unknownRelay)
        }
        #expect(fixture.send(.discover(one, giaddr: Self.stranger)).reason == .noSubnet)
        fixture.origin.peer = DHCPEndpoint(Self.stranger, port: 4000)
        let own = fixture.send(selecting)
        #expect(own.reply?.message.yiaddr == Self.remote)
        #expect(own.reply?.destination == .unicast(DHCPEndpoint(Self.stranger, port: 4000)))
        #expect(try #require(own.reply).message.encodedCount <= 548, "one that is not known gets no more than it must")
    }

    @Test func aPortIsNamedByWhoeverIsThereOrIsListed() throws {
        var fixture = try fixture()
        func destination(_ giaddr: IPv4Address, from peer: IPv4Address) -> ReplyDestination? {
            fixture.origin.peer = DHCPEndpoint(peer, port: 53)
            return fixture.send(.discover(one, giaddr: giaddr) { $0[raw: .relayAgentInformation] = [19, 2, 0, 0] })
                .reply?.destination
        }
        let (relay, listed) = (Self.remoteRelay, Self.listed)
        #expect(destination(relay, from: .ten(66)) == .unicast(DHCPEndpoint(relay, port: 67)))
        #expect(destination(relay, from: relay) == .unicast(DHCPEndpoint(relay, port: 53)))
        #expect(destination(listed, from: .ten(66)) == .unicast(DHCPEndpoint(listed, port: 53)))
    }

    @Test func aListedRelaySelectsNamesAndIsAnsweredFromWhereverItSends() throws {
        var fixture = try fixture()
        fixture.origin.peer.address = IPv4Address(192, 0, 2, 9)
        let offer = fixture.send(
            .discover(one, giaddr: Self.listed) {
                $0[raw: .relayAgentInformation] = [5, 4, 10, 0, 0, 0, 11, 4, 172, 16, 0, 1]
            })
        #expect(offer.reply?.message.yiaddr == .ten(100))
        #expect(offer.reply?.message.options[.serverIdentifier] == Self.listed)
    }

    // MARK: RELEASE and DECLINE

    @Test func aReleaseComesFromItsAddressOrByARelayOfItsLink() throws {
        var fixture = try fixture()
        let address = try fixture.acquire(one).yiaddr
        var release = DHCPMessage.release(one, address: address, server: .ten(1))
        func outcome(from peer: IPv4Address, giaddr: IPv4Address = .any) -> ReasonCode {
            fixture.origin.peer.address = peer
            release.giaddr = giaddr
            return fixture.send(release).reason
        }
        #expect(outcome(from: .ten(66)) == .notFromAddress)
        #expect(outcome(from: .ten(66), giaddr: Self.stranger) == .unknownRelay)
        #expect(outcome(from: Self.stranger, giaddr: Self.stranger) == .unknownRelay)
        #expect(outcome(from: Self.remoteRelay, giaddr: Self.remoteRelay) == .notOnLink)
        #expect(fixture.engine.lease(at: address)?.state == .bound)
        #expect(outcome(from: .ten(2), giaddr: .ten(2)) == .released)
        fixture.origin.peer.address = .any
        #expect(try fixture.acquire(one).yiaddr == address)
        #expect(outcome(from: address) == .released)
    }

    @Test func aDeclineComesFromTheLinkOrByARelayOfIt() throws {
        var fixture = try fixture()
        let offer = try #require(fixture.send(.discover(one, giaddr: Self.remoteRelay)).reply?.message)
        var decline = DHCPMessage.decline(one, address: offer.yiaddr, server: .ten(1))
        #expect(fixture.send(decline).reason == .notOnLink, "the link of the interface is another one")
        decline.options[.subnetSelection] = offer.yiaddr
        #expect(fixture.send(decline).reason == .notOnLink)
        decline.giaddr = Self.stranger
        #expect(fixture.send(decline).reason == .unknownRelay)
        decline.giaddr = .ten(2)
        decline.options[.subnetSelection] = nil
        #expect(fixture.send(decline).reason == .notOnLink)
        decline.giaddr = Self.remoteRelay
        #expect(fixture.send(decline).reason == .declined)
        let near = try #require(fixture.send(.discover(two)).reply?.message)
        #expect(fixture.send(.decline(two, address: near.yiaddr, server: .ten(1))).reason == .declined)
    }

    // MARK: Budgets

    /// Declines an offer of its own for each of `clients`; returns how often each outcome came.
    private func decline(
        _ clients: Range<Int>, _ fixture: inout EngineFixture, circuit: (Int) -> [UInt8]? = { _ in nil }
    ) throws -> [ReasonCode: Int] {
        var outcomes: [ReasonCode: Int] = [:]
        for number in clients {
            let client = EngineFixture.client(number)
            let information = circuit(number).map { [1, UInt8($0.count)] + $0 }
            let discover = DHCPMessage.discover(client) { $0[raw: .relayAgentInformation] = information }
            let offer = try #require(fixture.send(discover).reply?.message)
            var decline = DHCPMessage.decline(client, address: offer.yiaddr, server: .ten(1))
            decline.options[raw: .relayAgentInformation] = information
            outcomes[fixture.send(decline).reason, default: 0] += 1
        }
        return outcomes
    }

    private func large() throws -> EngineFixture {
        try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/16", "10.0.16.0-10.0.23.255")])
    }

    @Test func aSenderThatInventsClientsBurnsFewAddresses() throws {
        var fixture = try large()
        let outcomes = try decline(0..<2048, &fixture)
        #expect(outcomes == [.declined: 12, .tooManyDeclines: 2036])
        #expect(fixture.engine.count(of: .declined) == 12)
        _ = fixture.wait(61)
        #expect(try decline(5000..<5003, &fixture) == [.declined: 3], "the next minute has its own")
    }

    @Test func inventingPortsHelpsNoMoreThanTheNetworkAdmits() throws {
        var fixture = try large()
        let outcomes = try decline(0..<2000, &fixture) { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(outcomes == [.declined: 60, .tooManyDeclines: 1940])
    }

    @Test func oneClientDeclinesSoOftenAMinuteAndOthersAreFree() throws {
        var fixture = try large()
        var outcomes: [ReasonCode] = []
        for _ in 0..<8 {
            let offer = try #require(fixture.send(.discover(one)).reply?.message)
            outcomes.append(fixture.send(.decline(one, address: offer.yiaddr, server: .ten(1))).reason)
        }
        #expect(outcomes == Array(repeating: .declined, count: 6) + [.tooManyDeclines, .tooManyDeclines])
        #expect(try decline(10..<12, &fixture) == [.declined: 2])
    }

    // MARK: Identifiers

    @Test func anIdentifierThatFillsMemoryIsNone() throws {
        var fixture = try fixture()
        let longest = fixture.send(.discover(one) { $0[raw: .clientIdentifier] = [UInt8](repeating: 7, count: 255) })
        #expect(longest.reason == .offered)
        for count in [256, 1400] {
            for message in [DHCPMessage.discover(two), .initReboot(two, address: .ten(100))] {
                var message = message
                message.options[raw: .clientIdentifier] = [UInt8](repeating: 7, count: count)
                let decision = fixture.send(message)
                #expect(decision.word == "malformed(61)")
                #expect(decision.reply == nil)
            }
        }
        var byHardware = try self.fixture { $0.usesClientIdentifiers = false }
        let long = [UInt8](repeating: 7, count: 256)
        #expect(byHardware.send(.discover(two) { $0[raw: .clientIdentifier] = long }).reason == .offered)
    }

    // MARK: LEASEQUERY

    @Test func whoAsksForLeasesIsAllowedAndSoIsWhereTheAnswerGoes() throws {
        var fixture = try fixture {
            $0.leaseQueryRequesters = ["10.0.0.2/32", "10.0.0.0/30", "192.0.2.0/24"].compactMap { IPv4Prefix($0) }
        }
        var query = DHCPMessage(op: .bootRequest, xid: 9, ciaddr: .ten(100), giaddr: .ten(2))
        query.options[.messageType] = .leaseQuery
        func outcome(from peer: IPv4Address) -> ReasonCode {
            fixture.origin.peer.address = peer
            return fixture.send(query).reason
        }
        #expect(outcome(from: .ten(66)) == .leaseQueryRefused)
        #expect(outcome(from: .ten(2)) == .leaseQueryAnswered)
        #expect(outcome(from: .ten(3)) == .leaseQueryAnswered)
        #expect(outcome(from: IPv4Address(192, 0, 2, 200)) == .leaseQueryAnswered)
        query.giaddr = .ten(66)
        #expect(outcome(from: .ten(2)) == .leaseQueryRefused)
    }
}
