import DHCPLeases

/// The times that one place of a file names, each with its place.
///
/// What is not written gives way to what is: `lease-time: 48h` alone raises the longest lease time to 48 hours too.
/// Only times that are written can contradict each other.
struct WrittenTimes {
    struct Written<Value> {
        let value: Value
        let place: YAMLValue
        /// Whether it is written here, not taken over from `defaults`.
        var isOwn = true
    }

    private(set) var lease: Written<UInt32>?
    private(set) var minimum: Written<UInt32>?
    private(set) var maximum: Written<UInt32>?
    private var offer: Written<UInt32>?
    private var decline: Written<UInt32>?
    private var renewal: Written<LeasePoint>?
    private var rebinding: Written<LeasePoint>?
    /// Whether any time is written here.
    let isEmpty: Bool

    /// Reads the times that the section has.
    init(_ section: SectionReader) {
        lease = Self.duration(section.value(.leaseTime))
        minimum = Self.duration(section.value(.minimumLeaseTime))
        maximum = Self.duration(section.value(.maximumLeaseTime))
        offer = Self.duration(section.value(.offerTime))
        decline = Self.duration(section.value(.declineTime))
        renewal = Self.part(section.value(.renewalTime))
        rebinding = Self.part(section.value(.rebindingTime))
        let durations = [lease, minimum, maximum, offer, decline]
        isEmpty = durations.allSatisfy { $0 == nil } && renewal == nil && rebinding == nil
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

    /// The same as a narrower scope takes them over.
    var asInherited: WrittenTimes { WrittenTimes().inheriting(self) }

    /// No times.
    private init() {
        isEmpty = true
    }

    /// These times, and those of `defaults` where there are none.
    func inheriting(_ defaults: WrittenTimes) -> WrittenTimes {
        func inherit<Value>(_ path: KeyPath<WrittenTimes, Written<Value>?>) -> Written<Value>? {
            if let own = self[keyPath: path] { return own }
            var inherited = defaults[keyPath: path]
            inherited?.isOwn = false
            return inherited
        }
        var times = self
        times.lease = inherit(\.lease)
        times.minimum = inherit(\.minimum)
        times.maximum = inherit(\.maximum)
        times.offer = inherit(\.offer)
        times.decline = inherit(\.decline)
        times.renewal = inherit(\.renewal)
        times.rebinding = inherit(\.rebinding)
        return times
    }

    /// The times to serve; reports those that contradict each other or are risky.
    ///
    /// A lease time moves the bound of `defaults` that it passes, as one of a pool or a reservation does.
    func resolved() -> LeaseTimes {
        var times = LeaseTimes()
        checkBounds()
        let time = lease?.value ?? max(min(times.lease, maximum?.value ?? .max), minimum?.value ?? 0)
        times.minimumLease = bound(minimum, min) ?? min(times.minimumLease, time, maximum?.value ?? .max)
        times.maximumLease = bound(maximum, max) ?? max(times.maximumLease, time, minimum?.value ?? 0)
        times.lease = min(max(time, times.minimumLease), times.maximumLease)
        times.offer = offer?.value ?? times.offer
        times.decline = decline?.value ?? times.decline
        resolveParts(&times)
        warnOfInfinity()
        warnOfRisks()
        return times
    }

    /// A written bound, moved when it comes from a wider scope than the lease time.
    private func bound(_ bound: Written<UInt32>?, _ moved: (UInt32, UInt32) -> UInt32) -> UInt32? {
        guard let bound else { return nil }
        guard let lease, lease.isOwn, !bound.isOwn else { return bound.value }
        return moved(bound.value, lease.value)
    }

    /// The lease times of a pool, a class or a reservation; reports those that contradict each other or are risky.
    ///
    /// One client may have its address for good, but not each that happens to come.
    func checkedOverrides(ofOneClient isForOneClient: Bool = false) -> LeaseTimeOverrides {
        checkBounds()
        if !isForOneClient { warnOfInfinity() }
        warnOfRisks()
        return overrides
    }

    /// The lease times that are written here.
    var overrides: LeaseTimeOverrides {
        LeaseTimeOverrides(lease: lease?.value, minimumLease: minimum?.value, maximumLease: maximum?.value)
    }

    /// Reports bounds that leave no lease time between them, and warns of a lease time outside them.
    private func checkBounds() {
        if let minimum, let maximum, minimum.value > maximum.value {
            let (shorter, longer) = (DurationText.text(maximum.value), DurationText.text(minimum.value))
            if maximum.isOwn {
                maximum.place.fail("max-lease-time \(shorter) is shorter than min-lease-time \(longer)")
            } else if minimum.isOwn {
                minimum.place.fail("min-lease-time \(longer) is longer than max-lease-time \(shorter) of defaults")
            }
            return
        }
        guard let lease else { return }
        let time = DurationText.text(lease.value)
        if let minimum, lease.value < minimum.value {
            warn(lease, "lease-time \(time) is shorter than", minimum, "min-lease-time")
        } else if let maximum, lease.value > maximum.value {
            warn(lease, "lease-time \(time) is longer than", maximum, "max-lease-time")
        }
    }

    private func warn(_ lease: Written<UInt32>, _ message: String, _ bound: Written<UInt32>, _ name: String) {
        let limit = "\(message) \(name) \(DurationText.text(bound.value))"
        if lease.isOwn && bound.isOwn {
            lease.place.warn("\(limit), so clients get \(DurationText.text(bound.value))")
        } else if lease.isOwn {
            lease.place.warn("\(limit) of defaults, which gives way")
        } else if bound.isOwn {
            bound.place.warn(
                "lease-time \(DurationText.text(lease.value)) of defaults is outside this bound, "
                    + "so clients get \(DurationText.text(bound.value))")
        }
    }

    private func resolveParts(_ times: inout LeaseTimes) {
        let first = renewal?.value ?? .part(times.renewalPermille)
        let second = rebinding?.value ?? .part(times.rebindingPermille)
        let place = [renewal, rebinding].compactMap { $0 }.first(where: \.isOwn)?.place
        if first.seconds(of: times.lease) >= second.seconds(of: times.lease) {
            place?.fail("renewal-time \(first) must be less than rebinding-time \(second)")
            return
        }
        for (name, point) in [("renewal-time", renewal), ("rebinding-time", rebinding)] {
            guard let point, point.isOwn, case .time(let seconds) = point.value, seconds >= times.lease else {
                continue
            }
            let time = DurationText.text(times.lease)
            point.place.warn(
                "\(name) \(point.value) is not before the end of a lease of \(time), so a part of it holds")
        }
        first.set(&times.renewal, &times.renewalPermille)
        second.set(&times.rebinding, &times.rebindingPermille)
    }

    private func warnOfInfinity() {
        guard let lease, lease.isOwn, lease.value == LeaseTimes.infinite else { return }
        lease.place.warn("addresses come back only when clients release them, which few do")
    }

    private func warnOfRisks() {
        if let offer, offer.isOwn, offer.value == LeaseTimes.infinite {
            offer.place.fail("an offer must end, or every lost answer takes an address for good")
        }
        for time in [lease, maximum].compactMap({ $0 }) where time.isOwn && time.value < 60 {
            time.place.warn("\(DurationText.text(time.value)) is under a minute; clients renew all the time")
        }
    }
}
