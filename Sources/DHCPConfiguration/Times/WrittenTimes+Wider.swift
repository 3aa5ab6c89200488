import DHCPLeases

extension WrittenTimes {
    /// The times of a wider scope, and what it is called.
    struct Wider {
        let written: WrittenTimes
        let times: LeaseTimes
        /// What wrote its times; those that are taken over from `defaults` are called so.
        let name: String
    }

    /// Warns of bounds that hold for what is written in a wider scope, and says what clients get.
    ///
    /// What is written nowhere gives way without a word. Gives `false` when there was nothing to say.
    @discardableResult
    func warnOfBounds(within wider: Wider) -> Bool {
        let before = wider.times
        let after = before.overridden(by: overrides)
        var places: [YAMLValue] = []
        if lease == nil, let written = wider.written.lease, after.lease != before.lease {
            let (bound, word) = after.lease < before.lease ? (maximum, "longer") : (minimum, "shorter")
            if let bound {
                let time = DurationText.text(before.lease)
                bound.place.warn(
                    "lease-time \(time) of \(name(written, wider)) is \(word), so clients get "
                        + DurationText.text(after.lease))
                places.append(bound.place)
            }
        }
        if minimum == nil, let maximum, let written = wider.written.minimum, before.minimumLease > maximum.value {
            maximum.place.warn(
                "min-lease-time \(DurationText.text(before.minimumLease)) of \(name(written, wider)) is longer, "
                    + "and gives way")
            places.append(maximum.place)
        }
        if maximum == nil, let minimum, let written = wider.written.maximum, before.maximumLease < minimum.value {
            minimum.place.warn(
                "max-lease-time \(DurationText.text(before.maximumLease)) of \(name(written, wider)) is shorter, "
                    + "and gives way")
            places.append(minimum.place)
        }
        return !places.isEmpty
    }

    private func name(_ written: Written<UInt32>, _ wider: Wider) -> String {
        written.isOwn ? wider.name : "defaults"
    }
}
