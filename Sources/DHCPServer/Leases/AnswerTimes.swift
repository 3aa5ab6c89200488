/// How long answers took, as a histogram.
///
/// A bucket ends half as late again as the one before it, or a third, so a percentile is right to that.
package struct AnswerTimes: Hashable, Sendable {
    /// The buckets; the first has what took less than two microseconds.
    private var counts = [UInt64](repeating: 0, count: bucketCount)

    /// The last bucket begins at 33 seconds.
    private static let bucketCount = 50

    package init() {}

    /// Counts one.
    mutating func add(nanoseconds: Int64) {
        let microseconds = UInt64(max(0, nanoseconds)) / 1000
        guard microseconds >= 2 else { return counts[0] += 1 }
        let power = UInt64.bitWidth - 1 - microseconds.leadingZeroBitCount
        let half = Int(microseconds >> UInt64(power - 1) & 1)
        counts[min(2 * power + half - 1, Self.bucketCount - 1)] += 1
    }

    /// How many were counted.
    package var count: UInt64 { counts.reduce(0, &+) }

    /// What was counted since `before`.
    package func since(_ before: AnswerTimes) -> AnswerTimes {
        var times = self
        for place in counts.indices { times.counts[place] &-= before.counts[place] }
        return times
    }

    /// In how many seconds so many of all were answered; `nil` when nothing was.
    package func percentile(_ share: Double) -> Double? {
        let count = count
        if count == 0 { return nil }
        let wanted = max(1, (Double(count) * share).rounded(.up))
        var sum = 0.0
        for (place, number) in counts.enumerated() {
            sum += Double(number)
            if sum >= wanted { return Self.end(of: place) }
        }
        return Self.end(of: Self.bucketCount - 1)
    }

    /// Where a bucket ends, in seconds.
    private static func end(of place: Int) -> Double {
        let (power, half) = ((place + 2) / 2, (place + 2) % 2)
        return Double(UInt64(2 + half) << UInt64(power - 1)) / 1e6
    }
}
