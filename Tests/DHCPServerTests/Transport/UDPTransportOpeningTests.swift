import DHCP
import DHCPServer
import DHCPTesting
import Logging
import NIOCore
import NIOPosix
import Testing

@Suite struct UDPTransportOpeningTests {
    private func transport(_ listen: DHCPEndpoint, interfaces: [String] = []) -> UDPTransport {
        UDPTransport(
            configuration: UDPTransport.Configuration(listen: listen, interfaces: interfaces),
            logger: Logger(label: "test"))
    }

    private func code(opening transport: UDPTransport) async -> DHCPTransportError.Code? {
        do {
            _ = try await transport.open(Recorder())
            await transport.close()
            return nil
        } catch {
            return (error as? DHCPTransportError)?.code
        }
    }

    @Test func aPortInUseIsNoticed() async throws {
        let first = transport(DHCPEndpoint(.loopback, port: 0))
        let endpoint = try #require(try await first.open(Recorder()).first)
        #expect(await code(opening: transport(endpoint)) == .portInUse)
        #expect(await code(opening: transport(DHCPEndpoint(.any, port: endpoint.port))) == .portInUse)
        await first.close()
        #expect(await code(opening: transport(endpoint)) == nil)
    }

    @Test(arguments: ["no-such-if0", "a name that is longer than any interface's", "?"])
    func aMissingInterfaceIsNoticed(name: String) async throws {
        #expect(await code(opening: transport(DHCPEndpoint(.any, port: 0), interfaces: [name])) == .noSuchInterface)
    }

    @Test func anAddressOfNoInterfaceIsNoticed() async throws {
        let address = IPv4Address(192, 0, 2, 77)
        #expect(await code(opening: transport(DHCPEndpoint(address, port: 0))) == .addressNotAvailable)
    }

    @Test func aTransportOpensOnce() async throws {
        let transport = transport(DHCPEndpoint(.loopback, port: 0))
        _ = try await transport.open(Recorder())
        await #expect(throws: DHCPTransportError.self) { _ = try await transport.open(Recorder()) }
        await transport.close()
        await #expect(throws: DHCPTransportError.self) { _ = try await transport.open(Recorder()) }
    }

    @Test func closingIsIdempotent() async throws {
        let unopened = transport(DHCPEndpoint(.loopback, port: 0))
        await unopened.close()
        await unopened.close()
        let opened = transport(DHCPEndpoint(.loopback, port: 0))
        _ = try await opened.open(Recorder())
        await withDiscardingTaskGroup { group in
            for _ in 0..<4 { group.addTask { await opened.close() } }
        }
        await opened.close()
    }

    @Test func closingWhileItOpensIsSafe() async throws {
        for _ in 0..<20 {
            let transport = transport(DHCPEndpoint(.loopback, port: 0))
            async let opening: Void = { _ = try? await transport.open(Recorder()) }()
            await transport.close()
            await opening
            await transport.close()
        }
    }

    @Test func sendingOnAClosedTransportIsReported() async throws {
        let transport = transport(DHCPEndpoint(.loopback, port: 0))
        _ = try await transport.open(Recorder())
        await transport.close()
        var batch = ReplyBatch()
        #expect(transport.send(batch).failures.isEmpty)
        let destination = ReplyDestination.unicast(DHCPEndpoint(.loopback, port: 9))
        batch.append(DHCPReply(message: DHCPMessage(op: .bootReply), destination: destination, origin: DHCPOrigin()))
        #expect(transport.send(batch).failures.map(\.index) == [0])
    }

    @Test func aLoopThatWasGivenIsNotEnded() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let transport = UDPTransport(
            configuration: UDPTransportTests.local, eventLoop: loop, logger: Logger(label: "test"))
        _ = try await transport.open(Recorder())
        await transport.close()
        let value = try await loop.submit { 1 }.get()
        #expect(value == 1)
    }
}
