public import DHCP
public import Logging
public import ServiceLifecycle
import Synchronization

/// A running DHCP server: it owns the transport and a responder, and lets the one answer what the other receives.
///
/// Run it in a `ServiceGroup`, or alone with `try await service.run()`. It ends when it is shut down gracefully (what
/// waits is answered first), when its task is cancelled, or when the responder throws; then `run()` throws that error.
public final class DHCPService<Responder: DHCPResponder>: Service {
    private let configuration: DHCPServiceConfiguration
    private let transport: any DHCPTransport
    private let clock: any DHCPClock
    let logger: Logger
    private let counters: ServiceCounters
    private let mailbox: Mailbox
    /// The responder until `run()` takes it.
    ///
    /// It is moved, not copied, so that its tables keep one owner.
    private let waitingResponder: Mutex<Responder?>
    private let started: StartSignal<[DHCPEndpoint]>
    private let hasRun = Mutex(false)
    private let delayed: DelayedCasts<Responder>
    /// What the responder does before it ends.
    private let farewell: Mutex<(@Sendable () async -> Void)?> = Mutex(nil)
    private var channel: ServiceChannel<Responder> { ServiceChannel(mailbox: mailbox, delayed: delayed) }

    /// Makes a service that answers with `responder` what comes by `transport`.
    public init(
        _ responder: Responder, transport: any DHCPTransport,
        configuration: DHCPServiceConfiguration = DHCPServiceConfiguration(), clock: any DHCPClock = SystemClock(),
        logger: Logger = Logger(label: "dhcp")
    ) {
        self.configuration = configuration
        self.transport = transport
        self.clock = clock
        var logger = logger
        logger[metadataKey: "service"] = "\(configuration.name)"
        self.logger = logger
        counters = ServiceCounters(name: configuration.name)
        mailbox = Mailbox(limits: configuration, clock: clock, counters: counters)
        waitingResponder = Mutex(responder)
        started = StartSignal()
        delayed = DelayedCasts(mailbox: mailbox, clock: clock, limit: configuration.delayedCastLimit)
    }

    /// The addresses on which the service listens, with the ports that were really bound.
    ///
    /// Waits until the service has started. Throws the error with which it failed to start, or
    /// `DHCPServiceError.notRunning` when it ended before.
    public var boundAddresses: [DHCPEndpoint] {
        get async throws { try await started.value() }
    }

    /// Runs `body` on the responder between two batches, and returns its result; see ``DHCPServiceHandle/call(_:)``.
    ///
    /// Before the service runs, it waits for that.
    public func call<Value: Sendable>(
        _ body: @escaping @Sendable (inout Responder) async throws -> Value
    ) async throws -> Value {
        try await channel.call(body)
    }

