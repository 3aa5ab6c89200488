import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Testing

/// The published test kit: a client that drives exchanges, and snapshots.
@Suite struct TestClientTests {
    let transport = InMemoryTransport()
    let clock = ManualClock()

    private func leases() throws -> DHCPService<LeaseResponder> {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.109"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        return DHCPService(
            LeaseResponder(engine: engine, store: InMemoryLeaseStore(), logger: .silent),
            transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil), clock: clock,
            logger: .silent)
    }

    private func client(_ number: UInt8) -> TestClient {
        TestClient(HardwareAddress(2, 0, 0, 0, 0, number), on: transport, within: .seconds(60))
    }

    @Test func aClientAcquiresRenewsRebindsRebootsAndReleases() async throws {
        let service = try leases()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        var client = client(1)
        let lease = try await client.acquire()
        #expect(lease.address == IPv4Address(10, 0, 0, 100))
        #expect(lease.server == IPv4Address(10, 0, 0, 1))
        #expect(lease.time == .seconds(43_200))
        #expect(try await client.renew().address == lease.address)
        #expect(try await client.rebind().address == lease.address)
        #expect(try await client.reboot().address == lease.address)
        try client.release()
        #expect(client.lease == nil)
        let state = try await service.call { $0.engine.lease(at: lease.address)?.state }
        #expect(state != .bound)
    }

    @Test func clientsAtTheSameTimeGetEachItsOwnAnswer() async throws {
        let service = try leases()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        let addresses = try await withThrowingTaskGroup(of: IPv4Address.self) { group in
            for number in UInt8(1)...8 {
                var client = client(number)
                group.addTask { try await client.acquire().address }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(addresses.count == 8)
    }

    @Test func aClientDeclinesAndAsksForParameters() async throws {
        let service = try leases()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        var client = client(1)
        let first = try await client.acquire()
        try client.decline()
        #expect(try await client.acquire().address != first.address)
        let parameters = try await client.inform(address: IPv4Address(10, 0, 0, 50))
        #expect(parameters.yiaddr == .any)
        #expect(parameters.options[.subnetMask] == IPv4Address(255, 255, 255, 0))
    }

    @Test func noAnswerIsAnErrorThatNamesTheMessage() async throws {
        var client = TestClient(
            HardwareAddress(2, 0, 0, 0, 0, 1), on: transport, within: .milliseconds(1), firstXID: 26)
        let error = await #expect(throws: TestClientError.self) { try await client.acquire() }
        #expect(error?.code == .noAnswer)
        #expect(error?.description == "no answer to DISCOVER 1a of 02:00:00:00:00:01 within 0.001 seconds")
    }

    @Test func aRefusalIsAnErrorThatNamesIt() async throws {
        let service = try leases()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        var client = client(1)
        let lease = try await client.acquire()
        var other = self.client(2)
        try await other.acquire()
        let stranger = DHCPMessage.initReboot(HardwareAddress(2, 0, 0, 0, 0, 2), address: lease.address)
        #expect(try await transport.exchange(stranger).message.messageType == .nak)
        try client.release()
        #expect(throws: TestClientError.self) { try client.release() }
        await #expect(throws: TestClientError.self) { try await client.renew() }
    }

    @Test func aServiceThatEndsLetsNoClientWait() async throws {
        let service = try leases()
        let task = Task { try await service.run() }
        _ = try await service.boundAddresses
        task.cancel()
        _ = await task.result
        var client = client(1)
        let error = await #expect(throws: TestClientError.self) { try await client.acquire() }
        #expect(error?.code == .ended)
    }

    @Test func aSnapshotIsReadFromTextAndComparedOctetForOctet() throws {
        let message = DHCPMessage.discover(HardwareAddress(2, 0, 0, 0, 0, 1), xid: 0xABCD) { $0[.hostName] = "pi" }
        let snapshot = try DHCPMessage(hexadecimal: message.hexadecimal)
        #expect(snapshot.differences(from: message) == [])
        #expect(snapshot.encode() == message.encode())
        let compact = message.hexadecimal.filter { !$0.isWhitespace }.uppercased()
        #expect(try DHCPMessage(hexadecimal: compact) == message)

        var changed = message
        changed.secs = 3
        changed.options[.hostName] = "pie"
        #expect(
            changed.differences(from: snapshot) == [
                "secs: 3, not 0", "option 12 (host-name): 70 69 65, not 70 69",
                "octets: different from octet 9 on, 300 octets, not 300",
            ])
    }

    @Test(arguments: [("0g", 1), ("012", 3), ("0 1", 1), ("01 é", 3)])
    func aSnapshotThatIsNotHexadecimalSaysWhere(text: String, place: Int) {
        let error = #expect(throws: DHCPDecodingError.self) { try DHCPMessage(hexadecimal: text) }
        #expect(error == DHCPDecodingError(.invalidValue, offset: place))
    }
}
