internal import DHCP
internal import DHCPLinux
internal import Logging
internal import NIOPosix
internal import Synchronization

/// Reads the sockets of a transport on a thread of its own, burst by burst.
///
/// So datagrams are received and decoded while the service decides about those before them, sends, or waits for the disk;
/// and no thread is changed for a datagram, only for a burst.
final class SocketReader: Sendable {
    /// Something to do on the thread, between two bursts, and who waits for it.
    private struct Job {
        var body: (@Sendable (inout ReadLoop) -> Void)?
        let continuation: CheckedContinuation<Void, Never>
    }

    private enum State {
        case running([Job])
        case ended
    }

    private let readiness: Readiness
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let state = Mutex(State.running([]))

    /// Begins to read for `receiver`; there is no socket yet.
    init(
        for receiver: any DatagramReceiver, interfaces: InterfaceTable, oversized: DatagramCount, logger: Logger
    ) throws(SystemError) {
        readiness = try Readiness()
        // Made here, where there is somebody to tell that it can not be.
        let vector = try ReceiveVector()
        let loop = Mutex<ReadLoop?>(
            ReadLoop(vector: vector, receiver: receiver, interfaces: interfaces, oversized: oversized, logger: logger))
        thread.start()
        thread.submit { _ in
            if var loop = loop.withLock({ $0.take() }) { self.run(&loop) }
        }
    }

    /// Reads a socket from now on.
    func add(_ socket: ListeningSocket) async throws(SystemError) {
        try readiness.add(socket.descriptor)
        await perform { $0.sockets[socket.descriptor.number] = socket }
    }

    /// Reads some sockets no more, and keeps none of them.
    func remove(_ sockets: consuming [ListeningSocket]) async {
        let numbers = sockets.map { socket in
            readiness.remove(socket.descriptor)
            return socket.descriptor.number
        }
        sockets = []
        await perform { loop in
            for number in numbers { loop.sockets[number] = nil }
        }
    }

    /// Ends the thread.
    func end() async {
        await perform { $0.hasEnded = true }
        try? await thread.shutdownGracefully()
    }

    /// Does something on the thread, and waits until it is done; does nothing when the thread has ended.
    private func perform(_ body: @escaping @Sendable (inout ReadLoop) -> Void) async {
        await withCheckedContinuation { continuation in
            let isAccepted = state.withLock { state in
                guard case .running(var jobs) = state else { return false }
                jobs.append(Job(body: body, continuation: continuation))
                state = .running(jobs)
                return true
            }
            if isAccepted { readiness.wake() } else { continuation.resume() }
        }
    }

    private func run(_ loop: inout ReadLoop) {
        while !loop.hasEnded {
            readiness.wait { loop.read($0) }
            perform(takeJobs(), &loop)
        }
        // Jobs that came with the last one find nothing to do.
        perform(takeJobs(last: true), &loop)
    }

    private func perform(_ jobs: consuming [Job], _ loop: inout ReadLoop) {
        for index in jobs.indices {
            jobs[index].body?(&loop)
            // It may hold the last reference to a socket, which must be closed before anybody goes on.
            jobs[index].body = nil
        }
        for job in jobs { job.continuation.resume() }
    }

    private func takeJobs(last: Bool = false) -> [Job] {
        state.withLock { state in
            guard case .running(let jobs) = state else { return [] }
            state = last ? .ended : .running([])
            return jobs
        }
    }
}

/// What the thread of a ``SocketReader`` works with.
private struct ReadLoop {
    let vector: ReceiveVector
    let receiver: any DatagramReceiver
    let interfaces: InterfaceTable
    let oversized: DatagramCount
    let logger: Logger
    /// The sockets by their numbers.
    var sockets: [Int32: ListeningSocket] = [:]
    var hasEnded = false
    private var lastErrorAt: ContinuousClock.Instant?

    init(
        vector: ReceiveVector, receiver: any DatagramReceiver, interfaces: InterfaceTable, oversized: DatagramCount,
        logger: Logger
    ) {
        self.vector = vector
        self.receiver = receiver
        self.interfaces = interfaces
        self.oversized = oversized
        self.logger = logger
    }

    /// Hands over one burst from a socket; what more there is keeps the socket readable.
    mutating func read(_ number: Int32) {
        guard let socket = sockets[number] else { return }
        let count: Int
        do throws(SystemError) {
            count = try vector.receive(from: socket.descriptor)
        } catch {
            return report(error)
        }
        if count == 0 { return }
        let receivedAt = WallClock.now
        var snapshot = interfaces.current
        for index in 0..<count {
            vector.withDatagram(index) { payload, label in
                // Half a message is worse than none.
                if label.isCut { return countOversized(label) }
                // An interface may be heard before the notice that it is there.
                if snapshot.interfaces[label.interface] == nil, label.interface != 0 {
                    snapshot = interfaces.current(with: label.interface)
                }
                let origin = snapshot.origin(
                    index: label.interface, peer: label.peer, destination: label.destination, receivedAt: receivedAt)
                receiver.receive(payload, from: origin)
            }
        }
        receiver.endBurst()
    }

    private func countOversized(_ label: DatagramLabel) {
        if oversized.increment() > 1 { return }
        logger.warning(
            "datagrams of more than \(ReceiveVector.datagramSize) octets are dropped; only the first is reported",
            metadata: ["peer": "\(label.peer)"])
    }

    /// An error that stays would fill the disk with log lines, and keep a processor busy.
    private mutating func report(_ error: SystemError) {
        Readiness.pause(milliseconds: 10)
        let now = ContinuousClock.now
        if let lastErrorAt, lastErrorAt.duration(to: now) < .seconds(10) { return }
        lastErrorAt = now
        logger.warning("can not read from the socket", metadata: ["error": "\(error)"])
    }
}
