import DHCP
import DHCPCapture
import DHCPLeases
import DHCPProgram
import DHCPServer
import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Writes what a server receives and sends to a capture, with the reason of each decision as the packet's comment; two files
/// are written in turn, so that it takes no more room than it may.
///
/// The files are opened while root's rights are there. They are used by ``run()`` alone, which runs once, so it may go from one
/// task to another.
final class TrafficRecorder: Service, @unchecked Sendable {
    private let files: [OutputFile]
    private let limit: Int
    private let logger: Logger
    /// Whose traffic it is.
    private let handle = Mutex<CompleteServer.Handle?>(nil)

    /// Opens FILE and FILE.1, each of which may hold half of `limit` octets; what stood there is gone.
    ///
    /// Throws ``CannotRun`` when they can not be opened.
    init(_ path: String, limit: Int, logger: Logger) throws {
        do throws(CaptureSystemError) {
            files = [try OutputFile(path: path), try OutputFile(path: path + ".1")]
        } catch {
            throw CannotRun(description: "\(error)")
        }
        (self.limit, self.logger) = (limit / 2, logger)
    }

    /// Records the traffic of a server, before ``run()``.
    func attach(_ server: CompleteServer.Handle) { handle.withLock { $0 = server } }

    func run() async throws {
        guard let handle = handle.withLock({ $0 }) else { return }
        var (writer, current, written) = (PcapngWriter(), 0, 0)
        do throws(CaptureSystemError) {
            try files[0].write(PcapngWriter.header)
            // The server ends first (it is told to before this), and what it did until then is written.
            for await event in handle.events(limit: 8192) {
                if case .missed(let count) = event {
                    logger.warning(
                        "traffic was not recorded, as it came faster than it is written",
                        metadata: ["events": "\(count)"])
                }
                let octets = Self.octets(event, &writer)
                if octets.isEmpty { continue }
                if written + octets.count > limit {
                    current = 1 - current
                    (writer, written) = (PcapngWriter(), 0)
                    try files[current].empty()
                    try files[current].write(PcapngWriter.header)
                    let again = Self.octets(event, &writer)
                    try files[current].write(again)
                    written = again.count
                } else {
                    try files[current].write(octets)
                    written += octets.count
                }
            }
        } catch {
            logger.error("the traffic is not recorded any more", metadata: ["error": "\(error)"])
        }
        // The server may have ended already; who runs both takes a service for failed that ends before it is told to.
        try? await gracefulShutdown()
    }

    /// A message and its answer as they stand in the file.
    private static func octets(_ event: LeaseEvent, _ writer: inout PcapngWriter) -> [UInt8] {
        guard case .decided(let decided) = event else { return [] }
        let origin = decided.request.origin
        let from = origin.peer
        let here = DHCPEndpoint(origin.localAddress, port: DHCPEndpoint.serverPort)
        let reason = decided.reason.word
        var octets: [UInt8] = []
        if let packet = packet(from, DHCPEndpoint(origin.destination, port: here.port), decided.request.message) {
            octets += writer.record(
                packet, at: origin.receivedAt, interface: origin.interface, direction: .incoming, comment: reason)
        }
        guard let reply = decided.reply else { return octets }
        let destination: DHCPEndpoint =
            switch ReplyAddressing().destination(of: reply, to: decided.request) {
            case .unicast(let endpoint), .hardware(_, let endpoint), .broadcast(let endpoint): endpoint
            }
        if let packet = packet(here, destination, reply) {
            octets += writer.record(
                packet, at: origin.receivedAt, interface: origin.interface, direction: .outgoing, comment: reason)
        }
        return octets
    }

    private static func packet(
        _ source: DHCPEndpoint, _ destination: DHCPEndpoint, _ message: DHCPMessage
    ) -> [UInt8]? {
        let payload = message.encode()
        guard let header = UDPPacketHeader(from: source, to: destination, payload: payload.span) else { return nil }
        return header.octets.indices.map { header.octets[$0] } + payload
    }
}
