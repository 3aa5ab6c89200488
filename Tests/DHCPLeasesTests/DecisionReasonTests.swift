import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// A way to each reason: what is sent to a server, what it does and why.
struct ReasonCase: Sendable, CustomTestStringConvertible {
    let reason: ReasonCode
    let kind: DecisionKind
    let subnets: @Sendable () throws -> [Subnet]
    let configure: @Sendable (inout LeaseConfiguration) -> Void
    let play: @Sendable (inout EngineFixture) throws -> Decision

    init(
        _ reason: ReasonCode, _ kind: DecisionKind,
        subnets: @escaping @Sendable () throws -> [Subnet] = {
            [try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101")]
        },
        configure: @escaping @Sendable (inout LeaseConfiguration) -> Void = { _ in },
        play: @escaping @Sendable (inout EngineFixture) throws -> Decision
    ) {
        (self.reason, self.kind, self.subnets, self.configure, self.play) = (reason, kind, subnets, configure, play)
    }

    var testDescription: String { "\(reason.word): \(kind)" }
}

extension ReasonCase {
    static let one = EngineFixture.client(1)
    static let two = EngineFixture.client(2)
    static let server = IPv4Address.ten(1)

    /// A subnet in which `.50` is reserved for client 2.
    static let reserved: @Sendable () throws -> [Subnet] = {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101")
        subnet.reservations = [Reservation(.hardwareAddress(two), address: .ten(50))]
        return [subnet]
    }
    static let withoutPool: @Sendable () throws -> [Subnet] = { [Subnet(try EngineFixture.prefix("10.0.0.0/24"))] }
    static let allowsQueries: @Sendable (inout LeaseConfiguration) -> Void = {
        $0.leaseQueryRequesters = [IPv4Prefix("10.0.0.0/24")].compactMap { $0 }
    }

    static func query(_ fixture: inout EngineFixture, _ fill: (inout DHCPMessage) -> Void = { _ in }) -> Decision {
        var message = DHCPMessage(op: .bootRequest, xid: 1, giaddr: .ten(2))
        message.options[.messageType] = .leaseQuery
        fill(&message)
        return fixture.send(message)
    }

    static let answered: [ReasonCase] = [
        ReasonCase(.offered, .offer) { $0.send(.discover(one)) },
        ReasonCase(.leased, .ack) { fixture in
            let offer = try #require(fixture.send(.discover(one)).reply?.message)
            return fixture.send(.selecting(offer))
        },
        ReasonCase(.leased, .ack, configure: { $0.allowsRapidCommit = true }) {
            $0.send(.discover(one) { $0[raw: .rapidCommit] = [] })
        },
        ReasonCase(.renewed, .ack) { fixture in
            let ack = try fixture.acquire(one)
            return fixture.send(.renewing(one, address: ack.yiaddr))
        },
        ReasonCase(.informed, .ack) { $0.send(.inform(one, address: .ten(77))) },
        ReasonCase(.bootpAnswered, .answer, subnets: reserved) {
            $0.send(DHCPMessage(op: .bootRequest, xid: 1, hardwareAddress: two))
        },
        ReasonCase(.leaseQueryAnswered, .answer, configure: allowsQueries) { query(&$0) { $0.ciaddr = .ten(100) } },
        ReasonCase(
            .noAddressTold, .offer,
            subnets: {
                var subnet = try withoutPool()[0]
                subnet.autoConfigure = .doNotAutoConfigure
                return [subnet]
            }
        ) { $0.send(.discover(one) { $0[.autoConfigure] = .autoConfigure }) },
        ReasonCase(.released, .recorded) { fixture in
            let ack = try fixture.acquire(one)
            return fixture.send(.release(one, address: ack.yiaddr, server: server))
        },
        ReasonCase(.beingProbed, .silence) { fixture in
            fixture.engine.probeReach = ProbeReach(links: [1])
            return fixture.send(.discover(one))
        },
        ReasonCase(.declined, .recorded) { fixture in
            let ack = try fixture.acquire(one)
            return fixture.send(.decline(one, address: ack.yiaddr, server: server))
        },
    ]

