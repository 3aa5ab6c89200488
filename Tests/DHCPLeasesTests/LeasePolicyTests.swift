import DHCP
import DHCPLeases
import DHCPTesting
import Synchronization
import Testing

@Suite struct LeasePolicyTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    private func fixture(_ policy: TestPolicy) throws -> EngineFixture {
        var fixture = try EngineFixture(subnets: [
            EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101"),
            EngineFixture.subnet("10.0.1.0/24", "10.0.1.100-10.0.1.101"),
        ]) {
            $0.classes = [ClientClass("lab", match: .any([]), times: LeaseTimeOverrides(lease: 600))]
        }
        fixture.engine.policy = policy
        return fixture
    }

    @Test func aPolicyChoosesAnAddressInsideOrOutsideThePools() throws {
        var policy = TestPolicy()
        policy.addresses = [one: .use(.ten(7)), two: .use(.ten(101))]
        var fixture = try fixture(policy)
        #expect(try fixture.acquire(one).yiaddr == .ten(7))
        #expect(fixture.send(.renewing(one, address: .ten(7))).reason == .renewed)
        #expect(try fixture.acquire(two).yiaddr == .ten(101))
    }

    @Test(arguments: [IPv4Address.ten(1), IPv4Address(10, 0, 1, 100), IPv4Address(192, 168, 0, 1), .ten(255)])
    func aPolicyCanNotChooseWhatIsNotToBeHad(address: IPv4Address) throws {
        var policy = TestPolicy()
        policy.addresses = [one: .use(address)]
        var fixture = try fixture(policy)
        #expect(fixture.send(.discover(one)).reason == .refusedByPolicy)
    }

    @Test func aPolicyGivesNoAddressOfOneClientToAnother() throws {
        var policy = TestPolicy()
        policy.addresses = [one: .use(.ten(7)), two: .use(.ten(7))]
        var fixture = try fixture(policy)
        #expect(try fixture.acquire(one).yiaddr == .ten(7))
        #expect(fixture.send(.discover(two)).reason == .refusedByPolicy)
    }

    /// Nothing but the policy's word tells its lease from one of a pool that is no more.
    @Test(arguments: [true, false])
    func aPolicyThatAcceptsRenewsWhatIsItsOwn(assigns: Bool) throws {
        var policy = TestPolicy()
        policy.addresses = [one: .use(.ten(7))]
        var fixture = try fixture(policy)
        #expect(try fixture.acquire(one).yiaddr == .ten(7))
        policy.addresses = [:]
        policy.assignsAddressesOutsidePools = assigns
        fixture.engine.policy = policy
        #expect(fixture.send(.renewing(one, address: .ten(7))).reason == (assigns ? .renewed : .outsidePools))
        #expect(fixture.send(.renewing(two, address: .ten(7))).reason == .addressTaken)
        #expect(fixture.send(.renewing(two, address: .ten(8))).reply?.message.messageType != .ack)
        policy.addresses = [one: .refuse]
        fixture.engine.policy = policy
        #expect(fixture.send(.renewing(one, address: .ten(7))).reason == .refusedByPolicy)
    }

    /// Where the lease of a client lies that a policy refuses afterwards.
    enum Place: CaseIterable { case pool, outside, reserved, formerPool }

    @Test(arguments: Place.allCases, [AddressChoice.refuse, .use(.ten(255)), .use(.ten(1))])
    func whomAPolicyRefusesGetsNoOfferAndANAKInEveryState(place: Place, word: AddressChoice) throws {
        for isAuthoritative in [true, false] {
            var (fixture, address) = try leased(place, isAuthoritative: isAuthoritative)
            var policy = TestPolicy()
            policy.addresses = [one: word]
            fixture.engine.policy = policy
            let discovered = fixture.send(.discover(one) { $0[raw: .rapidCommit] = [] })
            #expect(discovered.reason == .refusedByPolicy && discovered.reply == nil)
            let selecting = DHCPMessage.client(.request, one) {
                $0[.requestedAddress] = address
                $0[.serverIdentifier] = .ten(1)
            }
            var unicast = fixture
            unicast.origin.destination = .ten(1)
            var requests = [selecting, .initReboot(one, address: address), .renewing(one, address: address)].map {
                (fixture, $0)
            }
            requests.append((unicast, .renewing(one, address: address)))
            for (state, message) in requests {
                var state = state
                let decision = state.send(message)
                #expect(decision.reason == .refusedByPolicy)
                #expect(decision.reply?.message.messageType == .nak)
                let request = DHCPRequest(message: message, origin: state.origin)
                #expect(state.engine.explain(decision, request)?.contains("policy") == true)
            }
        }
    }

    /// Client 1 with a lease, and where that is.
    private func leased(_ place: Place, isAuthoritative: Bool) throws -> (EngineFixture, IPv4Address) {
        let address = place == .outside || place == .reserved ? IPv4Address.ten(7) : .ten(100)
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101")
        if place == .reserved { subnet.reservations = [Reservation(.hardwareAddress(one), address: address)] }
        var fixture = try EngineFixture(subnets: [subnet]) {
            $0.isAuthoritative = isAuthoritative
            $0.allowsRapidCommit = true
        }
        var policy = TestPolicy()
        policy.assignsAddressesOutsidePools = place == .outside
        if place == .outside { policy.addresses = [one: .use(address)] }
        fixture.engine.policy = policy
        #expect(try fixture.acquire(one).yiaddr == address)
        if place == .formerPool {
            var configuration = fixture.engine.configuration
            configuration.subnets = [try EngineFixture.subnet("10.0.0.0/24", "10.0.0.110-10.0.0.111")]
            try fixture.engine.reconfigure(configuration)
        }
        return (fixture, address)
    }

    @Test func aClientThatRenewsAnotherAddressThanThePolicyWantsBeginsAgainAndGetsThat() throws {
        var (fixture, address) = try leased(.reserved, isAuthoritative: true)
        var policy = TestPolicy()
        policy.addresses = [one: .use(.ten(9))]
        fixture.engine.policy = policy
        for message in [DHCPMessage.renewing(one, address: address), .initReboot(one, address: address)] {
            let decision = fixture.send(message)
            #expect(decision.reason == .wrongAddress)
            #expect(decision.reply?.message.messageType == .nak)
        }
        #expect(try fixture.acquire(one).yiaddr == .ten(9))
        #expect(fixture.send(.renewing(one, address: .ten(9))).reason == .renewed)
        #expect(fixture.send(.initReboot(one, address: .ten(9))).reason == .renewed)
    }

    @Test func aPolicyHasNoSayInWhatIsAnotherServersBusiness() throws {
        var policy = TestPolicy()
        policy.addresses = [one: .refuse]
        var fixture = try fixture(policy)
        let other = DHCPMessage.client(.request, one) {
            $0[.requestedAddress] = .ten(100)
            $0[.serverIdentifier] = .ten(99)
        }
        #expect(fixture.send(other).reason == .otherServer)
        #expect(fixture.send(.initReboot(one, address: .ten(100))).reason == .unknownClient)
        var configuration = fixture.engine.configuration
        configuration.isAuthoritative = false
        try fixture.engine.reconfigure(configuration)
        #expect(fixture.send(.renewing(one, address: .ten(100))).reason == .unknownClient)
        fixture.origin.destination = .ten(1)
        #expect(fixture.send(.renewing(one, address: .ten(100))).reason == .refusedByPolicy)
    }

    @Test func aPolicyRefusesBOOTPAndAWordAboutChoosingAnAddressToo() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101")
        subnet.reservations = [Reservation(.hardwareAddress(one), address: .ten(7))]
        subnet.autoConfigure = .doNotAutoConfigure
        var fixture = try EngineFixture(subnets: [subnet])
        var policy = TestPolicy()
        policy.addresses = [one: .refuse]
        fixture.engine.policy = policy
        let bootp = fixture.send(DHCPMessage(op: .bootRequest, hardwareAddress: one))
        #expect(bootp.reason == .refusedByPolicy && bootp.reply == nil)
        let discovered = fixture.send(.discover(one) { $0[.autoConfigure] = .autoConfigure })
        #expect(discovered.reason == .refusedByPolicy && discovered.reply == nil)
    }

    @Test func aPolicyRefusesAClient() throws {
        var policy = TestPolicy()
        policy.addresses = [one: .refuse]
        var fixture = try fixture(policy)
        #expect(fixture.send(.discover(one)).reason == .refusedByPolicy)
        let request = DHCPMessage.client(.request, one) {
            $0[.requestedAddress] = .ten(100)
            $0[.serverIdentifier] = .ten(1)
        }
        #expect(fixture.send(request).reply?.message.messageType == .nak)
        #expect(fixture.send(.discover(two)).reason == .offered)
    }

    @Test func aPolicyClassifiesSelectsTheSubnetAndAmendsReplies() throws {
        var policy = TestPolicy()
        policy.classNames = ["lab", "no such class"]
        policy.prefix = try EngineFixture.prefix("10.0.1.0/24")
        policy.fileName = "amended"
        var fixture = try fixture(policy)
        let offer = try #require(fixture.send(.discover(one)).reply?.message)
        #expect(offer.yiaddr == IPv4Address(10, 0, 1, 100))
        #expect(offer.options[.leaseTime] == 600)
        #expect(offer.options[.bootFileName] == "amended")
    }
}

/// A policy that says what it is told to.
private struct TestPolicy: LeasePolicy {
    var addresses: [HardwareAddress: AddressChoice] = [:]
    var classNames: [String]?
    var prefix: IPv4Prefix?
    var fileName: String?
    var assignsAddressesOutsidePools = false

    func classes(of request: DHCPRequest, matched: [String]) -> [String] { classNames ?? matched }
    func subnet(for request: DHCPRequest, proposed: IPv4Prefix?) -> IPv4Prefix? { prefix ?? proposed }
    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice {
        addresses[request.hardwareAddress] ?? .accept
    }
    func amend(_ reply: inout DHCPMessage, to request: DHCPRequest) {
        if let fileName { reply.options[.bootFileName] = fileName }
    }
}
