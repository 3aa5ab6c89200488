public import DHCP
public import DHCPServer
import Synchronization

/// A clock that a test moves.
public final class ManualClock: DHCPClock {
    private struct State {
        var now: DHCPInstant
        /// How far the time of day is ahead of `now`.
        var step = Duration.zero
        var sleepers: [UInt64: (wake: DHCPInstant, continuation: CheckedContinuation<Void, any Error>)] = [:]
        var cancelled: Set<UInt64> = []
        var lastSleeper: UInt64 = 0
    }

    private let state: Mutex<State>
    /// The boot that was said when the clock was made.
    public let boot: MachineBoot?

    /// Makes a clock that stands at `start`; by default 2026-01-01 00:00:00 UTC.
    ///
    /// Clocks with the same `boot` are those of processes of one boot of a machine; without one nothing but the time of day
    /// goes on from one process to the next.
    public init(_ start: DHCPInstant = DHCPInstant(seconds: 1_767_225_600), boot: MachineBoot? = nil) {
        state = Mutex(State(now: start))
        self.boot = boot
    }

    /// The time the clock stands at.
    public var now: DHCPInstant { state.withLock { $0.now } }

    /// The time of day: ``now``, and what ``stepWallTime(by:)`` added.
    public var wallTime: DHCPInstant { state.withLock { $0.now.advanced(by: $0.step) } }

    /// Whether anybody sleeps until it is moved.
    package var isWaitedFor: Bool { state.withLock { !$0.sleepers.isEmpty } }

    /// Sets the time of day forward or back, as somebody who sets the machine's clock does; nobody is woken.
    public func stepWallTime(by duration: Duration) {
        state.withLock { $0.step += duration }
    }

    /// Moves the clock, and wakes who slept until then.
    public func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.value.wake <= state.now }.sorted { $0.value.wake < $1.value.wake }
            for sleeper in due { state.sleepers[sleeper.key] = nil }
            return due.map(\.value.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Returns when the clock has been moved by `duration`, or throws `CancellationError`.
    public func sleep(for duration: Duration) async throws {
        try await sleep(until: state.withLock { $0.now.advanced(by: duration) }, evenIfPast: true)
    }

    /// Returns when the clock has been moved to `instant` or stands beyond it, or throws `CancellationError`.
    public func sleep(until instant: DHCPInstant) async throws {
        try await sleep(until: instant, evenIfPast: false)
    }

    private func sleep(until wake: DHCPInstant, evenIfPast: Bool) async throws {
        let sleeper = state.withLock { state in
            state.lastSleeper += 1
            return state.lastSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Void, any Error>? in
                    if state.cancelled.remove(sleeper) != nil { return .failure(CancellationError()) }
                    if !evenIfPast, wake <= state.now { return .success(()) }
                    state.sleepers[sleeper] = (wake, continuation)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                let continuation = state.sleepers.removeValue(forKey: sleeper)?.continuation
                if continuation == nil { state.cancelled.insert(sleeper) }
                return continuation
            }
            continuation?.resume(throwing: CancellationError())
        }
    }
}