    static let refused: [ReasonCase] = [
        ReasonCase(.wrongNetwork, .nak) { $0.send(.initReboot(one, address: IPv4Address(192, 168, 0, 1))) },
        ReasonCase(.addressTaken, .nak) { fixture in
            let ack = try fixture.acquire(two)
            return fixture.send(.renewing(one, address: ack.yiaddr))
        },
        ReasonCase(.addressResting, .nak) { fixture in
            let ack = try fixture.acquire(two)
            _ = fixture.send(.decline(two, address: ack.yiaddr, server: server))
            return fixture.send(.renewing(one, address: ack.yiaddr))
        },
        ReasonCase(.addressReserved, .nak, subnets: reserved) { $0.send(.renewing(one, address: .ten(50))) },
        ReasonCase(.notForLease, .nak) { $0.send(.renewing(one, address: .ten(50))) },
        ReasonCase(.wrongAddress, .nak, subnets: reserved) { $0.send(.renewing(two, address: .ten(100))) },
        ReasonCase(.refusedByPolicy, .nak) { fixture in
            let ack = try fixture.acquire(one)
            fixture.engine.policy = RefusingPolicy()
            return fixture.send(.renewing(one, address: ack.yiaddr))
        },
    ]

    static let silences: [ReasonCase] = [
        ReasonCase(.refusedByPolicy, .silence) { fixture in
            fixture.engine.policy = RefusingPolicy()
            return fixture.send(.discover(one))
        },
        ReasonCase(.notAuthoritative, .silence, configure: { $0.isAuthoritative = false }) {
            $0.send(.initReboot(one, address: IPv4Address(192, 168, 0, 1)))
        },
        ReasonCase(
            .ignored, .silence,
            configure: {
                var ignored = ClientClass("ignored", match: .all([]))
                ignored.isIgnored = true
                $0.classes = [ignored]
            }
        ) { $0.send(.discover(one)) },
        ReasonCase(.answeredElsewhere, .silence) { $0.send(.inform(one, address: IPv4Address(8, 8, 8, 8))) },
        ReasonCase(.noSubnet, .silence, subnets: { [try EngineFixture.subnet("10.9.0.0/24")] }) {
            $0.send(.discover(one))
        },
        ReasonCase(.poolExhausted, .silence) { fixture in
            _ = (try fixture.acquire(two), try fixture.acquire(EngineFixture.client(3)))
            return fixture.send(.discover(one))
        },
        ReasonCase(
            .noPoolForClient, .silence,
            subnets: {
                var subnet = try withoutPool()[0]
                subnet.pools = [Pool(try EngineFixture.range("10.0.0.100-10.0.0.101"), classes: ["none"])]
                return [subnet]
            }, configure: { $0.classes = [ClientClass("none", match: .any([]))] }
        ) { $0.send(.discover(one)) },
        ReasonCase(.limitReached, .silence, configure: { $0.limits.offers = 1 }) { fixture in
            _ = fixture.send(.discover(two))
            return fixture.send(.discover(one))
        },
        ReasonCase(.outsidePools, .silence) { fixture in
            let lease = Lease(
                address: .ten(77), client: ClientIdentity(one), hardwareAddress: one, state: .bound,
                start: UInt32(fixture.now.seconds), end: UInt32(fixture.now.seconds) + 600)
            fixture.engine.apply(LeaseChange(before: nil, after: lease))
            return fixture.send(.renewing(one, address: .ten(77)))
        },
        ReasonCase(.otherServer, .silence) {
            $0.send(
                .client(.request, one) {
                    $0[.serverIdentifier] = .ten(66); $0[.requestedAddress] = .ten(100)
                })
        },
        ReasonCase(.unknownClient, .silence) { $0.send(.initReboot(one, address: .ten(100))) },
        ReasonCase(.notOwner, .silence) { $0.send(.release(one, address: .ten(100), server: server)) },
        ReasonCase(.noIdentity, .silence) {
            $0.send(.client(.discover, HardwareAddress(0, 0, 0, 0, 0, 0)))
        },
        ReasonCase(.noAddress, .silence) { $0.send(.client(.request, one)) },
        ReasonCase(.noServerIdentifier, .silence) { $0.send(.client(.release, one, ciaddr: .ten(100))) },
        ReasonCase(.noOwnAddress, .silence) { fixture in
            fixture.origin.localAddress = .any
            return fixture.send(.discover(one))
        },
        ReasonCase(.impossibleAddress, .silence) { $0.send(.renewing(one, address: IPv4Address(127, 0, 0, 1))) },
        ReasonCase(.malformed, .silence) { $0.send(.client(.request, one) { $0[raw: .requestedAddress] = [1] }) },
        ReasonCase(.notRequest, .silence) { $0.send(.client(.offer, one)) },
        ReasonCase(.notForServers, .silence) { $0.send(.client(DHCPMessageType(rawValue: 9), one)) },
        ReasonCase(.bootp, .silence) { $0.send(DHCPMessage(op: .bootRequest, xid: 1, hardwareAddress: one)) },
        ReasonCase(.leaseQueryRefused, .silence) { query(&$0) { $0.ciaddr = .ten(100) } },
        ReasonCase(.leaseQueryEmpty, .silence, configure: allowsQueries) { query(&$0) },
        ReasonCase(.notFromAddress, .silence) { fixture in
            let ack = try fixture.acquire(one)
            fixture.origin.peer.address = .ten(66)
            return fixture.send(.release(one, address: ack.yiaddr, server: server))
        },
        ReasonCase(
            .notOnLink, .silence,
            subnets: {
                [
                    try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101"),
                    try EngineFixture.subnet("10.9.0.0/24", "10.9.0.100-10.9.0.101"),
                ]
            }
        ) { fixture in
            let ack = try fixture.acquire(one)
            var release = DHCPMessage.release(one, address: ack.yiaddr, server: server)
            release.giaddr = IPv4Address(10, 9, 0, 1)
            return fixture.send(release)
        },
        ReasonCase(.unknownRelay, .silence) { fixture in
            fixture.origin.peer.address = .ten(66)
            var message = DHCPMessage.inform(one, address: .ten(77))
            message.giaddr = IPv4Address(198, 51, 100, 7)
            return fixture.send(message)
        },
        ReasonCase(.tooManyDeclines, .silence, configure: { $0.limits.declinesPerClient = 0 }) { fixture in
            let ack = try fixture.acquire(one)
            return fixture.send(.decline(one, address: ack.yiaddr, server: server))
        },
        ReasonCase(.otherMember, .silence) { fixture in
            fixture.engine.cluster = ClusterView(
                name: "one", members: [.init(name: "two", identifiers: [.ten(2)])], hasQuorum: true, skew: 1)
            return fixture.send(.discover(one))
        },
        ReasonCase(.noQuorum, .silence) { fixture in
            fixture.engine.cluster = ClusterView(name: "one", members: [], hasQuorum: false, skew: 1)
            return fixture.send(.discover(one))
        },
        ReasonCase(.clockSkew, .silence) { fixture in
            for number in 2...3 { _ = try fixture.acquire(EngineFixture.client(number)) }
            _ = fixture.wait(86_400)
            fixture.engine.cluster = ClusterView(
                name: "one", members: [.init(name: "one", identifiers: [server])], hasQuorum: true, skew: 16)
            return fixture.send(.discover(one))
        },
        ReasonCase(.oldConfiguration, .silence) { fixture in
            var member = ClusterView.Member(name: "one", identifiers: [server])
            member.servesOldConfiguration = true
            fixture.engine.cluster = ClusterView(name: "one", members: [member], hasQuorum: true, skew: 1)
            return fixture.send(.discover(one))
        },
    ]
}

/// Gives nobody an address.
private struct RefusingPolicy: LeasePolicy {
    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice { .refuse }
}

@Suite("What a decision says of itself")
struct DecisionReasonTests {
    static let cases = ReasonCase.answered + ReasonCase.refused + ReasonCase.silences

