import DHCPLeases

/// The times of a scope with all that it takes over from wider ones, and which scope wrote each.
struct TimeScope {
    let times: LeaseTimes
    /// The scope that decides about each, by its name and with the place; `nil` when it is written nowhere.
    private let owners: (lease: String?, minimum: String?, maximum: String?)

    /// What holds where nothing is written.
    static let none = TimeScope(times: LeaseTimes(), owners: (nil, nil, nil))

    private init(times: LeaseTimes, owners: (lease: String?, minimum: String?, maximum: String?)) {
        (self.times, self.owners) = (times, owners)
    }

    /// A scope inside this one, with what is written there; reports what contradicts itself, is risky, or holds otherwise
    /// than it reads.
    func narrowed(by written: WrittenTimes, name: String) -> TimeScope {
        let times = written.times(within: self)
        func owner(
            _ path: KeyPath<LeaseTimes, UInt32>, _ own: WrittenTimes.Written<UInt32>?, _ before: String?,
            lowered: WrittenTimes.Written<UInt32>?, raised: WrittenTimes.Written<UInt32>?
        ) -> String? {
            let (now, earlier) = (times[keyPath: path], self.times[keyPath: path])
            // What a bound here made of a time is this scope's.
            let bound = before == nil || now == earlier ? nil : now < earlier ? lowered : raised
            return (own ?? bound).map { "\(name) (\($0.place.fileAndLine))" } ?? before
        }
        let (lease, minimum, maximum) = (written.lease, written.minimum, written.maximum)
        return TimeScope(
            times: times,
            owners: (
                owner(\.lease, lease, owners.lease, lowered: maximum, raised: minimum),
                owner(\.minimumLease, minimum, owners.minimum, lowered: lease ?? maximum, raised: nil),
                owner(\.maximumLease, maximum, owners.maximum, lowered: nil, raised: lease ?? minimum)
            ))
    }

    /// A time of this scope and who wrote it, as a message says it; `nil` when it is written nowhere.
    private func text(_ key: String, _ time: UInt32, _ owner: String?) -> String? {
        owner.map { "\(key) \(DurationText.text(time)) of \($0)" }
    }

    fileprivate var leaseText: String? { text("lease-time", times.lease, owners.lease) }
    fileprivate var minimumText: String? { text("min-lease-time", times.minimumLease, owners.minimum) }
    fileprivate var maximumText: String? { text("max-lease-time", times.maximumLease, owners.maximum) }
}

extension WrittenTimes {
    /// Warns where these times and what is written in a wider scope do not both hold, and says what clients get.
    ///
    /// What is written nowhere gives way without a word. Gives `false` when there was nothing to say.
    @discardableResult
    func warnOfBounds(within wider: TimeScope) -> Bool {
        let (before, after) = (wider.times, wider.times.overridden(by: overrides))
        var warnings: [(place: YAMLValue, text: String)] = []
        if lease == nil, let text = wider.leaseText, after.lease != before.lease {
            let (bound, word) = after.lease < before.lease ? (maximum, "longer") : (minimum, "shorter")
            if let bound {
                warnings.append(
                    (bound.place, "\(text) is \(word), so clients get \(DurationText.text(after.lease))"))
            }
        }
        if minimum == nil, let text = wider.minimumText {
            if let maximum, before.minimumLease > maximum.value {
                warnings.append((maximum.place, "\(text) is longer, and gives way"))
            } else if let lease, before.minimumLease > lease.value {
                warnings.append((lease.place, passing(lease, "shorter", text)))
            }
        }
        if maximum == nil, let text = wider.maximumText {
            if let minimum, before.maximumLease < minimum.value {
                warnings.append((minimum.place, "\(text) is shorter, and gives way"))
            } else if let lease, before.maximumLease < lease.value {
                warnings.append((lease.place, passing(lease, "longer", text)))
            }
        }
        for warning in warnings { warning.place.warn(warning.text) }
        return !warnings.isEmpty
    }

    private func passing(_ lease: Written<UInt32>, _ word: String, _ bound: String) -> String {
        "lease-time \(DurationText.text(lease.value)) is \(word) than \(bound), which gives way"
    }
}
