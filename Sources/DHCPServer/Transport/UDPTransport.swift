public import DHCP
public import Logging
public import NIOCore
internal import NIOPosix
internal import Synchronization

/// Carries DHCP datagrams on UDP sockets; clients without an address are reached by frames on a packet socket.
///
/// All sockets are read on one event loop, which is the best place for the service as well (``executor``). Frames need
/// the capability CAP_NET_RAW; without it such clients are answered by broadcast, and the log says so once.
public final class UDPTransport: DHCPTransport {
    /// Where and how it listens.
    public let configuration: Configuration
    /// The loop that reads the sockets.
    public let eventLoop: any EventLoop
    /// Runs tasks on the event loop.
    public var executor: (any TaskExecutor)? { loopExecutor }
    /// How many datagrams were dropped because they were too long to be a DHCP message (2,048 octets and more).
    public var oversizedDatagrams: Int { oversized.count }

    private enum Phase {
        case idle
        case opening([any Channel])
        case open([any Channel])
        /// Closed while it opened; `open` cleans up.
        case abandoned([any Channel])
        case closed

        /// The channels that are to be closed.
        var channels: [any Channel] {
            switch self {
            case .idle, .closed: []
            case .opening(let channels), .open(let channels), .abandoned(let channels): channels
            }
        }
    }

    private let loopExecutor: LoopExecutor
    /// The group that was made for the loop; `nil` when the loop was given.
    private let group: MultiThreadedEventLoopGroup?
    private let interfaces = InterfaceTable()
    private let oversized = DatagramCount()
    private let logger: Logger
    private let phase = Mutex(Phase.idle)
    private let sender = Mutex<PacketSender?>(nil)

    /// Makes a transport, which does nothing before it is opened.
    ///
    /// Without an event loop it makes one with a thread of its own, and ends it in ``close()``; so close it even when it
    /// was never opened.
    public init(configuration: Configuration = Configuration(), eventLoop: (any EventLoop)? = nil, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        group = eventLoop == nil ? MultiThreadedEventLoopGroup(numberOfThreads: 1) : nil
        let loop = eventLoop ?? group?.any() ?? MultiThreadedEventLoopGroup.singleton.any()
        self.eventLoop = loop
        loopExecutor = LoopExecutor(loop)
    }

    /// Opens the sockets and reads them on the event loop.
    ///
    /// Throws `DHCPTransportError` when one can not be opened; the others are closed then, and the transport is done.
    public func open(_ receiver: any DatagramReceiver) async throws -> [DHCPEndpoint] {
        let isFirst = phase.withLock { phase in
            guard case .idle = phase else { return false }
            phase = .opening([])
            return true
        }
        guard isFirst else {
            throw DHCPTransportError(.system, cause: "the transport was opened before", cure: "make another one")
        }
        do {
            let sockets = try ListeningSocket.open(configuration)
            let port = sockets.first?.endpoint.port ?? configuration.listen.port
            try sender.withLock { $0 = try PacketSender(sockets, port: port, logger: logger) }
            for socket in sockets { try await attach(socket, receiver).get() }
            try finishOpening()
            if configuration.isDeafToBroadcasts {
                logger.warning(
                    "clients without an address are not heard: they speak to 255.255.255.255; listen on 0.0.0.0 for them",
                    metadata: ["listening": "\(configuration.listen)"])
            }
            return sockets.map(\.endpoint)
        } catch {
            let channels: [any Channel] = phase.withLock { phase in
                defer { phase = .closed }
                return phase.channels
            }
            await tearDown(channels)
            throw error as? DHCPTransportError
                ?? DHCPTransportError(
                    .system, cause: "can not listen on \(configuration.listen), the system refuses it", cure: "\(error)"
                )
        }
    }

    private func finishOpening() throws(DHCPTransportError) {
        let isWanted = phase.withLock { phase in
            guard case .opening(let channels) = phase else { return false }
            phase = .open(channels)
            return true
        }
        if !isWanted { throw Self.wasClosed }
    }

