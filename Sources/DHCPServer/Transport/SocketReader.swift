internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Reads a socket on an event loop until it is closed.
///
/// NIO closes a channel on a read error. A server must outlive those, so another channel reads on then.
final class SocketReader: Sendable {
    let socket: ListeningSocket
    private let eventLoop: any EventLoop
    private let logger: Logger
    private let makeHandler: @Sendable (_ closed: @escaping @Sendable () -> Void) -> DatagramHandler

    private enum State {
        case reading((any Channel)?)
        case closed
    }

    private let state = Mutex(State.reading(nil))

    /// Makes a reader, which does nothing before it is started.
    init(
        _ socket: ListeningSocket, eventLoop: any EventLoop, logger: Logger,
        makeHandler: @escaping @Sendable (_ closed: @escaping @Sendable () -> Void) -> DatagramHandler
    ) {
        self.socket = socket
        self.eventLoop = eventLoop
        self.logger = logger
        self.makeHandler = makeHandler
    }

    /// Begins to read.
    func start() async throws {
        try await attach().get()
    }

    /// Ends reading; the socket is closed with the last reference to it.
    func close() async {
        let channel = state.withLock { state -> (any Channel)? in
            guard case .reading(let channel) = state else { return nil }
            state = .closed
            return channel
        }
        try? await channel?.close()
    }

    /// For tests: closes the channel as NIO does on a read error.
    func closeChannelAsErrorsDo() async {
        guard case .reading(let channel) = state.withLock({ $0 }) else { return }
        try? await channel?.close()
    }

    private func attach() -> EventLoopFuture<Void> {
        let descriptor: Int32
        do { descriptor = try socket.descriptor.duplicate() } catch { return eventLoop.makeFailedFuture(error) }
        let size = DatagramHandler.datagramSize * DatagramHandler.datagramsPerRead
        return DatagramBootstrap(group: eventLoop)
            .channelOption(.datagramVectorReadMessageCount, value: DatagramHandler.datagramsPerRead)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: size))
            .channelOption(.receivePacketInfo, value: true)
            .channelInitializer { [makeHandler] channel in
                channel.eventLoop.makeCompletedFuture {
                    // Weak, so that the channel's end, which may come late, does not keep the socket.
                    let handler = makeHandler { [weak self] in self?.reattach() }
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .withBoundSocket(descriptor)
            .flatMapThrowing { channel in
                guard self.keep(channel) else {
                    channel.close(promise: nil)
                    throw ChannelError.alreadyClosed
                }
            }
    }

    /// Remembers a channel, so that `close` finds it, and tells whether it is still wanted.
    private func keep(_ channel: any Channel) -> Bool {
        state.withLock { state in
            guard case .reading = state else { return false }
            state = .reading(channel)
            return true
        }
    }

    private func reattach() {
        guard case .reading = state.withLock({ $0 }) else { return }
        logger.error("a socket was closed by an error and is read again in a second")
        eventLoop.scheduleTask(in: .seconds(1)) { [weak self] in
            guard let self, case .reading = self.state.withLock({ $0 }) else { return }
            self.attach().whenFailure { error in
                self.logger.error("can not read from the socket", metadata: ["error": "\(error)"])
                self.reattach()
            }
        }
    }
}
