import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// A server whose interface has addresses in several subnets.
@Suite struct SeveralAddressesTests {
    private static let first = IPv4Address(192, 168, 77, 5)
    private static let second = IPv4Address(10, 0, 0, 1)
    private static let third = IPv4Address(10, 0, 0, 2)

    /// How a datagram comes in at the interface that has all three addresses.
    private func origin(
        to destination: IPv4Address = .broadcast, from peer: IPv4Address = .any
    ) -> DHCPOrigin {
        DHCPOrigin(
            interface: "s0", interfaceIndex: 2, localAddress: destination == .broadcast ? Self.first : destination,
            localAddresses: [Self.first, Self.second, Self.third], peer: DHCPEndpoint(peer, port: 68),
            destination: destination)
    }

    private func fixture(
        _ subnets: [Subnet]? = nil, origin: DHCPOrigin? = nil, configure: (inout LeaseConfiguration) -> Void = { _ in }
    ) throws -> EngineFixture {
        var fixture = try EngineFixture(subnets: subnets, configure: configure)
        fixture.origin = origin ?? self.origin()
        return fixture
    }

    private func both(sharing network: String? = nil, interface: String? = nil) throws -> [Subnet] {
        var subnets = [
            try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109"),
            try EngineFixture.subnet("192.168.77.0/24", "192.168.77.100-192.168.77.101"),
        ]
        for index in subnets.indices { subnets[index].sharedNetwork = network }
        subnets[0].interface = interface
        return subnets
    }

    private func expect(_ reply: DHCPReply?, names server: IPv4Address, from source: IPv4Address? = nil) throws {
        let reply = try #require(reply)
        #expect(reply.message.options[.serverIdentifier] == server)
        #expect(reply.origin.localAddress == source ?? server)
    }

    @Test("a subnet on a secondary address is served, and the server names itself by its address there")
    func secondary() throws {
        var fixture = try fixture()
        let client = EngineFixture.client(1)
        let offered = fixture.send(.discover(client))
        try expect(offered.reply, names: Self.second)
        let offer = try #require(offered.reply?.message)
        let acknowledged = fixture.send(.selecting(offer))
        #expect(acknowledged.reason == .leased)
        try expect(acknowledged.reply, names: Self.second)
    }

    @Test("a subnet that names the interface is named by the address in it")
    func namedInterface() throws {
        var fixture = try fixture(try both(interface: "s0"))
        try expect(fixture.send(.discover(EngineFixture.client(1))).reply, names: Self.second)
    }

    @Test("of two subnets on one link the first address\'s is served")
    func order() throws {
        var fixture = try fixture(try both())
        let reply = fixture.send(.discover(EngineFixture.client(1))).reply
        #expect(reply?.message.yiaddr == IPv4Address(192, 168, 77, 100))
        try expect(reply, names: Self.first)
    }

