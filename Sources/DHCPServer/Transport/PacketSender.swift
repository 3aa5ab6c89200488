internal import DHCP
internal import DHCPLinux
internal import Logging

/// Sends batches: sorts the replies by the socket they leave by, and gives each socket its share in one call.
struct PacketSender {
    /// A socket, and what waits to be sent by it.
    private struct Lane {
        let socket: Descriptor
        /// The interface the socket is restricted to; 0 for none.
        let interface: UInt32
        /// Whether the kernel may be given several datagrams as one; not when it has refused that.
        var canJoin: Bool
        var messages: [OutgoingMessage] = []

        /// Sends what waits; with `joins`, in an order in which most of it can be joined.
        mutating func flush(
            _ octets: [UInt8], with vector: MessageVector, joins: Bool, patience: inout SendPatience,
            report: inout SendReport
        ) {
            var joins = joins && canJoin && messages.count > 1
            let wanted = joins
            if joins { messages.gatherByDestination() }
            vector.send(messages, payloads: octets, on: socket, joins: &joins, patience: &patience, report: &report)
            if wanted && !joins { canJoin = false }
            messages.removeAll(keepingCapacity: true)
        }
    }

    private var lanes: [Lane] = []
    private var frames: Lane?
    private let vector: MessageVector
    private let offload: UDPTransport.SegmentationOffload
    private var port: UInt16 = 0
    private let logger: Logger
    private var hasWarned = false
    private let obstacle: SystemError?

    /// Opens a socket for frames if that is allowed.
    init(
        segmentationOffload: UDPTransport.SegmentationOffload, logger: Logger
    ) throws(SystemError) {
        vector = try MessageVector()
        offload = segmentationOffload
        self.logger = logger
        do throws(SystemError) {
            frames = Lane(socket: try Descriptor.packet(), interface: 0, canJoin: false)
            obstacle = nil
        } catch {
            obstacle = error
        }
    }

    /// Sends from these sockets from now on.
    mutating func use(_ sockets: [ListeningSocket]) {
        lanes = sockets.map { Lane(socket: $0.descriptor, interface: $0.interface, canJoin: true) }
        port = sockets.first?.endpoint.port ?? port
    }

    /// Sends a batch; what can not be sent does not hinder the rest.
    mutating func send(_ batch: ReplyBatch, interfaces: InterfaceTable.Snapshot) -> SendReport {
        let route = ReplyRoute(interfaces: interfaces, port: port, sendsFrames: frames != nil)
        var report = SendReport()
        for (index, entry) in batch.entries.enumerated() {
            if case .hardware = entry.destination, frames == nil { warn() }
            guard
                let way = route.way(
                    to: entry.destination, origin: entry.origin, facts: entry.facts,
                    payload: batch.octets.span.extracting(entry.range))
            else {
                report.failures.append(SendReport.Failure(index: index, errorNumber: SystemCalls.noSource))
                continue
            }
            let message = OutgoingMessage(entry: index, range: entry.range, way: way)
            if case .frame = way {
                frames?.messages.append(message)
            } else if let lane = lane(for: entry.origin) {
                lanes[lane].messages.append(message)
            } else {
                report.failures.append(SendReport.Failure(index: index, errorNumber: SystemCalls.noInterface))
            }
        }
        var patience = SendPatience()
        for index in lanes.indices {
            let joins = joins(at: lanes[index].interface, interfaces)
            lanes[index].flush(batch.octets, with: vector, joins: joins, patience: &patience, report: &report)
        }
        frames?.flush(batch.octets, with: vector, joins: false, patience: &patience, report: &report)
        return report
    }

    /// Whether replies that leave by an interface are joined; 0 is all interfaces.
    private func joins(at interface: UInt32, _ interfaces: InterfaceTable.Snapshot) -> Bool {
        switch offload {
        case .automatic: interfaces.dividesDatagrams(interface)
        case .always: true
        case .never: false
        }
    }

    /// The socket of the interface by which a request came, or the one for all; none when that interface is not listened on
    /// any more: by another one the reply would reach somebody else.
    private func lane(for origin: DHCPOrigin) -> Int? {
        lanes.firstIndex { $0.interface == 0 || $0.interface == origin.interfaceIndex }
    }

    /// Tells once that clients are answered by broadcast, and why.
    private mutating func warn() {
        if hasWarned { return }
        hasWarned = true
        let path = SystemCalls.executablePath()
        logger.warning(
            """
            clients without an address are answered by broadcast, because this process may not send frames: to allow it, \
            run `sudo setcap cap_net_bind_service,cap_net_raw+ep \(path)`
            """, metadata: ["error": "\(obstacle?.description ?? "")"])
    }
}

/// How long one batch waits, in all, for room in full send queues.
///
/// A queue of a fast link drains in much less; on one that does not drain, clients repeat themselves anyway.
struct SendPatience {
    private var deadline: ContinuousClock.Instant?

    /// Waits until the socket takes more, and tells whether it does before patience ends.
    mutating func wait(for socket: Descriptor) -> Bool {
        let now = ContinuousClock.now
        let end = deadline ?? now.advanced(by: .milliseconds(20))
        deadline = end
        let left = now.duration(to: end)
        if left <= .zero { return false }
        return socket.waitUntilWritable(milliseconds: Int32(left / .milliseconds(1)) + 1)
    }
}