    private static let wasClosed = DHCPTransportError(
        .system, cause: "the transport was closed", cure: "make another one")

    /// Lets a channel read from the socket, as long as the transport is not closed.
    private func attach(_ socket: ListeningSocket, _ receiver: any DatagramReceiver) -> EventLoopFuture<Void> {
        let descriptor: Int32
        do { descriptor = try socket.descriptor.duplicate() } catch { return eventLoop.makeFailedFuture(error) }
        let size = DatagramHandler.datagramSize * DatagramHandler.datagramsPerRead
        return DatagramBootstrap(group: eventLoop)
            .channelOption(.datagramVectorReadMessageCount, value: DatagramHandler.datagramsPerRead)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: size))
            .channelOption(.receivePacketInfo, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = DatagramHandler(
                        receiver, interfaces: self.interfaces, oversized: self.oversized, logger: self.logger,
                        closed: { self.reattach(socket, receiver) })
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .withBoundSocket(descriptor)
            .flatMapThrowing { channel in
                guard self.keep(channel) else {
                    channel.close(promise: nil)
                    throw Self.wasClosed
                }
            }
    }

    /// Remembers a channel, so that `close` finds it, and tells whether it is still wanted.
    private func keep(_ channel: any Channel) -> Bool {
        phase.withLock { phase in
            switch phase {
            case .idle, .abandoned, .closed:
                return false
            case .opening(let channels):
                phase = .opening(channels + [channel])
            case .open(let channels):
                phase = .open(channels.filter(\.isActive) + [channel])
            }
            return true
        }
    }

    /// Reads on after NIO closed a channel, which it does on a read error: a server must outlive those.
    private func reattach(_ socket: ListeningSocket, _ receiver: any DatagramReceiver) {
        guard case .open = phase.withLock({ $0 }) else { return }
        logger.error("a socket was closed by an error and is read again in a second")
        eventLoop.scheduleTask(in: .seconds(1)) {
            guard case .open = self.phase.withLock({ $0 }) else { return }
            self.attach(socket, receiver).whenFailure { error in
                self.logger.error("can not read from the socket", metadata: ["error": "\(error)"])
                self.reattach(socket, receiver)
            }
        }
    }

    /// For tests: closes the channels as NIO does on a read error.
    package func closeChannelsAsErrorsDo() async {
        for channel in phase.withLock({ $0.channels }) { try? await channel.close() }
    }

    /// Sends a batch in as few system calls as it takes, and returns what became of it.
    ///
    /// It waits 20 milliseconds at most, and only when send queues are full.
    public func send(_ batch: ReplyBatch) -> SendReport {
        if batch.isEmpty { return SendReport() }
        let snapshot = interfaces.current()
        let report = sender.withLock { $0?.send(batch, interfaces: snapshot) }
        return report
            ?? SendReport(
                failures: batch.entries.indices.map { SendReport.Failure(index: $0, errorNumber: SystemCalls.notOpen) })
    }

    /// Closes the sockets, and ends the event loop when the transport made it.
    ///
    /// Does nothing when it is closed. An ``open(_:)`` under way fails, and closes what it opened.
    public func close() async {
        let channels: [any Channel]? = phase.withLock { phase in
            switch phase {
            case .idle, .open:
                defer { phase = .closed }
                return phase.channels
            case .opening(let channels):
                phase = .abandoned(channels)
                return nil
            case .abandoned, .closed:
                return nil
            }
        }
        if let channels { await tearDown(channels) }
    }

    private func tearDown(_ channels: [any Channel]) async {
        for channel in channels { try? await channel.close() }
        sender.withLock { $0 = nil }
        guard let group else { return }
        loopExecutor.end()
        // What the loop was given before is done when this is.
        try? await eventLoop.submit {}.get()
        try? await group.shutdownGracefully()
    }
}
