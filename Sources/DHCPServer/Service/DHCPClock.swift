public import DHCP

/// Tells the time, and waits.
public protocol DHCPClock: Sendable {
    /// Now, on a scale that never steps.
    var now: DHCPInstant { get }
    /// What the machine takes for the time of day; it steps when somebody sets it.
    var wallTime: DHCPInstant { get }
    /// Returns after `duration`, or throws `CancellationError`.
    func sleep(for duration: Duration) async throws
    /// Returns at `instant`, at once when that is past, or throws `CancellationError`.
    func sleep(until instant: DHCPInstant) async throws
}

extension DHCPClock {
    /// The same as ``now``: a clock that nobody sets.
    public var wallTime: DHCPInstant { now }

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

    /// Makes a clock that begins at the wall clock's time.
    public init() {
        start = WallClock.now
        monotonicStart = ContinuousClock.now
    }

    /// Now.
    public var now: DHCPInstant {
        start.advanced(by: monotonicStart.duration(to: ContinuousClock.now))
    }

    /// The wall clock's time.
    public var wallTime: DHCPInstant { WallClock.now }

    /// Returns after `duration`, or throws `CancellationError`.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }
}
