import DHCP
import DHCPServer
import NIOCore
import NIOPosix
import Synchronization

/// Keeps what a transport received.
final class Recorder: DatagramReceiver {
    struct Received: Sendable {
        var payload: [UInt8]
        var origin: DHCPOrigin

        /// The transaction id, when the payload is a DHCP message.
        var xid: UInt32? {
            payload.count < 8 ? nil : payload[4..<8].reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    struct TimedOut: Error {}

    private let state = Mutex<(received: [Received], bursts: Int)>(([], 0))

    func receive(_ payload: RawSpan, from origin: DHCPOrigin) {
        let octets = payload.byteOffsets.map { payload.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        state.withLock { $0.received.append(Received(payload: octets, origin: origin)) }
    }

    func endBurst() {
        state.withLock { $0.bursts += 1 }
    }

    /// Waits for `count` datagrams, ten seconds at most, and returns all.
    func wait(for count: Int) async throws -> [Received] {
        try await poll { $0.received.count >= count ? $0.received : nil }
    }

    func waitForEndOfBurst() async throws {
        _ = try await poll { $0.bursts > 0 ? true : nil }
    }

    private func poll<Value: Sendable>(
        _ body: (inout (received: [Received], bursts: Int)) -> Value?
    ) async throws -> Value {
        for _ in 0..<2_000 {
            if let value = state.withLock({ body(&$0) }) { return value }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw TimedOut()
    }
}

/// Sends whatever octets it is given, from a port of its own.
struct RawClient {
    let channel: any Channel
    let endpoint: DHCPEndpoint

    static func with(_ body: (RawClient) async throws -> Void) async throws {
        let channel = try await DatagramBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = UInt16(channel.localAddress?.port ?? 0)
        let client = RawClient(channel: channel, endpoint: DHCPEndpoint(.loopback, port: port))
        let result: Result<Void, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try await channel.close()
        try result.get()
    }

    func send(_ octets: [UInt8], to endpoint: DHCPEndpoint) async throws {
        let address = try SocketAddress(ipAddress: "\(endpoint.address)", port: Int(endpoint.port))
        let envelope = AddressedEnvelope(remoteAddress: address, data: ByteBuffer(bytes: octets))
        try await channel.writeAndFlush(envelope)
    }
}
