package import DHCP
package import DHCPServer
import Logging

/// A client on a UDP socket of 127.0.0.1, which a server answers there.
package struct LoopbackClient: Sendable {
    package let transport: UDPTransport
    package let endpoint: DHCPEndpoint
    private let recorder: Recorder

    /// Runs `body` with a client on a free port, and closes its socket.
    package static func with<Value>(_ body: (LoopbackClient) async throws -> Value) async throws -> Value {
        let transport = UDPTransport(
            configuration: UDPTransport.Configuration(listen: DHCPEndpoint(.loopback, port: 0)),
            logger: Logger(label: "client") { _ in SwiftLogNoOpLogHandler() })
        let recorder = Recorder()
        guard let endpoint = try await transport.open(recorder).first else { throw Recorder.TimedOut() }
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
    package var received: Int { get async throws { try await recorder.wait(for: 0).count } }

    /// Sends a message and returns the answer to it; waits ten seconds at most.
    package func exchange(_ message: DHCPMessage, with server: DHCPEndpoint) async throws -> DHCPMessage {
        let before = try await received
        send(message, to: server)
        let received = try await recorder.wait(for: before + 1)
        return try DHCPMessage(decoding: received[before].payload)
    }

    /// Sends a message; one that the system does not take is lost.
    package func send(_ message: DHCPMessage, to server: DHCPEndpoint) {
        var batch = ReplyBatch()
        batch.append(DHCPReply(message: message, destination: .unicast(server), origin: DHCPOrigin()))
        _ = transport.send(batch)
    }

    /// What a new client gets that is behind a relay on this host: DISCOVER, OFFER, REQUEST and the answer to that.
    package func acquire(_ client: HardwareAddress, from server: DHCPEndpoint) async throws -> DHCPMessage {
        let offer = try await exchange(.relayedDiscover(client), with: server)
        return try await exchange(.relayedRequest(offer), with: server)
    }
}

extension DHCPMessage {
    /// A DISCOVER through a relay at 127.0.0.1 that listens on the port it sends from (RFC 8357).
    package static func relayedDiscover(_ client: HardwareAddress, xid: UInt32 = 1) -> DHCPMessage {
        var message = DHCPMessage(op: .bootRequest, xid: xid, hardwareAddress: client, hops: 1, giaddr: .loopback)
        message.options[.messageType] = .discover
        message.options[raw: .relayAgentInformation] = [19, 2, 0, 0]
        return message
    }

    /// The REQUEST that follows on an OFFER to such a client.
    package static func relayedRequest(_ offer: DHCPMessage) -> DHCPMessage {
        var message = relayedDiscover(offer.hardwareAddress, xid: offer.xid)
        message.options[.messageType] = .request
        message.options[.requestedAddress] = offer.yiaddr
        message.options[.serverIdentifier] = offer.options[.serverIdentifier]
        return message
    }
}
