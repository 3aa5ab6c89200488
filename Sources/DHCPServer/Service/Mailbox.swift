import DHCP
import DHCPLinux
import NIOCore
import Synchronization

/// What waits for the responder: messages, and calls, in the order in which they came.
///
/// Messages, calls, continuations and strange datagrams each have a limit, so the whole is bounded. The transport
/// puts messages in and wakes the run loop once for each burst; the run loop takes all that waits.
final class Mailbox: Sendable {
    /// What the run loop does next.
    enum Turn: Sendable {
        case messages([DHCPRequest])
        case unrecognized(Datagram, DHCPDecodingError)
        case command(any WaitingCommand)
        case resumption
        case tick
        case end(ShutdownReason)
    }

    private struct State {
        var lanes: MessageLanes
        var commands = CircularBuffer<(sequence: UInt64, command: any WaitingCommand)>()
        /// Datagrams that are not DHCP: outside the order, so that they neither divide batches nor keep calls out.
        var strangers = CircularBuffer<(sequence: UInt64, datagram: Datagram, error: DHCPDecodingError)>()
        /// What runs before all else.
        var continuations = CircularBuffer<any WaitingCommand>()
        var sequence: UInt64 = 0
        var resumptionWaits = false
        var tickWaits = false
        /// What had its turn since messages and calls had theirs.
        var resumptionHadTurn = false
        var tickHadTurn = false
        /// How often something else had its turn since a strange datagram had.
        var turnsSinceStranger = 0
        /// How many strange datagrams had their turn, one behind the other.
        var strangersInRow = 0
        var ending: ShutdownReason?
        /// Nothing runs any more, not even continuations.
        var isClosed = false
        var waiter: CheckedContinuation<Turn, Never>?
    }

    private let state: Mutex<State>
    /// More strange datagrams than this are not kept, only counted: they are shown for diagnosis.
    private static let strangerLimit = 64

    private let limits: DHCPServiceConfiguration
    private let clock: any DHCPClock
    private let counters: ServiceCounters

    init(limits: DHCPServiceConfiguration, clock: any DHCPClock, counters: ServiceCounters) {
        self.limits = limits
        self.clock = clock
        self.counters = counters
        state = Mutex(State(lanes: MessageLanes(limit: limits.mailboxLimit)))
    }

    // MARK: Putting in

    /// Adds a message; `wake()` makes it seen.
    func put(_ request: DHCPRequest) {
        let dropped = state.withLock { state -> DropReason? in
            if state.ending != nil { return .shutdown }
            state.sequence += 1
            return state.lanes.append(request, sequence: state.sequence)
        }
        if let dropped { counters.addDropped(dropped) }
    }

    /// Adds a datagram that is not DHCP; `wake()` makes it seen.
    ///
    /// When too many wait it is only counted.
    func put(_ datagram: Datagram, _ error: DHCPDecodingError) {
        state.withLock { state in
            if state.ending == nil && state.strangers.count < Self.strangerLimit {
                state.sequence += 1
                state.strangers.append((state.sequence, datagram, error))
            }
        }
    }

    /// Adds a tick, unless one waits already.
    func putTick() {
        state.withLock { $0.tickWaits = $0.ending == nil }
        wake()
    }

    /// Has work go on that was left under way.
    ///
    /// While the service ends gracefully too, since that work is what was sent before.
    func putResumption() {
        state.withLock { $0.resumptionWaits = !$0.isClosed }
        wake()
    }

    /// Has a command run before everything else that waits.
    ///
    /// While the service ends gracefully it is accepted still, since callbacks run until nothing waits.
    func appendContinuation(_ command: any WaitingCommand) -> Bool {
        let isAccepted = state.withLock { state in
            if state.isClosed || state.continuations.count >= limits.mailboxLimit { return false }
            state.continuations.append(command)
            return true
        }
        wake()
        return isAccepted
    }

    /// Whether something has to happen before the next message of a batch that was handed out.
    var isUrgent: Bool { state.withLock { !$0.continuations.isEmpty || $0.isClosed } }

    /// Whether nothing that waits runs any more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// The next continuation, in the order in which they were queued.
    func nextContinuation() -> (any WaitingCommand)? { state.withLock { $0.continuations.popFirst() } }

    /// Has a command run when its turn comes, or says why it does not.
    func append(_ command: any WaitingCommand) -> DHCPServiceError? {
        let error = state.withLock { state -> DHCPServiceError? in
            if state.ending != nil { return .notRunning }
            if state.commands.count >= limits.mailboxLimit { return .overloaded }
            state.sequence += 1
            state.commands.append((state.sequence, command))
            return nil
        }
        wake()
        return error
    }

    /// How many messages wait.
    var waitingMessages: Int { state.withLock { $0.lanes.count } }

    // MARK: Taking out

    /// Hands what waits to the run loop, if that waits too.
    func wake() {
        let resumption = state.withLock { state -> (CheckedContinuation<Turn, Never>, Turn)? in
            guard let waiter = state.waiter, let turn = nextTurn(&state) else { return nil }
            state.waiter = nil
            return (waiter, turn)
        }
        if let (waiter, turn) = resumption { waiter.resume(returning: turn) }
    }