    @Test(arguments: cases) func `each reason comes of its situation, and the kind says what is done`(
        _ each: ReasonCase
    ) throws {
        var fixture = try EngineFixture(subnets: each.subnets(), configure: each.configure)
        let decision = try each.play(&fixture)
        #expect(decision.reason == each.reason)
        #expect(decision.kind == each.kind)
        switch each.kind {
        case .offer: #expect(decision.reply?.message.messageType == .offer)
        case .ack: #expect(decision.reply?.message.messageType == .ack)
        case .nak: #expect(decision.reply?.message.messageType == .nak)
        case .answer: #expect(decision.reply != nil)
        case .recorded: #expect(decision.reply == nil && !decision.changes.isEmpty)
        case .silence: #expect(decision.reply == nil && decision.changes.isEmpty && decision.addressTold == nil)
        }
    }

    /// `notStored` and `tooLate` come of a store, behind the engine.
    @Test func `the table has every reason of the engine`() {
        let missing = Set(ReasonCode.allCases).subtracting(Self.cases.map(\.reason))
        #expect(missing == [.notStored, .tooLate])
    }

    @Test func `an answer names the address that it tells of`() throws {
        var fixture = try EngineFixture { $0.leaseQueryRequesters = [IPv4Prefix("10.0.0.0/24")].compactMap { $0 } }
        let offer = fixture.send(.discover(ReasonCase.one))
        #expect(offer.addressTold == nil, "an offer promises nothing that has to be durable")
        let message = try #require(offer.reply?.message)
        #expect(fixture.send(.selecting(message)).addressTold == message.yiaddr)
        #expect(ReasonCase.query(&fixture) { $0.ciaddr = .ten(100) }.addressTold == .ten(100))
        #expect(fixture.send(.inform(ReasonCase.one, address: .ten(77))).addressTold == nil)
    }
}
