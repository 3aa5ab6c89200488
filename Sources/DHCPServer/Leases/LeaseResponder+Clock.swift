import DHCP
import DHCPLeases
import Logging

extension LeaseResponder {
    /// Loads the leases; each whose times can not be is judged by itself, and moves no other.
    mutating func load() async throws {
        if let clusterSettings {
            try await join(clusterSettings)
        } else {
            timeline = try await LeaseTimeline(of: store, clock: clock)
        }
        let now = UInt32(clamping: timeline.time(at: clock.now).secondsRoundedUp)
        let store = store
        var corrections: [LeaseChange] = []
        revision = try await store.load { lease in
            // Of other servers' leases nothing is corrected here: they may know better.
            let corrected = engine.cluster == nil ? lease.corrected(at: now) : nil
            engine.apply(LeaseChange(before: nil, after: corrected ?? lease))
            if let corrected { corrections.append(LeaseChange(before: lease, after: corrected)) }
        }
        pipeline.noteLoaded(at: revision)
        isLoaded = true
        report(timeline.beginning)
        await keepTime(at: clock.now, age: 0)
        await keep(corrections)
    }

    /// Stores what was corrected, so that the next start does not begin anew with it.
    private mutating func keep(_ corrections: [LeaseChange]) async {
        guard let first = corrections.first?.before, !isStoreFailing else { return }
        logger.warning(
            "stored leases whose times can not be: each begins now, or has ended",
            metadata: [
                "count": "\(corrections.count)", "first": "\(first.address)", "starts": "\(first.start)",
                "ends": "\(first.end)",
            ])
        for start in stride(from: 0, to: corrections.count, by: Self.correctionLimit) {
            let end = min(start + Self.correctionLimit, corrections.count)
            do {
                _ = try await store.commit(LeaseBatch(separately: corrections[start..<end]))
            } catch {
                return noteFailure(error)
            }
        }
    }

    /// Follows the time of day when somebody set it; leases go on as if nothing had happened.
    ///
    /// Nothing but how far the two are apart changes, and that is stored with ``keepTime(at:age:)``.
    mutating func followClock(at now: DHCPInstant) {
        guard let step = timeline.step(timeOfDay: clock.wallTime, at: now) else { return }
        timeline.absorb(step)
        let seconds = step / 1_000_000_000
        if seconds == 0 { return }
        meters.noteClockStep()
        logger.warning(
            "the clock was set; leases go on as if nothing had happened", metadata: ["seconds": "\(seconds)"])
    }

    /// Stores how late it is for leases, when what the store has of that is `age` seconds old or wrong.
    mutating func keepTime(at now: DHCPInstant, age: Int64 = Self.ageOfMark) async {
        let isCutOff = presence?.toldQuorum == false
        guard !isStoreFailing, !isCutOff, let mark = timeline.markDue(at: now, age: age) else { return }
        do {
            try await ask { [store] in try await store.keep(mark) }
            timeline.noteKept(mark)
        } catch {
            noteFailure(error)
        }
    }

    private func report(_ beginning: LeaseTimeline.Beginning) {
        let timeOfDay: Logger.Metadata = ["time-of-day": "\(clock.wallTime.seconds)"]
        switch beginning {
        case .byTimeOfDay, .inSameBoot: break
        case .joined(let seconds):
            if seconds.magnitude < Self.noteworthy { return }
            logger.warning(
                "the clock is not that of the cluster's other members: leases go by theirs; set the clock",
                metadata: timeOfDay.merging(["seconds": "\(seconds)"]) { $1 })
        case .behind(let seconds):
            logger.warning(
                "the clock is behind what the leases know: they go on from where they were; set the clock",
                metadata: timeOfDay.merging(["seconds": "\(seconds)"]) { $1 })
        case .withoutTimeOfDay:
            logger.warning(
                """
                the clock does not tell the time of day, or did not when leases were stored: they go on from where they \
                were, as if the machine had not been off; set the clock
                """,
                metadata: timeOfDay)
        }
    }

    /// How old the mark in the store may be while no lease is stored, in seconds: as much later leases end when the
    /// machine loses power and then does not know the time of day.
    static let ageOfMark: Int64 = 600
    /// As many seconds may be between a lease and the mark before it: half of `Lease.roundingOfStarts`.
    static let ageOfMarkBeforeLease: Int64 = 60
    private static let correctionLimit = 10_000
    /// A clock that is off by so many seconds is worth a line.
    private static let noteworthy = 5
}
