public import DHCP
public import Logging
public import NIOCore
internal import NIOPosix
internal import Synchronization

/// Carries DHCP datagrams on UDP sockets; clients of its own links are reached by frames on a packet socket.
///
/// All sockets are read on a thread of their own. The service best runs on the event loop (``executor``), which follows the
/// interfaces and otherwise leaves its thread to it. Frames need
/// the capability CAP_NET_RAW; without it clients without an address are answered by broadcast, and the log says so once.
public final class UDPTransport: DHCPTransport {
    /// Where and how it listens.
    public let configuration: Configuration
    /// The loop whose thread the service shares, and which follows the interfaces.
    public let eventLoop: any EventLoop
    /// Runs tasks on the event loop.
    public var executor: (any TaskExecutor)? { loopExecutor }
    /// How many datagrams were dropped because they were too long to be a DHCP message (more than 2,048 octets).
    public var oversizedDatagrams: Int { oversized.count }

    /// How it stands with the interfaces, as often as that changes; for one reader, who sees the newest.
    public let interfaceReports: AsyncStream<InterfaceReport>

    private enum Phase {
        case idle
        case opening
        /// A task keeps the sockets in line with the interfaces.
        case open(SocketSet, follower: Task<Void, Never>)
        /// Closed while it opened; `open` cleans up.
        case abandoned
        case closed
    }

    private let loopExecutor: LoopExecutor
    /// The group that was made for the loop; `nil` when the loop was given.
    private let group: MultiThreadedEventLoopGroup?
    private let interfaces = InterfaceTable()
    private let watch: NetworkWatch
    private let oversized = DatagramCount()
    private let logger: Logger
    /// Sockets that were opened before the program gave up what that needs.
    private let early: EarlySockets?
    private let phase = Mutex(Phase.idle)
    private let sender = Mutex<PacketSender?>(nil)
    /// The interfaces to listen on; empty for all.
    private let wanted: Mutex<[String]>
    private let reports: AsyncStream<InterfaceReport>.Continuation

    /// Makes a transport, which does nothing before it is opened.
    ///
    /// Without an event loop it makes one with a thread of its own, and ends it in ``close()``; so close it even when it
    /// was never opened.
    public convenience init(
        configuration: Configuration = Configuration(), eventLoop: (any EventLoop)? = nil, logger: Logger
    ) {
        self.init(configuration: configuration, early: nil, eventLoop: eventLoop, logger: logger)
    }

