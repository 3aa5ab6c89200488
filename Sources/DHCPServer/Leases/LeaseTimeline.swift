package import DHCP
package import DHCPLeases

/// The time by which leases run: it never steps, and goes on across restarts.
///
/// While the process lives it goes by the steady clock, and after a restart in the same boot of the machine by the time
/// since the boot, so it is exact whatever happens to the time of day. After a reboot only the time of day tells how long
/// the machine was off. It is believed unless it is behind what the store last knew, or shows that nobody has set it.
package struct LeaseTimeline: Sendable {
    /// What a timeline began with.
    package enum Beginning: Equatable, Sendable {
        /// The leases' times are times of day.
        case byTimeOfDay
        /// It went on within one boot.
        case inSameBoot
        /// The time of day is behind the leases by so many seconds, so their time goes on from where it was.
        case behind(seconds: Int64)
        /// It is that of other servers, and the time of day is ahead of it by so many seconds.
        case joined(seconds: Int64)
        /// The time of day is not known, so the leases' time goes on from where it was.
        case withoutTimeOfDay
    }

    /// By how much the time of day has to be off to have been set, in nanoseconds: more than reading two clocks takes.
    static let tolerance: Int64 = 250_000_000

    /// How this timeline began.
    package private(set) var beginning = Beginning.byTimeOfDay
    /// How far leases' time is ahead of the steady clock, in nanoseconds.
    private var lead: Int64 = 0
    /// How far the time of day is ahead of leases' time, in nanoseconds.
    private var timeOfDayLead: Int64 = 0
    private var boot: MachineBoot?
    /// The last mark that the store has of this timeline.
    private var kept: LeaseTimeMark?
    private var isBegun = false

    /// A timeline that is the steady clock's, and of which nothing is stored.
    init() {}

    /// Goes on from `mark`, what the store last knew; without one from what the `starts` of its leases tell.
    package init(mark: LeaseTimeMark?, starts: [UInt32] = [], clock: any DHCPClock) {
        let (now, timeOfDay) = (clock.now, clock.wallTime)
        boot = clock.boot
        isBegun = true
        let time: DHCPInstant
        if let mark, Self.isPlausible(mark.leaseTime) {
            (time, beginning) = Self.time(after: mark, now: now, timeOfDay: timeOfDay, boot: boot)
        } else {
            (time, beginning) = Self.time(starts: starts, timeOfDay: timeOfDay)
        }
        lead = now.nanoseconds.distance(toWithin: time.nanoseconds)
        timeOfDayLead = time.nanoseconds.distance(toWithin: timeOfDay.nanoseconds)
        if let mark, beginning == .inSameBoot {
            let known = mark.leaseTime.nanoseconds.distance(toWithin: mark.timeOfDay.nanoseconds)
            if timeOfDay == Self.endOfScale || abs(known.distance(toWithin: timeOfDayLead)) < Self.tolerance {
                timeOfDayLead = known
            }
        }
    }

    /// Takes over the time of other servers for the same leases, which is so far ahead of the steady clock; `nil` when that
    /// is no time that can be.
    package init?(joining distance: Duration, clock: any DHCPClock) {
        let (now, timeOfDay) = (clock.now, clock.wallTime)
        let time = now.advanced(by: distance)
        guard Self.isPlausible(time) else { return nil }
        boot = clock.boot
        isBegun = true
        lead = now.nanoseconds.distance(toWithin: time.nanoseconds)
        timeOfDayLead = time.nanoseconds.distance(toWithin: timeOfDay.nanoseconds)
        beginning = .joined(seconds: timeOfDayLead / 1_000_000_000)
    }

    /// The leases' time at an instant of the steady clock.
    package func time(at instant: DHCPInstant) -> DHCPInstant {
        lead == 0 ? instant : DHCPInstant(nanoseconds: instant.nanoseconds.sum(within: lead))
    }

    // MARK: The time of day

    /// By how many nanoseconds the time of day has been set since it was last looked at; `nil` when it was not.
    func step(timeOfDay: DHCPInstant, at instant: DHCPInstant) -> Int64? {
        // A clock beyond 2262 can not be read, and seems to stand still.
        if timeOfDay == Self.endOfScale { return nil }
        let ahead = time(at: instant).nanoseconds.distance(toWithin: timeOfDay.nanoseconds)
        let step = timeOfDayLead.distance(toWithin: ahead)
        return step.magnitude >= Self.tolerance.magnitude ? step : nil
    }

    /// Takes in a step: leases go on as if nothing had happened.
    mutating func absorb(_ step: Int64) {
        timeOfDayLead = timeOfDayLead.sum(within: step)
    }

    // MARK: What the store keeps

    /// The clocks at an instant of the steady clock.
    package func mark(at instant: DHCPInstant) -> LeaseTimeMark {
        let time = time(at: instant)
        return LeaseTimeMark(
            leaseTime: time, timeOfDay: DHCPInstant(nanoseconds: time.nanoseconds.sum(within: timeOfDayLead)),
            boot: boot?.identifier ?? "", sinceBoot: boot.map { $0.start.duration(to: instant) } ?? .zero)
    }

    /// The mark that the store needs when what it has may be so old, in seconds; `nil` when it needs none.
    func markDue(at instant: DHCPInstant, age: Int64) -> LeaseTimeMark? {
        guard isBegun else { return nil }
        let mark = mark(at: instant)
        guard let kept else { return mark }
        let hasStepped =
            kept.leaseTime.nanoseconds.distance(toWithin: kept.timeOfDay.nanoseconds) != timeOfDayLead
        return hasStepped || mark.leaseTime.seconds - kept.leaseTime.seconds >= age ? mark : nil
    }

    /// Takes note of what the store has.
    mutating func noteKept(_ mark: LeaseTimeMark) {
        kept = mark
    }
}