    /// What the run loop does next; waits until there is something.
    ///
    /// `end` comes once. On a lent thread the next turn comes with the farewell: there while there is room, else on the
    /// loop.
    func next() async -> Turn {
        let isLent = LentThread.bidFarewell { self.wake() }
        return await withCheckedContinuation { continuation in
            let turn = state.withLock { state -> Turn? in
                if !isLent, let turn = nextTurn(&state) { return turn }
                state.waiter = continuation
                return nil
            }
            if let turn { continuation.resume(returning: turn) }
        }
    }

    private func nextTurn(_ state: inout State) -> Turn? {
        if let continuation = state.continuations.popFirst() { return .command(continuation) }
        if state.resumptionWaits && !state.resumptionHadTurn { return takeResumption(&state) }
        if state.tickWaits && !state.tickHadTurn { return takeTick(&state) }
        (state.resumptionHadTurn, state.tickHadTurn) = (false, false)
        if state.turnsSinceStranger >= Self.strangerInterval, let stranger = takeStranger(&state) { return stranger }
        if let turn = takeMessages(&state) ?? takeCommand(&state) {
            (state.turnsSinceStranger, state.strangersInRow) = (state.turnsSinceStranger + 1, 0)
            return turn
        }
        if let stranger = takeStranger(&state) { return stranger }
        if state.resumptionWaits { return takeResumption(&state) }
        if state.tickWaits { return takeTick(&state) }
        return state.ending.map { .end($0) }
    }

    /// A strange datagram has its turn when nothing else waits, and at the latest after so many other turns.
    ///
    /// They are shown for diagnosis, and whoever sends them without end, to a responder that takes its time over each,
    /// must keep nobody else out.
    private static let strangerInterval = 16
    /// A call waits for so many strange datagrams that came before it, as it waits for messages; no more, as each may take
    /// its time and messages behind the call wait too.
    private static let strangersBeforeCall = 4

    private func takeCommand(_ state: inout State) -> Turn? {
        guard let next = state.commands.first else { return nil }
        if let stranger = state.strangers.first, stranger.sequence < next.sequence,
            state.strangersInRow < Self.strangersBeforeCall
        {
            return nil
        }
        state.commands.removeFirst()
        return .command(next.command)
    }

    /// Work goes on once between two batches: it may end by asking to go on again.
    private func takeResumption(_ state: inout State) -> Turn {
        (state.resumptionWaits, state.resumptionHadTurn) = (false, true)
        return .resumption
    }

    /// A tick comes once between two batches: it may take longer than it is until the next.
    private func takeTick(_ state: inout State) -> Turn {
        (state.tickWaits, state.tickHadTurn) = (false, true)
        return .tick
    }

    private func takeStranger(_ state: inout State) -> Turn? {
        state.strangers.popFirst().map { stranger in
            (state.turnsSinceStranger, state.strangersInRow) = (0, state.strangersInRow + 1)
            return .unrecognized(stranger.datagram, stranger.error)
        }
    }

    /// The messages that came before the next call.
    private func takeMessages(_ state: inout State) -> Turn? {
        let barrier = state.commands.first?.sequence ?? .max
        var stale = 0
        let oldest = clock.now.advanced(by: .zero - limits.ageLimit)
        let messages = state.lanes.take(limits.batchLimit, before: barrier, receivedSince: oldest, stale: &stale)
        for _ in 0..<stale { counters.addDropped(.stale) }
        return messages.isEmpty ? nil : .messages(messages)
    }

    // MARK: Ending

    /// Accepts nothing more; what waits is still handed out, then the end.
    func finish() {
        state.withLock { state in
            if state.ending == nil { state.ending = .gracefulShutdown }
        }
        wake()
    }

    /// Accepts nothing more and throws away what waits.
    func cancel(_ reason: ShutdownReason) {
        let (commands, messages) = state.withLock { state -> ([any WaitingCommand], Int) in
            if state.ending == nil { state.ending = reason }
            state.isClosed = true
            state.resumptionWaits = false
            state.tickWaits = false
            defer {
                state.lanes = MessageLanes(limit: 0)
                state.commands.removeAll()
                state.continuations.removeAll()
                state.strangers.removeAll()
            }
            return (state.commands.map(\.command) + state.continuations, state.lanes.count)
        }
        for command in commands { command.discard(DHCPServiceError.notRunning) }
        for _ in 0..<messages { counters.addDropped(.shutdown) }
        wake()
    }
}

/// What a mailbox knows of a command; on which kind of responder it runs, only the service knows.
///
/// So the mailbox is the same for all, and the compiler knows the layout of what every message goes through.
protocol WaitingCommand: Sendable {
    /// Tells the caller that it does not run.
    var discard: @Sendable (any Error) -> Void { get }
}

/// Something to run on the responder.
struct MailboxCommand<Responder: DHCPResponder>: WaitingCommand {
    /// Whether what is under way has to end first.
    var settles = true
    let run: @Sendable (inout Responder) async -> Void
    let discard: @Sendable (any Error) -> Void
}
