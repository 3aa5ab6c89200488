package import DHCP
import DHCPServer
import Synchronization

/// Keeps what a transport received.
package final class Recorder: DatagramReceiver {
    package struct Received: Sendable {
        package var payload: [UInt8]
        package var origin: DHCPOrigin

        /// The transaction id, when the payload is a DHCP message.
        package var xid: UInt32? {
            payload.count < 8 ? nil : payload[4..<8].reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    package struct TimedOut: Error {}

    private let state = Mutex<(received: [Received], bursts: Int)>(([], 0))

    package init() {}

    package func receive(_ payload: RawSpan, from origin: DHCPOrigin) {
        let octets = payload.byteOffsets.map { payload.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        state.withLock { $0.received.append(Received(payload: octets, origin: origin)) }
    }

    package func endBurst() {
        state.withLock { $0.bursts += 1 }
    }

    /// Waits for `count` datagrams, ten seconds at most, and returns all.
    package func wait(for count: Int) async throws -> [Received] {
        try await poll { $0.received.count >= count ? $0.received : nil }
    }

    package func waitForEndOfBurst() async throws {
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