extension LeaseTimeline {
    private static let endOfScale = DHCPInstant(nanoseconds: .max)

    private static func isPlausible(_ instant: DHCPInstant) -> Bool {
        LeaseTimeMark.plausible.contains(instant.seconds)
    }

    /// The leases' time now, when it was stored at `mark` how late it was.
    private static func time(
        after mark: LeaseTimeMark, now: DHCPInstant, timeOfDay: DHCPInstant, boot: MachineBoot?
    ) -> (DHCPInstant, Beginning) {
        if let boot, boot.identifier == mark.boot {
            let passed = boot.start.duration(to: now) - mark.sinceBoot
            let time = mark.leaseTime.advanced(by: passed)
            if passed >= .zero, isPlausible(time) { return (time, .inSameBoot) }
        }
        // Nobody can say how long the machine was off when one of the clocks was not set.
        guard isPlausible(timeOfDay), isPlausible(mark.timeOfDay) else { return (mark.leaseTime, .withoutTimeOfDay) }
        let time = mark.leaseTime.advanced(by: mark.timeOfDay.duration(to: timeOfDay))
        guard time >= mark.leaseTime else {
            return (mark.leaseTime, .behind(seconds: time.seconds.distance(toWithin: mark.leaseTime.seconds)))
        }
        return isPlausible(time) ? (time, .byTimeOfDay) : (mark.leaseTime, .withoutTimeOfDay)
    }

    /// The leases' time now, when only their starts tell of it: they are times of day.
    ///
    /// The time of day is believed when some lease began before it. Otherwise it is the newest lease's start but for one
    /// in twenty, since a few may have come from a machine whose clock was ahead.
    private static func time(starts: [UInt32], timeOfDay: DHCPInstant) -> (DHCPInstant, Beginning) {
        let starts = starts.filter { LeaseTimeMark.plausible.contains(Int64($0)) }
        let isKnown = isPlausible(timeOfDay)
        guard let earliest = starts.min() else {
            return isKnown
                ? (timeOfDay, .byTimeOfDay)
                : (DHCPInstant(seconds: LeaseTimeMark.plausible.lowerBound), .withoutTimeOfDay)
        }
        if isKnown, timeOfDay.seconds + Lease.roundingOfStarts >= Int64(earliest) { return (timeOfDay, .byTimeOfDay) }
        let newest = Int64(starts.sorted()[starts.count - 1 - starts.count / 20])
        return (
            DHCPInstant(seconds: newest), isKnown ? .behind(seconds: newest - timeOfDay.seconds) : .withoutTimeOfDay
        )
    }
}

extension Int64 {
    /// How far `other` is from here, kept within the range: clocks show any time.
    fileprivate func distance(toWithin other: Int64) -> Int64 {
        let (difference, overflow) = other.subtractingReportingOverflow(self)
        return overflow ? (other < self ? -.max : .max) : Swift.max(difference, -.max)
    }

    /// The sum, kept within the range.
    fileprivate func sum(within other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
