public import DHCP
internal import NIOCore
internal import NIOPosix

/// Tells the time, and waits.
public protocol DHCPClock: Sendable {
    /// Now, on a scale that never steps.
    var now: DHCPInstant { get }
    /// What the machine takes for the time of day; it steps when somebody sets it.
    var wallTime: DHCPInstant { get }
    /// Which boot of the machine this is; `nil` when that is not known.
    var boot: MachineBoot? { get }
    /// Returns after `duration`, or throws `CancellationError`.
    func sleep(for duration: Duration) async throws
    /// Returns at `instant`, at once when that is past, or throws `CancellationError`.
    func sleep(until instant: DHCPInstant) async throws
}

extension DHCPClock {
    /// The same as ``now``: a clock that nobody sets.
    public var wallTime: DHCPInstant { now }

    /// Not known: a restart goes by the time of day.
    public var boot: MachineBoot? { nil }

    /// Sleeps for the time from now to `instant`.
    public func sleep(until instant: DHCPInstant) async throws {
        try await sleep(for: max(now.duration(to: instant), .zero))
    }
}

/// The wall clock at the start of the process, and from there on the machine's monotonic clock.
///
/// So a step of the wall clock (NTP, GPS, a board that boots in 1970) neither ends nor prolongs a lease.
public struct SystemClock: DHCPClock {
    private let start: DHCPInstant
    private let monotonicStart: ContinuousClock.Instant
    /// Which boot of the machine this is; `nil` when the kernel does not say.
    public let boot: MachineBoot?

    /// Makes a clock that begins at the wall clock's time.
    public init() {
        // A clock that begins near the end of the scale would stand still there.
        let start = min(WallClock.now, Self.latestStart)
        let (monotonicStart, sinceBoot) = Self.readTogether()
        self.start = start
        self.monotonicStart = monotonicStart
        boot = sinceBoot.flatMap { MachineBoot.current(start: start.advanced(by: .zero - $0)) }
    }

    /// Now.
    public var now: DHCPInstant {
        start.advanced(by: monotonicStart.duration(to: ContinuousClock.now))
    }

    /// The wall clock's time.
    public var wallTime: DHCPInstant { WallClock.now }

    /// Returns after `duration`, or throws `CancellationError`.
    ///
    /// On an event loop's thread that loop wakes up for it, and no other thread.
    public func sleep(for duration: Duration) async throws {
        let duration = min(duration, Self.longestSleep)
        guard let loop = MultiThreadedEventLoopGroup.currentEventLoop else {
            return try await Task.sleep(for: duration)
        }
        let wakeUp = loop.scheduleTask(in: TimeAmount(duration)) {}
        do {
            try await withTaskCancellationHandler {
                try await wakeUp.futureResult.get()
            } onCancel: {
                wakeUp.cancel()
            }
        } catch {
            // It was cancelled, or the loop ends.
            throw CancellationError()
        }
    }

    /// The year 2200.
    private static let latestStart = DHCPInstant(seconds: 7_258_118_400)
    /// A hundred years, which the runtime can add to any time it has.
    private static let longestSleep = Duration.seconds(3_155_760_000)

    /// The monotonic clock and the time since the boot, read so shortly after one another that they are of one moment.
    private static func readTogether() -> (ContinuousClock.Instant, Duration?) {
        var best: (gap: Duration, instant: ContinuousClock.Instant, sinceBoot: Duration?)?
        for _ in 0..<8 {
            let before = ContinuousClock.now
            let sinceBoot = MachineBoot.age
            let gap = before.duration(to: ContinuousClock.now)
            if gap < best?.gap ?? .seconds(1_000_000) { best = (gap, before, sinceBoot) }
            if gap < .microseconds(20) { break }
        }
        return best.map { ($0.instant, $0.sinceBoot) } ?? (ContinuousClock.now, nil)
    }
}
