import DHCP
import Synchronization

/// Casts that wait for their time, in the order of their times.
///
/// One timer waits for the first of them, so that many cost no more tasks than one.
final class DelayedCasts<Responder: DHCPResponder>: Sendable {
    typealias Body = @Sendable (inout Responder) async -> Void

    private struct State {
        /// The one that is due first is the last.
        var waiting: [(due: DHCPInstant, body: Body)] = []
        var timer: Task<Void, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let mailbox: Mailbox
    private let clock: any DHCPClock
    private let limit: Int

    init(mailbox: Mailbox, clock: any DHCPClock, limit: Int) {
        self.mailbox = mailbox
        self.clock = clock
        self.limit = limit
    }

    /// Keeps `body` until `delay` has gone by; `false` when it is not accepted.
    func add(_ body: @escaping Body, after delay: Duration) -> Bool {
        if delay <= .zero { return cast(body) }
        let due = clock.now.advanced(by: delay)
        return state.withLock { state in
            if state.isClosed || state.waiting.count >= limit { return false }
            // Before those due at the same time, which run earlier, since the last runs first.
            let place = state.waiting.firstIndex { $0.due <= due } ?? state.waiting.endIndex
            state.waiting.insert((due, body), at: place)
            if place == state.waiting.count - 1 { setTimer(&state) }
            return true
        }
    }

    /// Drops what waits, and accepts nothing more.
    func close() {
        let timer = state.withLock { state in
            state.isClosed = true
            state.waiting.removeAll()
            defer { state.timer = nil }
            return state.timer
        }
        timer?.cancel()
    }

    private func setTimer(_ state: inout State) {
        state.timer?.cancel()
        guard let due = state.waiting.last?.due else {
            state.timer = nil
            return
        }
        // A task, since whoever adds a cast does not wait for its time.
        state.timer = Task { [weak self, clock] in
            guard (try? await clock.sleep(until: due)) != nil else { return }
            self?.castWhatIsDue()
        }
    }

    private func cast(_ body: @escaping Body) -> Bool {
        mailbox.append(MailboxCommand<Responder>(run: body, discard: { _ in })) == nil
    }

    private func castWhatIsDue() {
        state.withLock { state in
            let now = clock.now
            // Inside the lock, or two timers that end together could change the order.
            while let first = state.waiting.last, first.due <= now {
                state.waiting.removeLast()
                _ = cast(first.body)
            }
            setTimer(&state)
        }
    }
}
