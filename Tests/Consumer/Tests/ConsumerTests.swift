import DHCP
import DHCPConfiguration
import DHCPExplain
import DHCPLeaseFiles
import DHCPLeases
import DHCPServer
import DHCPTesting
import Testing

/// What a package can do with the products when no trait is on.
@Suite struct ConsumerTests {
    private let yaml = """
        subnets:
          - subnet: 10.0.0.0/24
            pools: [10.0.0.10-10.0.0.20]
        """

    @Test func aFileIsServedFromMemory() async throws {
        let configuration = try ServerConfiguration.parse(yaml, file: "test.yaml").configuration
        let engine = try LeaseEngine(configuration: configuration.leases)
        let transport = InMemoryTransport()
        let service = DHCPService(LeaseResponder(engine: engine, store: InMemoryLeaseStore()), transport: transport)
        let running = Task { try await service.run() }
        defer { running.cancel() }
        _ = try await service.boundAddresses
        var client = TestClient(HardwareAddress(2, 0, 0, 0, 0, 1), on: transport)
        let lease = try await client.acquire()
        #expect(try #require(IPv4Range("10.0.0.10-10.0.0.20")).contains(lease.address))
    }

    @Test func aDecisionIsExplained() throws {
        let configuration = try ServerConfiguration.parse(yaml, file: "test.yaml").configuration
        var engine = try LeaseEngine(configuration: configuration.leases)
        let origin = DHCPOrigin(localAddress: IPv4Address(10, 0, 0, 1))
        let request = DHCPRequest(message: .discover(HardwareAddress(2, 0, 0, 0, 0, 1)), origin: origin)
        #expect(engine.explain(request, at: DHCPInstant(seconds: 1)).diagnosis.cause == "offered")
    }
}