    /// Makes a transport that goes on with sockets that were opened before, by the same configuration.
    package init(
        configuration: Configuration, early: EarlySockets?, eventLoop: (any EventLoop)? = nil, logger: Logger
    ) {
        self.configuration = configuration
        self.early = early
        self.logger = logger
        group = eventLoop == nil ? MultiThreadedEventLoopGroup(numberOfThreads: 1) : nil
        let loop = eventLoop ?? group?.any() ?? MultiThreadedEventLoopGroup.singleton.any()
        self.eventLoop = loop
        loopExecutor = LoopExecutor(loop)
        watch = NetworkWatch(logger: logger)
        wanted = Mutex(Self.unique(configuration.interfaces))
        (interfaceReports, reports) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Opens the sockets and reads them, on a thread of the transport's own.
    ///
    /// Throws `DHCPTransportError` when one can not be opened; the others are closed then, and the transport is done.
    /// Interfaces that are waited for have no socket yet, so there may be none at all.
    public func open(_ receiver: any DatagramReceiver) async throws -> [DHCPEndpoint] {
        let isFirst = phase.withLock { phase in
            guard case .idle = phase else { return false }
            phase = .opening
            return true
        }
        guard isFirst else {
            throw DHCPTransportError(.system, cause: "the transport was opened before", cure: "make another one")
        }
        var opened: SocketSet?
        do {
            let reader = try SocketReader(for: receiver, interfaces: interfaces, oversized: oversized, logger: logger)
            let sockets = SocketSet(configuration, reader: reader, early: early)
            defer { early?.close() }
            opened = sockets
            // Before the interfaces are read, so that no change is missed in between.
            await watch.start(on: eventLoop)
            let known = try interfaces.refresh()
            try configuration.check(known)
            try sender.withLock {
                $0 = try PacketSender(
                    segmentationOffload: configuration.segmentationOffload, logger: logger)
            }
            let report = try await align(sockets, with: known)
            for case .refused(let error) in report.statuses.map(\.state) { throw error }
            try finishOpening(sockets, report)
            if configuration.isDeafToBroadcasts {
                logger.warning(
                    "clients without an address are not heard: they speak to 255.255.255.255; listen on 0.0.0.0 for them",
                    metadata: ["listening": "\(configuration.listen)"])
            }
            return report.endpoints
        } catch {
            phase.withLock { $0 = .closed }
            await tearDown(opened)
            throw error as? DHCPTransportError
                ?? DHCPTransportError(
                    .system, cause: "can not listen on \(configuration.listen), the system refuses it", cure: "\(error)"
                )
        }
    }

    /// Listens on other interfaces from now on, or on all when there are none; which is waited for if need be.
    public func listen(on interfaces: [String]) {
        wanted.withLock { $0 = Self.unique(interfaces) }
        watch.notify()
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    private func finishOpening(_ sockets: SocketSet, _ report: InterfaceReport) throws(DHCPTransportError) {
        let isWanted = phase.withLock { phase in
            guard case .opening = phase else { return false }
            // Before the follower, whose reports are newer.
            reports.yield(report)
            let follower = Task(executorPreference: loopExecutor) {
                await self.followInterfaces(with: sockets, since: report)
            }
            phase = .open(sockets, follower: follower)
            return true
        }
        if !isWanted { throw Self.wasClosed }
    }

    private static let wasClosed = DHCPTransportError(
        .system, cause: "the transport was closed", cure: "make another one")

    /// How often the interfaces are read at most, so that a thousand changes at once do not mean a thousand readings.
    private static let shortestInterval = Duration.milliseconds(100)
    /// When a socket that was refused is tried again: who has the port may let it go without a notice.
    private static let retryInterval = TimeAmount.seconds(1)

    /// Keeps the sockets in line with the interfaces until it is cancelled.
    private func followInterfaces(with sockets: SocketSet, since first: InterfaceReport) async {
        var last = first
        var lastFailure: String?
        var retry: Scheduled<Void>?
        defer { retry?.cancel() }
        for await _ in watch.notices {
            var failure: String?
            do {
                let report = try await align(sockets, with: try interfaces.refresh())
                if report != last { reports.yield(report) }
                last = report
            } catch {
                failure = "\(error)"
                if failure != lastFailure {
                    logger.error("can not follow the interfaces; trying again", metadata: ["error": "\(error)"])
                }
            }
            lastFailure = failure
            retry?.cancel()
            if failure != nil || last.hasRefusals {
                retry = eventLoop.scheduleTask(in: Self.retryInterval) { [watch] in watch.notify() }
            }
            try? await Task.sleep(for: Self.shortestInterval)
        }
    }

    /// Brings the sockets in line with the interfaces once.
    private func align(
        _ sockets: SocketSet, with known: [NetworkInterface]
    ) async throws(DHCPTransportError) -> InterfaceReport {
        let names = wanted.withLock { $0 }
        let use = { (open: [ListeningSocket]) in self.sender.withLock { $0?.use(open) } ?? () }
        let statuses = try await sockets.align(to: names, among: known, release: use)
        let open = sockets.sockets
        use(open)
        return InterfaceReport(statuses: statuses, interfaces: known, endpoints: open.map(\.endpoint))
    }

    /// Sends a batch in as few system calls as it takes, and returns what became of it.
    ///
    /// It waits 20 milliseconds at most, and only when send queues are full.
    public func send(_ batch: ReplyBatch) -> SendReport {
        if batch.isEmpty { return SendReport() }
        let snapshot = interfaces.current
        let report = sender.withLock { $0?.send(batch, interfaces: snapshot) }
        return report
            ?? SendReport(
                failures: batch.entries.indices.map { SendReport.Failure(index: $0, errorNumber: SystemCalls.notOpen) })
    }

    /// Closes the sockets, and ends the event loop when the transport made it.
    ///
    /// Does nothing when it is closed. An ``open(_:)`` under way fails, and closes what it opened.
    public func close() async {
        let last: Phase = phase.withLock { phase in
            let last = phase
            switch phase {
            case .opening, .abandoned: phase = .abandoned
            case .idle, .open, .closed: phase = .closed
            }
            return last
        }
        switch last {
        case .idle:
            await tearDown(nil)
        case .open(let sockets, let follower):
            follower.cancel()
            await follower.value
            await tearDown(sockets)
        case .opening, .abandoned, .closed:
            return
        }
    }

    private func tearDown(_ sockets: SocketSet?) async {
        await watch.end()
        reports.finish()
        sender.withLock { $0 = nil }
        await sockets?.end()
        guard let group else { return }
        loopExecutor.end()
        // What the loop was given before is done when this is.
        try? await eventLoop.submit {}.get()
        try? await group.shutdownGracefully()
    }
}
