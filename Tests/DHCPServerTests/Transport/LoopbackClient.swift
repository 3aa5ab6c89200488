import DHCP
import DHCPServer
import Logging
import Testing

/// A client on a UDP socket of 127.0.0.1, which a server answers there.
struct LoopbackClient {
    let transport: UDPTransport
    let endpoint: DHCPEndpoint
    private let recorder: Recorder

    static func with<Value>(_ body: (LoopbackClient) async throws -> Value) async throws -> Value {
        let transport = UDPTransport(configuration: UDPTransportTests.local, logger: .silent)
        let recorder = Recorder()
        let endpoint = try #require(try await transport.open(recorder).first)
        let result: Result<Value, any Error>
        do {
            let client = LoopbackClient(transport: transport, endpoint: endpoint, recorder: recorder)
            result = .success(try await body(client))
        } catch {
            result = .failure(error)
        }
        await transport.close()
        return try result.get()
    }

    /// How many datagrams came so far.
    var received: Int { get async throws { try await recorder.wait(for: 0).count } }

    /// Sends a message and returns the answer to it; waits ten seconds at most.
    func exchange(_ message: DHCPMessage, with server: DHCPEndpoint) async throws -> DHCPMessage {
        let before = try await received
        send(message, to: server)
        let received = try await recorder.wait(for: before + 1)
        return try DHCPMessage(decoding: received[before].payload)
    }

    func send(_ message: DHCPMessage, to server: DHCPEndpoint) {
        var batch = ReplyBatch()
        batch.append(DHCPReply(message: message, destination: .unicast(server), origin: DHCPOrigin()))
        #expect(transport.send(batch).sent == 1)
    }
}
