public import DHCP

/// The clocks at one moment: what a store keeps beside the leases, so that a restart knows how late it is for them.
///
/// Leases run on a time of their own, which never steps. It began as the time of day, and is ahead of it or behind it
/// once somebody set the clock. In the same boot of the machine it goes on by the time since the boot, whatever the
/// clock shows; after a reboot by the time of day, and never behind ``leaseTime``.
public struct LeaseTimeMark: Hashable, Sendable {
    /// The leases' time then.
    public var leaseTime: DHCPInstant
    /// What the machine took for the time of day then.
    public var timeOfDay: DHCPInstant
    /// Which boot of the machine it was; empty when that is not known.
    public var boot: String
    /// The time since that boot.
    public var sinceBoot: Duration

    /// Makes a mark.
    public init(leaseTime: DHCPInstant, timeOfDay: DHCPInstant, boot: String = "", sinceBoot: Duration = .zero) {
        self.leaseTime = leaseTime
        self.timeOfDay = timeOfDay
        self.boot = boot
        self.sinceBoot = sinceBoot
    }

    /// What makes a time of day out of a lease's time, in seconds: `lease.shifted(by: mark.secondsToTimeOfDay)`.
    public var secondsToTimeOfDay: Int64 {
        let ahead = leaseTime.duration(to: timeOfDay)
        let (seconds, rest) = ahead.components
        let half: Int64 = 500_000_000_000_000_000
        return seconds + (rest >= half ? 1 : rest < -half ? -1 : 0)
    }

    /// Times of day that a clock shows which somebody has set, in seconds since 1970: from 2025 until 2100.
    ///
    /// A machine whose clock shows less has no time of day yet. Leases' times stay within, so that they fit 32 bits.
    package static let plausible: Range<Int64> = 1_735_689_600..<4_102_444_800
}
