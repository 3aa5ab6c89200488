import DHCP
import DHCPTesting
import Testing

@testable import DHCPLeases

/// What grows with the configuration or with what strangers do, counted in work and not in time.
@Suite struct GrowthTests {
    /// `count` reservations with a host name each, in one subnet.
    private func reserved(_ count: Int) throws -> EngineFixture {
        var subnet = try EngineFixture.subnet("10.0.0.0/8", "10.255.0.0-10.255.0.9")
        subnet.reservations = (0..<count).map { number in
            Reservation(
                .hardwareAddress(EngineFixture.client(number)),
                address: IPv4Address(bitPattern: IPv4Address(10, 1, 0, 0).bitPattern + UInt32(number)),
                hostName: "h\(number)")
        }
        return try EngineFixture(subnets: [subnet])
    }

    @Test func whatReservedClientsAreToldIsComposedOnceForEach() throws {
        var fixture = try reserved(6000)
        for _ in 0..<3 {
            for number in 0..<6000 {
                let offer = fixture.send(
                    .discover(EngineFixture.client(number)) { $0[.parameterRequestList] = [.hostName] })
                #expect(offer.reply?.message.options[.hostName] == "h\(number)")
            }
        }
        #expect(fixture.engine.scopes.madeCount == 6000)
    }

    @Test func aScopeOfClassesDrivesOutTheOldestAlone() throws {
        let subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        var fixture = try EngineFixture(subnets: [subnet]) {
            $0.classes = (0..<13).map { number in
                var member = ClientClass("c\(number)", match: .requestedOption(.init(rawValue: UInt8(200 + number))))
                member.options[.domainName] = "d\(number)"
                return member
            }
        }
        func discover(_ choice: Int) {
            let codes = (0..<13).filter { choice & 1 << $0 != 0 }.map { DHCPOptionCode(rawValue: UInt8(200 + $0)) }
            _ = fixture.send(.discover(EngineFixture.client(1)) { $0[.parameterRequestList] = codes })
        }
        for choice in 1...4097 { discover(choice) }
        #expect(fixture.engine.scopes.madeCount == 4097)
        for choice in 2...4097 { discover(choice) }
        #expect(fixture.engine.scopes.madeCount == 4097, "only the first was forgotten")
        discover(1)
        #expect(fixture.engine.scopes.madeCount == 4098)
    }

    @Test func senderLimitsForgetWhatTheyCountWithIt() throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/16", "10.0.16.0-10.0.31.255")]) {
            $0.limits = ClientLimits(offersPerRelay: 1000, offersPerPort: 50)
        }
        for number in 0..<3000 {
            let port = [UInt8(number % 30)]
            _ = fixture.send(
                .discover(EngineFixture.client(number), giaddr: IPv4Address(10, 0, UInt8(number / 1000), 2)) {
                    $0[raw: .relayAgentInformation] = [1, 1] + port
                })
        }
        #expect(fixture.engine.offerCount == 3000)
        #expect(fixture.engine.limits.entryCount == 3000 + 3 + 90)
        _ = fixture.wait(61)
        #expect(fixture.engine.limits.entryCount == 0)
    }

    @Test func aQuestionByIdentifierLooksAtTheLeasesOfThatClientAlone() throws {
        var subnets: [Subnet] = []
        for network in 0..<50 {
            var subnet = try EngineFixture.subnet("10.\(network).0.0/16", "10.\(network).1.0-10.\(network).1.99")
            subnet.reservations = [
                Reservation(
                    .hardwareAddress(EngineFixture.client(network)), address: IPv4Address(10, UInt8(network), 0, 9))
            ]
            subnets.append(subnet)
        }
        var fixture = try EngineFixture(subnets: subnets) {
            $0.leaseQueryRequesters = [IPv4Prefix(.ten(2), length: 32)].compactMap(\.self)
        }
        fixture.origin.localAddress = .ten(1)
        // One client by its own name and one that its reservation names otherwise.
        for (number, identifier) in [(700, [UInt8(9), 9]), (0, [8, 8])] {
            _ = try fixture.acquire(EngineFixture.client(number)) { $0[raw: .clientIdentifier] = identifier }
            let client = EngineFixture.client(number)
            let own = fixture.send(
                .client(.request, client, ciaddr: number == 0 ? .ten(9) : IPv4Address(10, 0, 1, 0)) {
                    $0[raw: .clientIdentifier] = identifier
                })
            #expect(own.reason == .renewed)
            let identity = try #require(ClientIdentity(clientIdentifier: identifier))
            #expect(fixture.engine.table.rows(named: identity.tableHash).count == 1)
            var query = DHCPMessage(op: .bootRequest, xid: 9, giaddr: .ten(2))
            query.options[.messageType] = .leaseQuery
            query.options[raw: .clientIdentifier] = identifier
            let answer = fixture.send(query).reply?.message
            #expect(answer?.messageType == .leaseActive)
            #expect(answer?.hardwareAddress == client)
        }
    }
}
