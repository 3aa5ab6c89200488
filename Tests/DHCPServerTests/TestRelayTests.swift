import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Testing

/// A client of the test kit behind a relay, with the complete server.
@Suite struct TestRelayTests {
    private let transport = InMemoryTransport()
    private let relay: TestRelay

    init() {
        var information = RelayAgentInformation()
        information.circuitID = Array("eth1/0/7".utf8)
        relay = TestRelay(IPv4Address(10, 1, 0, 1), hops: 2, information: information)
    }

    private func service(_ addressing: ReplyAddressing = ReplyAddressing()) throws -> DHCPService<LeaseResponder> {
        let subnets = try ["10.0.0.0/24", "10.1.0.0/24"].map { text in
            let prefix = try #require(IPv4Prefix(text))
            let range = try #require(
                IPv4Range(text.replacing("0/24", with: "100-") + text.replacing("0/24", with: "109")))
            return Subnet(prefix, pools: [Pool(range)])
        }
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: subnets, addressing: addressing))
        return DHCPService(
            LeaseResponder(engine: engine, store: InMemoryLeaseStore(), logger: .silent), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: nil), clock: ManualClock(), logger: .silent)
    }

    private func client(_ number: UInt8) -> TestClient {
        TestClient(HardwareAddress(2, 0, 0, 0, 0, number), on: transport, behind: relay, within: .seconds(60))
    }

    @Test func aClientBehindARelayGetsAnAddressOfTheRelaysLink() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        var client = client(1)
        let lease = try await client.acquire()
        #expect(lease.address == IPv4Address(10, 1, 0, 100))
        #expect(lease.ack.giaddr == relay.address)
        #expect(lease.ack.options[.relayAgentInformation] == relay.information)
        #expect(lease.ack.options.codes.last == .relayAgentInformation)
        #expect(try await client.rebind().ack.giaddr == relay.address)
        #expect(try await client.reboot().address == lease.address)
        let kept = try await service.call { $0.engine.lease(at: lease.address) }
        #expect(kept?.relayAgentInformation == relay.information?.octets)
        var neighbour = TestClient(HardwareAddress(2, 0, 0, 0, 0, 2), on: transport, within: .seconds(60))
        #expect(try await neighbour.acquire().address == IPv4Address(10, 0, 0, 100))
    }

    @Test func aRenewalAndAReleasePassByTheRelay() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        var client = client(1)
        let lease = try await client.acquire()
        let renewed = try await client.renew()
        #expect(renewed.address == lease.address)
        #expect(renewed.ack.giaddr == .any)
        #expect(renewed.ack.options[.relayAgentInformation] == nil)
        try client.release()
        #expect(try await service.call { $0.engine.lease(at: lease.address)?.state } == .released)
    }

    @Test func aDeclineGoesThroughTheRelay() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        var client = client(1)
        let first = try await client.acquire()
        try client.decline()
        #expect(try await client.acquire().address != first.address)
        #expect(try await service.call { $0.engine.lease(at: first.address)?.state } == .declined)
        let parameters = try await client.inform(address: IPv4Address(10, 1, 0, 50))
        #expect(parameters.giaddr == relay.address)
    }

    @Test func aRefusalComesBackThroughTheRelay() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        var client = client(1)
        try await client.acquire()
        client.relay?.address = IPv4Address(10, 0, 0, 1)
        let error = await #expect(throws: TestClientError.self) { try await client.reboot() }
        #expect(error?.code == .refused)
        #expect(client.lease == nil)
    }

    @Test func aRelayThatSendsFromAnotherPortIsAnsweredThere() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        var client = client(1)
        client.relay?.sourcePort = 6767
        client.relay?.information?.relaySourcePort = []
        #expect(try await client.acquire().address == IPv4Address(10, 1, 0, 100))
    }

    @Test func anAnswerThatTheRelayDoesNotGetIsAnError() async throws {
        let service = try service(ReplyAddressing(relayPort: 6700))
        let task = Task { try await service.run() }
        defer { task.cancel() }
        var client = client(1)
        let error = await #expect(throws: TestClientError.self) { try await client.acquire() }
        #expect(error?.code == .misdirected)
        #expect(
            error?.description == "DISCOVER 1 of 02:00:00:00:00:01 was answered with OFFER 1 of 02:00:00:00:00:01 "
                + "to 10.1.0.1:6700, not to the relay at 10.1.0.1:67")
    }
}
