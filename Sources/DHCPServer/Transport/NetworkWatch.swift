internal import DHCPLinux
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Tells when something about this host's interfaces and their addresses may have changed.
///
/// The kernel's notices (rtnetlink) are only counted as such: what they say may be old already or lost in a flood of
/// them, so whoever gets a notice asks for what is true now.
final class NetworkWatch: Sendable {
    /// One element when there may be something new; several that nobody took are one.
    let notices: AsyncStream<Void>

    /// How long it takes at most until a change is seen that no notice told of.
    static let longestInterval = TimeAmount.seconds(10)
    /// The same where the kernel gives no notices.
    static let intervalWithoutNotices = TimeAmount.seconds(3)

    private struct State {
        var channel: (any Channel)?
        var timer: RepeatedTask?
    }

    private let continuation: AsyncStream<Void>.Continuation
    private let state = Mutex(State())
    private let logger: Logger

    init(logger: Logger) {
        (notices, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.logger = logger
    }

    /// Listens to the kernel from now on, or looks from time to time where it does not tell.
    func start(on eventLoop: any EventLoop) async {
        var interval = Self.longestInterval
        do {
            let channel = try await open(on: eventLoop)
            state.withLock { $0.channel = channel }
        } catch {
            interval = Self.intervalWithoutNotices
            logger.warning(
                "the kernel does not tell when interfaces change; they are looked at every 3 seconds",
                metadata: ["error": "\(error)"])
        }
        let timer = eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in self.notify() }
        state.withLock { $0.timer = timer }
    }

    /// Makes a notice.
    func notify() {
        continuation.yield()
    }

    /// Ends the notices.
    func end() async {
        let (channel, timer) = state.withLock { state in
            defer { (state.channel, state.timer) = (nil, nil) }
            return (state.channel, state.timer)
        }
        timer?.cancel()
        continuation.finish()
        try? await channel?.close()
    }

    private func open(on eventLoop: any EventLoop) async throws -> any Channel {
        let descriptor = try Descriptor.networkNotices().duplicate()
        return try await NIOPipeBootstrap(group: eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = NoticeHandler(logger: self.logger) { [weak self] in self?.notify() }
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .takingOwnershipOfDescriptor(input: descriptor).get()
    }
}

/// Passes on that something came, and drops what.
private final class NoticeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let logger: Logger
    private let notify: @Sendable () -> Void

    init(logger: Logger, notify: @escaping @Sendable () -> Void) {
        self.logger = logger
        self.notify = notify
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func channelReadComplete(context: ChannelHandlerContext) {
        notify()
    }

    /// NIO closes the channel then; what changes is still seen, every ten seconds.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        logger.warning("the kernel tells no more when interfaces change", metadata: ["error": "\(error)"])
    }
}