    /// Looks at the responder between two batches, while what is under way stays under way; see
    /// ``DHCPServiceHandle/read(_:)``.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (Responder) throws -> Value
    ) async throws -> Value {
        try await channel.call(settling: false) { try body($0) }
    }

    /// Runs `body` on the responder before everything else that waits; what is under way stays so, unless it `settles`.
    func callUrgently<Value: Sendable>(
        settling settles: Bool = false, _ body: @escaping @Sendable (inout Responder) throws -> Value
    ) async throws -> Value {
        try await channel.call(settling: settles, urgently: true) { try body(&$0) }
    }

    /// Runs `body` on the responder before everything else that waits, and does not wait for it.
    func castUrgently(_ body: @escaping @Sendable (inout Responder) -> Void) {
        _ = channel.appendContinuation(MailboxCommand(settles: false, run: { body(&$0) }, discard: { _ in }))
    }

    /// Runs `body` on the responder between two batches, and does not wait for it; see
    /// ``DHCPServiceHandle/cast(_:)``.
    @discardableResult
    public func cast(_ body: @escaping @Sendable (inout Responder) async -> Void) -> Bool {
        channel.cast(body)
    }

    /// Runs `body` on the responder after `delay`; see ``DHCPServiceHandle/cast(after:_:)``.
    @discardableResult
    public func cast(
        after delay: Duration, _ body: @escaping @Sendable (inout Responder) async -> Void
    ) -> Bool {
        delayed.add(body, after: delay)
    }

    /// What the service counted so far.
    public var statistics: DHCPStatistics { counters.statistics }

    /// How many messages wait for the responder.
    package var waitingMessages: Int { mailbox.waitingMessages }

    /// Opens the transport and serves until the service is shut down.
    ///
    /// Throws `DHCPTransportError` when the transport can not be opened, what the responder throws,
    /// `DHCPServiceError.contradiction` when the configuration contradicts itself, and
    /// `DHCPServiceError.alreadyRun` the second time.
    public func run() async throws {
        let isFirst = hasRun.withLock { hasRun in
            defer { hasRun = true }
            return !hasRun
        }
        guard isFirst else { throw DHCPServiceError.alreadyRun }
        do {
            try await withTaskExecutorPreference(transport.executor) {
                try await serve()
            }
            started.fail(DHCPServiceError.notRunning)
        } catch {
            started.fail(error)
            throw error
        }
    }

    private func serve() async throws {
        // Taken here and not in `run`, whose closure would keep a second owner as long as the service runs.
        guard var responder = waitingResponder.withLock({ $0.take() }) else { throw DHCPServiceError.alreadyRun }
        let addresses: [DHCPEndpoint]
        do {
            try configuration.check()
            addresses = try await transport.open(
                DatagramIntake(mailbox: mailbox, counters: counters, clock: clock))
        } catch {
            delayed.close()
            mailbox.cancel(.failed(error))
            await responder.shutDown(.failed(error))
            await transport.close()
            throw error
        }
        let handle = DHCPServiceHandle(
            channel: channel, counters: counters, executor: transport.executor, tracing: ServiceTracing(clock: clock),
            clock: clock, boundAddresses: addresses)
        let reason = await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await withTicks { await self.loop(&responder, handle) }
            } onGracefulShutdown: {
                self.finish()
            }
        } onCancel: {
            self.mailbox.cancel(.cancelled)
        }
        delayed.close()
        mailbox.cancel(reason)
        await responder.shutDown(reason)
        await transport.close()
        logger.info("DHCP service ended", metadata: ["reason": "\(reason)"])
        switch reason {
        case .gracefulShutdown: return
        case .cancelled: throw CancellationError()
        case .failed(let error): throw error
        }
    }

    /// Accepts nothing more, once the responder has done what it does before.
    private func finish() {
        guard let farewell = farewell.withLock({ $0 }) else { return mailbox.finish() }
        // A task, since messages are answered meanwhile.
        Task { [mailbox] in
            await farewell()
            mailbox.finish()
        }
    }

    /// The one place where the responder is called.
    private func loop(
        _ responder: inout Responder, _ handle: DHCPServiceHandle<Responder>
    ) async -> ShutdownReason {
        var replies = ReplyWriter(
            transport: transport, addressing: configuration.addressing, counters: counters, tracing: handle.tracing,
            logger: logger, isUrgent: { [mailbox] in mailbox.isUrgent })
        do {
            try await responder.start(handle)
            farewell.withLock { [farewell = responder.farewell] in $0 = farewell }
            let addresses = handle.boundAddresses.map(\.description).joined(separator: ", ")
            logger.info("DHCP service started", metadata: ["listening": "\(addresses)"])
            started.succeed(handle.boundAddresses)
            while true {
                switch await mailbox.next() {
                case .messages(let batch):
                    try await receive(batch, &responder, &replies, handle.tracing)
                case .unrecognized(let datagram, let error):
                    log(datagram, error)
                    await responder.unrecognized(datagram, error)
                case .resumption:
                    try await responder.resume(replies: &replies)
                case .command(let command):
                    try await run(command, &responder, &replies)
                case .tick:
                    try await responder.tick(at: clock.now, replies: &replies)
                case .end(let reason):
                    if !mailbox.isClosed {
                        try await responder.settle(replies: &replies)
                        try await runContinuations(&responder, &replies)
                    }
                    replies.flush()
                    return reason
                }
                replies.flush()
            }
        } catch {
            replies.flush()
            return .failed(error)
        }
    }

    /// Lets the responder answer a batch, in a span that begins when the first message came.
    private func receive(
        _ batch: [DHCPRequest], _ responder: inout Responder, _ replies: inout ReplyWriter, _ tracing: ServiceTracing?
    ) async throws {
        guard let tracing else { return try await answer(batch, &responder, &replies) }
        try await tracing.receive(batch) { try await answer(batch, &responder, &replies) }
    }

    /// Lets the responder answer a batch; what it hands back waits for the continuations that its callbacks queued.
    private func answer(
        _ batch: [DHCPRequest], _ responder: inout Responder, _ replies: inout ReplyWriter
    ) async throws {
        var rest = batch
        while true {
            try await responder.respond(to: rest, replies: &replies)
            rest = replies.takeHandedBack()
            replies.flush()
            try await runContinuations(&responder, &replies)
            if rest.isEmpty || mailbox.isClosed { return }
        }
    }

    private func runContinuations(_ responder: inout Responder, _ replies: inout ReplyWriter) async throws {
        while let continuation = mailbox.nextContinuation() { try await run(continuation, &responder, &replies) }
    }

    private func run(
        _ command: any WaitingCommand, _ responder: inout Responder, _ replies: inout ReplyWriter
    ) async throws {
        guard let command = command as? MailboxCommand<Responder> else {
            // There is none: the channel takes commands of this kind alone.
            return command.discard(DHCPServiceError.notRunning)
        }
        do {
            if command.settles { try await responder.settle(replies: &replies) }
        } catch {
            // Nobody else knows of it any more, and its caller waits.
            command.discard(DHCPServiceError.notRunning)
            throw error
        }
        await command.run(&responder)
    }

    /// Runs `body` while another task puts ticks into the mailbox.
    private func withTicks(_ body: () async -> ShutdownReason) async -> ShutdownReason {
        let mailbox = mailbox
        let clock = clock
        let interval = configuration.tickInterval
        let ticks = Task(executorPreference: transport.executor) {
            guard let interval else { return }
            while (try? await clock.sleep(for: interval)) != nil { mailbox.putTick() }
        }
        defer { ticks.cancel() }
        return await body()
    }

    private func log(_ datagram: Datagram, _ error: DHCPDecodingError) {
        guard logger.logLevel <= .debug else { return }
        logger.debug(
            "a datagram is not DHCP",
            metadata: [
                "error": "\(error)", "from": "\(datagram.origin.peer)", "interface": "\(datagram.origin.interface)",
                "octets": "\(HexDump(datagram.octets))",
            ])
    }
}
