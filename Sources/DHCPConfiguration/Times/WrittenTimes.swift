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

    private var lease: Written<UInt32>?
    private var minimum: Written<UInt32>?
    private var maximum: Written<UInt32>?
    private var offer: Written<UInt32>?
    private var decline: Written<UInt32>?
    private var renewal: Written<Int>?
    private var rebinding: Written<Int>?
    /// Whether any time is written here.
    let isEmpty: Bool

    init(_ mapping: inout MappingReader) {
        lease = Self.duration(mapping.value("lease-time"))
        minimum = Self.duration(mapping.value("min-lease-time"))
        maximum = Self.duration(mapping.value("max-lease-time"))
        offer = Self.duration(mapping.value("offer-time"))
        decline = Self.duration(mapping.value("decline-time"))
        renewal = Self.part(mapping.value("renewal-time"))
        rebinding = Self.part(mapping.value("rebinding-time"))
        let durations = [lease, minimum, maximum, offer, decline]
        isEmpty = durations.allSatisfy { $0 == nil } && renewal == nil && rebinding == nil
    }

    private static func duration(_ value: YAMLValue?) -> Written<UInt32>? {
        guard let value, let seconds = value.read(DurationText.expected, orComplain: DurationText.seconds) else {
            return nil
        }
        return Written(value: seconds, place: value)
    }

    private static func part(_ value: YAMLValue?) -> Written<Int>? {
        guard let value, let permille = value.read(PercentText.expected, orComplain: PercentText.permille) else {
            return nil
        }
        return Written(value: permille, place: value)
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
    func resolved() -> LeaseTimes {
        var times = LeaseTimes()
        let isOrdered =
            order(minimum, "min-lease-time", maximum, "max-lease-time")
            && order(minimum, "min-lease-time", lease, "lease-time")
            && order(lease, "lease-time", maximum, "max-lease-time")
        if isOrdered {
            let (low, high) = (minimum?.value ?? 0, maximum?.value ?? .max)
            times.lease = lease?.value ?? min(max(times.lease, low), high)
            times.minimumLease = minimum?.value ?? min(times.minimumLease, times.lease)
            times.maximumLease = maximum?.value ?? max(times.maximumLease, times.lease)
        }
        times.offer = offer?.value ?? times.offer
        times.decline = decline?.value ?? times.decline
        resolveParts(&times)
        warnOfRisks()
        return times
    }

    /// Whether one time is at most the other, when both are written; the mistake is told where it was made.
    private func order(_ low: Written<UInt32>?, _ lowName: String, _ high: Written<UInt32>?, _ highName: String) -> Bool
    {
        guard let low, let high, low.value > high.value else { return true }
        let (shorter, longer) = (DurationText.text(high.value), DurationText.text(low.value))
        if high.isOwn {
            high.place.fail("\(highName) \(shorter) is shorter than \(lowName) \(longer)")
        } else if low.isOwn {
            low.place.fail("\(lowName) \(longer) is longer than \(highName) \(shorter) of defaults")
        }
        return false
    }

    private func resolveParts(_ times: inout LeaseTimes) {
        let first = renewal?.value ?? times.renewalPermille
        let second = rebinding?.value ?? times.rebindingPermille
        if first < second {
            (times.renewalPermille, times.rebindingPermille) = (first, second)
            return
        }
        let place = [renewal, rebinding].compactMap { $0 }.first(where: \.isOwn)?.place
        place?.fail(
            "renewal-time \(PercentText.text(first)) must be less than rebinding-time \(PercentText.text(second))")
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
