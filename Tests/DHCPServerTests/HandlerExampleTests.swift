import DHCP
import DHCPServer
import DHCPTesting
import Testing

// The code of the article `Testing.md`; ArticleTests compares them.

struct FirstComeServer: DHCPHandler {
    let server = IPv4Address(10, 0, 0, 1)
    let address = IPv4Address(10, 0, 0, 2)
    var owner: HardwareAddress?

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction {
        guard owner == nil || owner == request.hardwareAddress else { return .ignore }
        return .respond(request.reply(.offer, yiaddr: address, options: fill))
    }

    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction {
        guard owner == nil || owner == request.hardwareAddress else {
            return .respond(request.reply(.nak) { $0[.serverIdentifier] = server })
        }
        owner = request.hardwareAddress
        return .respond(request.reply(.ack, yiaddr: address, options: fill))
    }

    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }

    mutating func release(_ request: DHCPRequest) async throws -> DHCPAction {
        if owner == request.hardwareAddress { owner = nil }
        return .ignore
    }

    func fill(_ options: inout DHCPOptions) {
        options[.serverIdentifier] = server
        options[.leaseTime] = 3600
    }
}

@Suite struct HandlerExampleTests {
    @Test func theAddressGoesToTheNextWhenItIsReleased() async throws {
        let transport = InMemoryTransport()
        let service = DHCPService(FirstComeServer(), transport: transport)
        let running = Task { try await service.run() }
        defer { running.cancel() }

        var first = TestClient(HardwareAddress(2, 0, 0, 0, 0, 1), on: transport)
        let lease = try await first.acquire()
        #expect(lease.address == IPv4Address(10, 0, 0, 2))
        #expect(lease.time == .seconds(3600))
        try await first.renew()

        try first.release()
        #expect(try await service.call { $0.owner } == nil)

        var second = TestClient(HardwareAddress(2, 0, 0, 0, 0, 2), on: transport)
        #expect(try await second.acquire().address == lease.address)
    }

    @Test func aClientBehindARelayIsAnsweredThere() async throws {
        let transport = InMemoryTransport()
        let service = DHCPService(FirstComeServer(), transport: transport)
        let running = Task { try await service.run() }
        defer { running.cancel() }

        var port = RelayAgentInformation()
        port.circuitID = Array("eth1/0/7".utf8)
        let relay = TestRelay(IPv4Address(10, 1, 0, 1), information: port)
        var client = TestClient(HardwareAddress(2, 0, 0, 0, 0, 1), on: transport, behind: relay)
        let ack = try await client.acquire().ack
        #expect(ack.giaddr == relay.address)
        #expect(ack.options[.relayAgentInformation] == port)
    }

    @Test func theOfferIsTheSameAsEver() async throws {
        let transport = InMemoryTransport()
        let service = DHCPService(FirstComeServer(), transport: transport)
        let running = Task { try await service.run() }
        defer { running.cancel() }

        let discover = try DHCPMessage(
            hexadecimal: "01010600 3903f326 00000000" + zeros(16) + "00053c048d59" + zeros(202) + "63825363 350101 ff")
        let offer = try await transport.exchange(discover).message
        let snapshot = try DHCPMessage(
            hexadecimal: "02010600 3903f326 00000000" + zeros(4) + "0a000002" + zeros(8) + "00053c048d59"
                + zeros(202) + "63825363 350102 36040a000001 330400000e10 ff" + zeros(44))
        #expect(offer.differences(from: snapshot) == [])
    }

    func zeros(_ count: Int) -> String { String(repeating: "00", count: count) }
}
