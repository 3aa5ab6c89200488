import DHCPLeases

/// The times that one place of a file names, each with its place.
///
/// What is not written gives way to what is: `lease-time: 48h` alone raises the longest lease time to 48 hours too.
/// Only times that are written in one place can contradict each other; those of a wider scope give way.
struct WrittenTimes {
    struct Written<Value> {
        let value: Value
        let place: YAMLValue
    }

    let lease: Written<UInt32>?
    let minimum: Written<UInt32>?
    let maximum: Written<UInt32>?
    private let offer: Written<UInt32>?
    private let decline: Written<UInt32>?
    private let renewal: Written<LeasePoint>?
    private let rebinding: Written<LeasePoint>?

    /// Reads the times that the section has.
    init(_ section: SectionReader) {
        lease = Self.duration(section.value(.leaseTime))
        minimum = Self.duration(section.value(.minimumLeaseTime))
        maximum = Self.duration(section.value(.maximumLeaseTime))
        offer = Self.duration(section.value(.offerTime))
        decline = Self.duration(section.value(.declineTime))
        renewal = Self.part(section.value(.renewalTime))
        rebinding = Self.part(section.value(.rebindingTime))
    }

    private static func duration(_ value: YAMLValue?) -> Written<UInt32>? {
        guard let value, let seconds = value.read(DurationText.expected, orComplain: DurationText.seconds) else {
            return nil
        }
        return Written(value: seconds, place: value)
    }

    private static func part(_ value: YAMLValue?) -> Written<LeasePoint>? {
        guard let value, let point = value.read(LeasePoint.expected, orComplain: LeasePoint.point) else { return nil }
        return Written(value: point, place: value)
    }

    /// Whether any time is written here.
    var isEmpty: Bool {
        let durations = [lease, minimum, maximum, offer, decline]
        return durations.allSatisfy { $0 == nil } && renewal == nil && rebinding == nil
    }

    /// The lease times that are written here.
    var overrides: LeaseTimeOverrides {
        LeaseTimeOverrides(lease: lease?.value, minimumLease: minimum?.value, maximumLease: maximum?.value)
    }

    /// The times of a scope that writes these, inside `wider`; reports those that contradict each other or are risky.
    func times(within wider: TimeScope) -> LeaseTimes {
        check()
        warnOfRisks()
        warnOfBounds(within: wider)
        var times = wider.times.overridden(by: overrides)
        times.offer = offer?.value ?? times.offer
        times.decline = decline?.value ?? times.decline
        resolveParts(&times)
        return times
    }

    /// The lease times of a pool, a class or a reservation; reports those that contradict each other or are risky.
    ///
    /// One client may have its address for good, but not each that happens to come.
    func checkedOverrides(ofOneClient isForOneClient: Bool = false) -> LeaseTimeOverrides {
        check()
        warnOfRisks(ofOneClient: isForOneClient)
        return overrides
    }

    /// Reports bounds that leave no lease time between them, and warns of a lease time outside them.
    private func check() {
        if let minimum, let maximum, minimum.value > maximum.value {
            let (shorter, longer) = (DurationText.text(maximum.value), DurationText.text(minimum.value))
            maximum.place.fail("max-lease-time \(shorter) is shorter than min-lease-time \(longer)")
            return
        }
        guard let lease else { return }
        let time = DurationText.text(lease.value)
        if let minimum, lease.value < minimum.value {
            let bound = DurationText.text(minimum.value)
            lease.place.warn("lease-time \(time) is shorter than min-lease-time \(bound), so clients get \(bound)")
        } else if let maximum, lease.value > maximum.value {
            let bound = DurationText.text(maximum.value)
            lease.place.warn("lease-time \(time) is longer than max-lease-time \(bound), so clients get \(bound)")
        }
    }

    private func resolveParts(_ times: inout LeaseTimes) {
        let first = renewal?.value ?? times.renewal.map(LeasePoint.time) ?? .part(times.renewalPermille)
        let second = rebinding?.value ?? times.rebinding.map(LeasePoint.time) ?? .part(times.rebindingPermille)
        if first.seconds(of: times.lease) >= second.seconds(of: times.lease) {
            [renewal, rebinding].compactMap { $0 }.first?.place
                .fail("renewal-time \(first) must be less than rebinding-time \(second)")
            return
        }
        for (name, point) in [("renewal-time", renewal), ("rebinding-time", rebinding)] {
            guard let point, case .time(let seconds) = point.value, seconds >= times.lease else { continue }
            let time = DurationText.text(times.lease)
            point.place.warn(
                "\(name) \(point.value) is not before the end of a lease of \(time), so a part of it holds")
        }
        first.set(&times.renewal, &times.renewalPermille)
        second.set(&times.rebinding, &times.rebindingPermille)
    }

    private func warnOfRisks(ofOneClient isForOneClient: Bool = false) {
        if let offer, offer.value == LeaseTimes.infinite {
            offer.place.fail("an offer must end, or every lost answer takes an address for good")
        }
        if let decline, decline.value == LeaseTimes.infinite {
            decline.place.warn("an address that a client finds in use never comes back")
        }
        for time in [lease, maximum].compactMap({ $0 }) where time.value < 60 {
            time.place.warn("\(DurationText.text(time.value)) is under a minute; clients renew all the time")
        }
        if isForOneClient { return }
        if let lease, lease.value == LeaseTimes.infinite {
            lease.place.warn("addresses come back only when clients release them, which few do")
        }
        if let minimum, minimum.value == LeaseTimes.infinite {
            minimum.place.warn(
                "all leases are infinite, whatever clients ask for: addresses come back only when clients release "
                    + "them, which few do")
        }
    }
}
