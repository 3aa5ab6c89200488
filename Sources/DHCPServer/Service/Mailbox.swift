import DHCP
import NIOCore
import Synchronization

/// What waits for the responder: messages, and calls, in the order in which they came.
///
/// It never holds more than its limit.
///
/// The transport puts messages in and wakes the run loop once for each burst; the run loop takes all that waits.
final class Mailbox<Responder: DHCPResponder>: Sendable {
    typealias Command = MailboxCommand<Responder>

    /// What the run loop does next.
    enum Turn: Sendable {
        case messages([DHCPRequest])
        case unrecognized(Datagram, DHCPDecodingError)
        case command(Command)
        case tick
        case end(ShutdownReason)
    }

    private struct State {
        var lanes: MessageLanes
        var others = CircularBuffer<(sequence: UInt64, turn: Turn)>()
        /// What runs before all else.
        var continuations = CircularBuffer<Command>()
        var sequence: UInt64 = 0
        var tickWaits = false
        var ending: ShutdownReason?
        /// Nothing runs any more, not even continuations.
        var isClosed = false
        var waiter: CheckedContinuation<Turn, Never>?
    }

    private let state: Mutex<State>
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
            if state.ending != nil { return nil }
            state.sequence += 1
            return state.lanes.append(request, sequence: state.sequence)
        }
        if let dropped { counters.addDropped(dropped) }
    }

    /// Adds a datagram that is not DHCP; `wake()` makes it seen.
    ///
    /// When too many wait it is only counted.
    func put(_ datagram: Datagram, _ error: DHCPDecodingError) {
        _ = append(.unrecognized(datagram, error), wakes: false)
    }

    /// Adds a tick, unless one waits already.
    func putTick() {
        let waits = state.withLock { state in
            defer { state.tickWaits = true }
            return state.tickWaits
        }
        if !waits { _ = append(.tick, wakes: true) }
    }

    /// Runs `body` on the responder when its turn comes.
    func call<Value: Sendable>(
        _ body: @escaping @Sendable (inout Responder) async throws -> Value
    ) async throws -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            let command = Command { responder in
                do {
                    continuation.resume(returning: .success(try await body(&responder)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            } discard: { error in
                continuation.resume(returning: .failure(error))
            }
            if let error = append(.command(command), wakes: true) { command.discard(error) }
        }
        return try result.get()
    }

    /// Runs `body` on the responder when its turn comes, and does not wait for it.
    func cast(_ body: @escaping @Sendable (inout Responder) async -> Void) -> Bool {
        append(.command(Command(run: body, discard: { _ in })), wakes: true) == nil
    }

    /// Runs `body` on the responder before everything else that waits.
    ///
    /// While the service ends gracefully it is accepted still, since callbacks run until nothing waits.
    func `continue`(_ body: @escaping @Sendable (inout Responder) async -> Void) -> Bool {
        let isAccepted = state.withLock { state in
            if state.isClosed || state.continuations.count >= limits.mailboxLimit { return false }
            state.continuations.append(Command(run: body, discard: { _ in }))
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
    func nextContinuation() -> Command? { state.withLock { $0.continuations.popFirst() } }

    private func append(_ turn: Turn, wakes: Bool) -> DHCPServiceError? {
        let error = state.withLock { state -> DHCPServiceError? in
            if state.ending != nil { return .notRunning }
            if state.others.count >= limits.mailboxLimit { return .overloaded }
            state.sequence += 1
            state.others.append((state.sequence, turn))
            return nil
        }
        if wakes { wake() }
        return error
    }

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
    /// `end` comes once.
    func next() async -> Turn {
        await withCheckedContinuation { continuation in
            let turn = state.withLock { state -> Turn? in
                if let turn = nextTurn(&state) { return turn }
                state.waiter = continuation
                return nil
            }
            if let turn { continuation.resume(returning: turn) }
        }
    }

    private func nextTurn(_ state: inout State) -> Turn? {
        if let continuation = state.continuations.popFirst() { return .command(continuation) }
        let barrier = state.others.first?.sequence ?? .max
        var stale = 0
        let oldest = clock.now.advanced(by: .zero - limits.ageLimit)
        let messages = state.lanes.take(limits.batchLimit, before: barrier, receivedSince: oldest, stale: &stale)
        for _ in 0..<stale { counters.addDropped(.stale) }
        if !messages.isEmpty { return .messages(messages) }
        if let other = state.others.popFirst() {
            if case .tick = other.turn { state.tickWaits = false }
            return other.turn
        }
        return state.ending.map { .end($0) }
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
        let discarded = state.withLock { state -> [Command] in
            if state.ending == nil { state.ending = reason }
            state.isClosed = true
            state.lanes = MessageLanes(limit: 0)
            state.continuations.removeAll()
            let commands = state.others.compactMap { other -> Command? in
                if case .command(let command) = other.turn { return command }
                return nil
            }
            state.others.removeAll()
            return commands
        }
        for command in discarded { command.discard(.notRunning) }
        wake()
    }
}

/// Something to run on the responder.
struct MailboxCommand<Responder: DHCPResponder>: Sendable {
    let run: @Sendable (inout Responder) async -> Void
    /// Tells the caller that it does not run.
    let discard: @Sendable (DHCPServiceError) -> Void
}
