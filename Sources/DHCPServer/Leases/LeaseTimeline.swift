import DHCP

/// The time by which leases run: the steady clock's, moved whenever the time of day turns out to have been wrong.
///
/// While the process lives, leases run on the steady clock. What is stored is in the time of day, since a restart knows
/// nothing else; so when somebody sets the clock, all leases are moved with it, and none ends earlier or later.
struct LeaseTimeline {
    /// A step of the time of day that counts, in seconds: far more than a clock that is slewed goes astray between two
    /// ticks, far less than what matters to a lease.
    static let tolerance: Int64 = 10
    /// 2025-01-01: a machine whose clock shows less has no time of day yet.
    static let plausible: Int64 = 1_735_689_600

    /// How far leases are ahead of the steady clock, in seconds.
    private var offset: Int64 = 0

    /// The leases' time at an instant of the steady clock.
    func time(at instant: DHCPInstant) -> DHCPInstant {
        offset == 0 ? instant : DHCPInstant(seconds: instant.seconds + offset)
    }

    /// By how many seconds the time of day has been set since it was last looked at; `nil` when it was not.
    func step(wall: DHCPInstant, steady: DHCPInstant) -> Int64? {
        let step = wall.seconds - steady.seconds - offset
        return abs(step) > Self.tolerance ? step : nil
    }

    /// Follows a step, after all leases were moved by it.
    mutating func follow(_ step: Int64) {
        offset += step
    }

    /// By how many seconds stored leases have to be moved to make sense now, when the newest began at `newest`.
    ///
    /// A lease can not begin later than now: then the clock was ahead when it was stored, or is behind now. And leases
    /// from before there was a time of day began nobody knows when, so the newest is taken for new. In both cases no
    /// lease ends early, so that no address is given away too soon.
    func correction(newest: UInt32?, now: DHCPInstant) -> Int64? {
        guard let newest = newest.map(Int64.init) else { return nil }
        let isAhead = newest > now.seconds + Self.tolerance
        let isFromNowhere = newest < Self.plausible && now.seconds >= Self.plausible
        return isAhead || isFromNowhere ? now.seconds - newest : nil
    }
}
