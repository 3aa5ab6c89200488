import DHCP

extension Lease {
    /// What is made of a stored lease whose times can not be at `now`, a lease's time; `nil` when they can.
    ///
    /// Each lease is judged by itself. One that begins in the future was given by a clock that was ahead, so it begins now
    /// and lasts as long as it would have. One that ran out before there was a time of day was given by a machine that
    /// did not know it, and begins now, too. An end before the start says nothing, so the longest time that is usual
    /// stands in for it. So no address is given to somebody else too early, and none is kept for ever: what has an end
    /// ends within a year. What ended is free now, whatever its times say.
    package func corrected(at now: UInt32) -> Lease? {
        switch state {
        case .released, .expired:
            if start <= now && end <= now { return nil }
            var lease = self
            lease.start = min(start, now)
            lease.end = min(end, now)
            return lease
        case .bound, .declined:
            let isAhead = Int64(start) > Int64(now) + Self.roundingOfStarts
            let isFromNowhere = Int64(start) < LeaseTimeMark.plausible.lowerBound && end <= now
            if !isAhead && !isFromNowhere && end >= start { return nil }
            var lease = self
            if isAhead || isFromNowhere { lease.start = now }
            if end == LeaseTimes.infinite { return lease }
            let time = end >= start ? min(end - start, Self.longestTime) : Self.usualTime
            lease.end = UInt32(clamping: min(Int64(lease.start) + Int64(time), Int64(LeaseTimes.infinite) - 1))
            return lease
        }
    }

    /// How far a lease may begin after the last mark that the store has, in seconds.
    ///
    /// A mark is stored before the first lease of each minute, and after a reboot without a time of day the last mark is
    /// all that is known.
    package static let roundingOfStarts: Int64 = 120
    private static let longestTime: UInt32 = 31_536_000
    private static let usualTime: UInt32 = 86_400
}
