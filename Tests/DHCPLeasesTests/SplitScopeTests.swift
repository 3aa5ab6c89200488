import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Two servers of one network that share no leases, each with pools of its own and both with the same reservations, as
/// Documentation/Running.md has them: what each says to clients of the other.
@Suite struct SplitScopeTests {
    private let one = EngineFixture.client(1)
    private let reserved = EngineFixture.client(9)
    private let first = IPv4Address.ten(100)
    private let second = IPv4Address.ten(110)

    /// A server whose pool has ten addresses from `start`.
    private func server(at address: UInt8, poolFrom start: UInt8) throws -> EngineFixture {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.\(start)-10.0.0.\(start + 9)")
        subnet.reservations = [Reservation(.hardwareAddress(reserved), address: .ten(50))]
        var fixture = try EngineFixture(subnets: [subnet]) {
            $0.identifier = .ten(address)
            $0.isAuthoritative = false
        }
        fixture.origin.localAddress = .ten(address)
        return fixture
    }

    private func servers() throws -> (EngineFixture, EngineFixture) {
        (try server(at: 2, poolFrom: 100), try server(at: 3, poolFrom: 110))
    }

    /// What a client of the other server broadcasts, and this one hears.
    private func questions(_ client: HardwareAddress, _ address: IPv4Address) -> [DHCPMessage] {
        [.renewing(client, address: address), .initReboot(client, address: address)]
    }

    private func expectSilence(
        _ server: inout EngineFixture, _ address: IPv4Address, _ sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for message in questions(one, address) {
            let decision = server.send(message)
            #expect(decision.reply == nil, sourceLocation: sourceLocation)
            #expect(decision.reason == .unknownClient, sourceLocation: sourceLocation)
            #expect(decision.changes.isEmpty, sourceLocation: sourceLocation)
        }
    }

    @Test func aServerIsSilentToClientsThatItNeverSaw() throws {
        var (one, two) = try servers()
        expectSilence(&one, second)
        expectSilence(&two, first)
    }

    @Test func itIsSilentToAClientThatTookTheOthersOffer() throws {
        var (one, two) = try servers()
        let offer = try #require(one.send(.discover(self.one)).reply?.message)
        let passedOver = try #require(two.send(.discover(self.one)).reply?.message)
        #expect([offer.yiaddr, passedOver.yiaddr] == [first, second])
        #expect(one.send(.selecting(offer)).reason == .leased)
        expectSilence(&two, first)
        #expect(two.send(.selecting(offer)).reason == .otherServer)
        expectSilence(&two, first)
        #expect(two.engine.pools.map(\.free) == [10], "what was offered is free again")
    }

    @Test(arguments: [0, 50_000]) func itIsSilentToAClientThatHadALeaseOfItsOwn(pause: Int) throws {
        var (_, two) = try servers()
        #expect(try two.acquire(one).yiaddr == second)
        // While it was away the client got an address of the other.
        _ = two.wait(pause)
        expectSilence(&two, first)
    }

    @Test func theServerOfTheAddressAnswers() throws {
        var (one, two) = try servers()
        for server in [0, 1] {
            var own = server == 0 ? one : two
            let address = try own.acquire(self.one).yiaddr
            for message in questions(self.one, address) { #expect(own.send(message).reason == .renewed) }
        }
        // Whom nobody answers starts anew, with an address of the server that is there.
        let wish = DHCPMessage.discover(self.one) { $0[.requestedAddress] = first }
        #expect(two.send(wish).reply?.message.yiaddr == second)
        one.origin.destination = .ten(2)
        #expect(one.send(.renewing(self.one, address: first)).reason == .leased, "that it never saw, but it was asked")
    }

    @Test func neitherGivesOutAnAddressOfTheOther() throws {
        var (one, two) = try servers()
        for number in 10..<20 {
            let client = EngineFixture.client(number)
            let wish: (inout DHCPOptions) -> Void = { $0[.requestedAddress] = .ten(90 + UInt8(number)) }
            #expect(try one.acquire(client, options: wish).yiaddr == .ten(90 + UInt8(number)))
            #expect(try two.acquire(client, options: wish).yiaddr == .ten(100 + UInt8(number)))
        }
        for server in [one, two] {
            var server = server
            #expect(server.send(.discover(self.one)).reason == .poolExhausted)
        }
    }

    @Test func aReservedAddressIsTheClientsOnBoth() throws {
        var (one, two) = try servers()
        #expect(try one.acquire(reserved).yiaddr == .ten(50))
        for message in questions(reserved, .ten(50)) { #expect(two.send(message).reply?.message.yiaddr == .ten(50)) }
        for message in questions(reserved, first) {
            #expect(two.send(message).reason == .wrongAddress, "it has a better one")
        }
        for message in questions(self.one, .ten(50)) {
            #expect(two.send(message).reply?.message.messageType == .nak, "two machines would use it")
        }
    }

    /// Why `authoritative: false` stands in both.
    @Test func anAuthoritativeServerRefusesClientsOfTheOther() throws {
        var (_, two) = try servers()
        var configuration = two.engine.configuration
        configuration.isAuthoritative = true
        try two.engine.reconfigure(configuration)
        #expect(two.send(.renewing(one, address: first)).reason == .notForLease)
        #expect(try two.acquire(one).yiaddr == second)
        for message in questions(one, first) { #expect(two.send(message).reason == .wrongAddress) }
    }
}
