import DHCP
import DHCPServer
import DHCPTesting
import Logging
import Testing

/// Sockets that were opened before the program gave up root.
@Suite struct EarlySocketsTests {
    private func open(_ configuration: UDPTransport.Configuration, _ early: EarlySockets) async throws -> [DHCPEndpoint]
    {
        let transport = UDPTransport(configuration: configuration, early: early, logger: Logger(label: "test"))
        let endpoints = try await transport.open(Recorder())
        await transport.close()
        return endpoints
    }

    @Test(arguments: [[], ["lo"], ["lo", "lo"]])
    func theTransportGoesOnWithThem(interfaces: [String]) async throws {
        var configuration = UDPTransport.Configuration(
            listen: DHCPEndpoint(.loopback, port: 0), interfaces: interfaces)
        let early = try EarlySockets(configuration)
        let endpoint = try #require(early.endpoints.first)
        #expect(early.endpoints.count == 1)
        // The port is taken, so another socket could not have it.
        configuration.listen = endpoint
        #expect(try await open(configuration, early) == [endpoint])
        #expect(early.endpoints == [])
    }

    @Test func interfacesThatAreWaitedForHaveNone() async throws {
        let configuration = UDPTransport.Configuration(
            listen: DHCPEndpoint(.any, port: 0), interfaces: ["no-such-if0"], waitsForInterfaces: true)
        let early = try EarlySockets(configuration)
        #expect(early.endpoints == [])
        #expect(try await open(configuration, early) == [])
    }

    @Test func whatIsNotWantedAnyMoreIsClosed() async throws {
        let early = try EarlySockets(
            UDPTransport.Configuration(listen: DHCPEndpoint(.loopback, port: 0), interfaces: ["lo"]))
        let endpoint = try #require(early.endpoints.first)
        let other = UDPTransport.Configuration(
            listen: endpoint, interfaces: ["no-such-if0"], waitsForInterfaces: true)
        _ = try await open(other, early)
        #expect(early.endpoints == [])
        let again = UDPTransport(
            configuration: UDPTransport.Configuration(listen: endpoint), logger: Logger(label: "test"))
        #expect(try await again.open(Recorder()) == [endpoint])
        await again.close()
    }

    @Test func aPortInUseIsNoticed() async throws {
        let first = try EarlySockets(UDPTransport.Configuration(listen: DHCPEndpoint(.loopback, port: 0)))
        let endpoint = try #require(first.endpoints.first)
        do {
            _ = try EarlySockets(UDPTransport.Configuration(listen: endpoint))
            Issue.record("the port was taken twice")
        } catch {
            #expect((error as? DHCPTransportError)?.code == .portInUse)
        }
    }
}
