import DHCP
import DHCPTesting
@testable import DHCPServer
import Logging
import Testing

@Suite struct SocketReaderTests {
    private let configuration = UDPTransport.Configuration(listen: DHCPEndpoint(.loopback, port: 0))

    private func withReader(_ body: (SocketReader, Recorder) async throws -> Void) async throws {
        let recorder = Recorder()
        let reader = try SocketReader(
            for: recorder, interfaces: InterfaceTable(), oversized: DatagramCount(), logger: .silent)
        do {
            try await body(reader, recorder)
        } catch {
            await reader.end()
            throw error
        }
        await reader.end()
    }

    @Test func aSocketIsClosedWhenItHasBeenRemoved() async throws {
        try await withReader { reader, _ in
            for _ in 0..<500 {
                let socket = try ListeningSocket(configuration.listen, on: nil, configuration)
                weak let descriptor = socket.descriptor
                try reader.add(socket)
                reader.remove([consume socket])
                #expect(descriptor == nil)
            }
        }
    }

    @Test func severalSocketsAreReadAndOneThatIsRemovedNoMore() async throws {
        try await withReader { reader, recorder in
            let sockets = try (0..<3).map { _ in try ListeningSocket(configuration.listen, on: nil, configuration) }
            for socket in sockets { try reader.add(socket) }
            try await RawClient.with { client in
                for (number, socket) in sockets.enumerated() {
                    try await client.send([UInt8(number)], to: socket.endpoint)
                }
                #expect(try await recorder.wait(for: 3).map(\.payload).sorted { $0[0] < $1[0] } == [[0], [1], [2]])
                reader.remove([sockets[0]])
                try await client.send([7], to: sockets[0].endpoint)
                try await client.send([8], to: sockets[1].endpoint)
                #expect(try await recorder.wait(for: 4).last?.payload == [8])
            }
        }
    }

    @Test func aReaderThatHasEndedKeepsNobodyWaiting() async throws {
        let reader = try SocketReader(
            for: Recorder(), interfaces: InterfaceTable(), oversized: DatagramCount(), logger: .silent)
        await reader.end()
        let socket = try ListeningSocket(configuration.listen, on: nil, configuration)
        try reader.add(socket)
        reader.remove([socket])
        await reader.end()
    }
}
