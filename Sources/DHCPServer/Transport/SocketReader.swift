internal import DHCP
internal import DHCPLinux
internal import Logging
internal import NIOPosix
internal import Synchronization

/// Reads the sockets of a transport on two threads of its own, burst by burst.
///
/// One thread at a time reads; the other sleeps. Datagrams come in bursts while much goes on: then they are received and
/// decoded while the service decides about those before them, sends, or waits for the disk, and no thread is changed for a
/// datagram, only for a burst. While little goes on, the thread that received a few datagrams is lent (``LentThread``): it
/// decides about them, waits for the disk and answers, and if more come meanwhile, the other thread reads them.
final class SocketReader: Sendable {
    /// So few datagrams in a burst the thread that received them answers itself.
    private static let quietBurst = 4
    /// How many jobs a lent thread runs.
    ///
    /// A message with a commit takes three: to decide, to take note that the commit has ended, and to answer. There is room
    /// for three such messages, as to wake another thread for what comes meanwhile costs more.
    private static let lentRoom = 9

    private let readiness: Readiness
    private let threads = NIOThreadPool(numberOfThreads: 2)
    private let receiver: any DatagramReceiver
    private let state: Mutex<ReadingState>

    /// Begins to read for `receiver`; there is no socket yet.
    init(
        for receiver: any DatagramReceiver, interfaces: InterfaceTable, oversized: DatagramCount, logger: Logger
    ) throws(SystemError) {
        readiness = try Readiness()
        self.receiver = receiver
        // Made here, where there is somebody to tell that it can not be.
        let vector = try ReceiveVector()
        state = Mutex(
            ReadingState(
                vector: vector, receiver: receiver, interfaces: interfaces, oversized: oversized, logger: logger))
        threads.start()
        for _ in 0..<2 { threads.submit { _ in self.run() } }
    }

    /// Reads a socket from now on.
    func add(_ socket: ListeningSocket) throws(SystemError) {
        state.withLock { $0.sockets[socket.descriptor.number] = socket }
        do throws(SystemError) {
            try readiness.add(socket.descriptor)
        } catch {
            state.withLock { $0.sockets[socket.descriptor.number] = nil }
            throw error
        }
    }

    /// Reads some sockets no more, and keeps none of them.
    func remove(_ sockets: consuming [ListeningSocket]) {
        let numbers = sockets.map { socket in
            readiness.remove(socket.descriptor)
            return socket.descriptor.number
        }
        sockets = []
        // With the lock, so that no thread reads one that is closed.
        state.withLock { state in
            for number in numbers { state.sockets[number] = nil }
        }
    }

    /// Ends the threads.
    func end() async {
        readiness.finish()
        try? await threads.shutdownGracefully()
    }

    private func run() {
        while var readable = readiness.wait() {
            // One burst of each, so that none waits for another that always has more.
            while !readable.isEmpty { readable.removeAll { readBurst($0) } }
        }
    }

    /// Hands over one burst from a socket, and returns whether this thread is done with it.
    private func readBurst(_ number: Int32) -> Bool {
        do throws(SystemError) {
            let count = try state.withLock { state throws(SystemError) in try state.read(number) }
            if count > Self.quietBurst {
                receiver.endBurst()
                return false
            }
            readiness.waitAgain(number)
            if count > 0 { LentThread.lend(room: Self.lentRoom) { receiver.endBurst() } }
        } catch {
            // One that stays would keep a processor busy.
            Readiness.pause(milliseconds: 10)
            readiness.waitAgain(number)
        }
        return true
    }
}

/// What the threads of a ``SocketReader`` read with, one at a time.
private struct ReadingState {
    let vector: ReceiveVector
    let receiver: any DatagramReceiver
    let interfaces: InterfaceTable
    let oversized: DatagramCount
    let logger: Logger
    /// The sockets by their numbers.
    var sockets: [Int32: ListeningSocket] = [:]
    private var lastErrorAt: ContinuousClock.Instant?

    init(
        vector: ReceiveVector, receiver: any DatagramReceiver, interfaces: InterfaceTable,
        oversized: DatagramCount, logger: Logger
    ) {
        self.vector = vector
        self.receiver = receiver
        self.interfaces = interfaces
        self.oversized = oversized
        self.logger = logger
    }

    /// Hands over what waits at a socket, one burst at most, and returns how many datagrams that were.
    mutating func read(_ number: Int32) throws(SystemError) -> Int {
        guard let socket = sockets[number] else { return 0 }
        let count: Int
        do throws(SystemError) {
            count = try vector.receive(from: socket.descriptor)
        } catch {
            report(error)
            throw error
        }
        if count == 0 { return 0 }
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
        return count
    }

    private func countOversized(_ label: DatagramLabel) {
        if oversized.increment() > 1 { return }
        logger.warning(
            "datagrams of more than \(ReceiveVector.datagramSize) octets are dropped; only the first is reported",
            metadata: ["peer": "\(label.peer)"])
    }

    /// An error that stays would fill the disk with log lines.
    private mutating func report(_ error: SystemError) {
        let now = ContinuousClock.now
        if let lastErrorAt, lastErrorAt.duration(to: now) < .seconds(10) { return }
        lastErrorAt = now
        logger.warning("can not read from the socket", metadata: ["error": "\(error)"])
    }
}
