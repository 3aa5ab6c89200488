/// A point in time, as the server's clock tells it.
///
/// Nothing in `DHCP` and `DHCPLeases` reads a clock: time comes in as an argument, so that a decision can be made again
/// from the same messages and times.
public struct DHCPInstant: Hashable, Sendable, BitwiseCopyable {
    /// Nanoseconds since 1970-01-01 00:00:00 UTC.
    public var nanoseconds: Int64

    /// Makes an instant from nanoseconds since 1970.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Makes an instant from seconds since 1970; seconds before 1970 and after 2262 give the nearest instant there is.
    @inlinable
    public init(seconds: Int64) {
        let (product, overflow) = Swift.max(seconds, 0).multipliedReportingOverflow(by: 1_000_000_000)
        nanoseconds = overflow ? .max : product
    }

    /// Whole seconds since 1970.
    @inlinable
    public var seconds: Int64 { nanoseconds / 1_000_000_000 }

    /// Seconds since 1970, a part of a second counted as a whole one.
    package var secondsRoundedUp: Int64 { seconds + (nanoseconds % 1_000_000_000 > 0 ? 1 : 0) }
}

extension DHCPInstant: InstantProtocol {
    /// The instant `duration` later; beyond the range of an instant it stays at the range's end.
    public func advanced(by duration: Duration) -> DHCPInstant {
        let (seconds, attoseconds) = duration.components
        let (scaled, overflowed) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (part, overflow) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        let (sum, beyond) = nanoseconds.addingReportingOverflow(part)
        if overflowed || overflow || beyond { return DHCPInstant(nanoseconds: seconds < 0 ? 0 : .max) }
        return DHCPInstant(nanoseconds: sum)
    }

    /// How long after this instant `other` is.
    public func duration(to other: DHCPInstant) -> Duration {
        .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
    }

    /// Whether `left` is before `right`.
    @inlinable
    public static func < (left: DHCPInstant, right: DHCPInstant) -> Bool { left.nanoseconds < right.nanoseconds }
}