    @Test("in a shared network each client is told the address in the subnet of its own")
    func sharedNetwork() throws {
        var fixture = try fixture(try both(sharing: "campus"))
        for number in 1...2 {
            try expect(fixture.send(.discover(EngineFixture.client(number))).reply, names: Self.first)
        }
        let reply = fixture.send(.discover(EngineFixture.client(3))).reply
        #expect(reply?.message.yiaddr == .ten(100))
        try expect(reply, names: Self.second)
        let ack = fixture.send(.selecting(try #require(reply?.message)))
        #expect(ack.reason == .leased)
        try expect(ack.reply, names: Self.second)
    }

    @Test(
        "who wrote to one address is answered from it, and told the address in its subnet", arguments: [second, first])
    func renewal(written: IPv4Address) throws {
        var fixture = try fixture()
        let client = EngineFixture.client(1)
        let address = try fixture.acquire(client).yiaddr
        fixture.origin = origin(to: written, from: address)
        let renewed = fixture.send(.client(.request, client, ciaddr: address))
        #expect(renewed.reason == .renewed)
        try expect(renewed.reply, names: Self.second, from: written)
    }

    @Test("a client that rebinds or informs itself is where its address is, not where the first subnet is")
    func broadcastWithAddress() throws {
        var fixture = try fixture(try both(interface: "s0"))
        let client = EngineFixture.client(1)
        let address = try fixture.acquire(client).yiaddr
        #expect(address == .ten(100))
        try fixture.engine.reconfigure(LeaseConfiguration(subnets: try both()))
        let rebound = fixture.send(.client(.request, client, ciaddr: address))
        #expect(rebound.reason == .renewed)
        try expect(rebound.reply, names: Self.second)
        let informed = fixture.send(.client(.inform, client, ciaddr: .ten(77)))
        #expect(informed.reason == .informed)
        try expect(informed.reply, names: Self.second)
    }

    @Test("every address of the interface is this server\'s name", arguments: [first, second, third])
    func names(named: IPv4Address) throws {
        var fixture = try fixture()
        let client = EngineFixture.client(1)
        var offer = try #require(fixture.send(.discover(client)).reply?.message)
        offer.options[.serverIdentifier] = named
        #expect(fixture.send(.selecting(offer)).reason == .leased)
        #expect(fixture.send(.release(client, address: offer.yiaddr, server: named)).reason == .released)
    }

    @Test("an address of another host is not")
    func otherServer() throws {
        var fixture = try fixture()
        var offer = try #require(fixture.send(.discover(EngineFixture.client(1))).reply?.message)
        offer.options[.serverIdentifier] = .ten(3)
        #expect(fixture.send(.selecting(offer)).reason == .otherServer)
    }

    @Test("a relay that wrote to one of the addresses is answered from it")
    func relayed() throws {
        let far = try EngineFixture.subnet("10.9.0.0/24", "10.9.0.100-10.9.0.101")
        var fixture = try fixture([far] + both(), origin: origin(to: Self.second, from: .ten(9)))
        let client = EngineFixture.client(1)
        var discover = DHCPMessage.discover(client)
        discover.giaddr = IPv4Address(10, 9, 0, 1)
        try expect(fixture.send(discover).reply, names: Self.second)
        discover.giaddr = IPv4Address(192, 168, 77, 9)
        try expect(fixture.send(discover).reply, names: Self.first, from: Self.second)
    }

    @Test("an identifier goes before all, and replies come from it when it is an address of the interface")
    func identifier() throws {
        var fixture = try fixture { $0.identifier = Self.third }
        try expect(fixture.send(.discover(EngineFixture.client(1))).reply, names: Self.third)
        let foreign = IPv4Address(10, 77, 0, 1)
        fixture = try self.fixture { $0.identifier = foreign }
        try expect(fixture.send(.discover(EngineFixture.client(1))).reply, names: foreign, from: Self.second)
    }

    @Test("without an address, replies come from the identifier")
    func withoutAddress() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        subnet.interface = "s0"
        var fixture = try fixture([subnet], origin: DHCPOrigin(interface: "s0", interfaceIndex: 2)) {
            $0.identifier = Self.second
        }
        try expect(fixture.send(.discover(EngineFixture.client(1))).reply, names: Self.second)
    }

    @Test("none of the addresses is leased")
    func ownAddresses() throws {
        let subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.1-10.0.0.3")
        var fixture = try fixture([subnet])
        #expect(fixture.send(.discover(EngineFixture.client(1))).reply?.message.yiaddr == .ten(3))
        #expect(fixture.send(.discover(EngineFixture.client(2))).reason == .poolExhausted)
    }

    @Test("an address of another interface that was written to does not say where the client is")
    func writtenToOtherInterface() throws {
        let others = [
            try EngineFixture.subnet("10.5.0.0/24", "10.5.0.100-10.5.0.101"),
            try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109"),
        ]
        var fixture = try fixture(others, origin: origin(to: IPv4Address(10, 5, 0, 1)))
        let reply = fixture.send(.discover(EngineFixture.client(1))).reply
        #expect(reply?.message.yiaddr == .ten(100))
    }
}
