/// How long replies took, counted in buckets that grow with the time.
///
/// Each power of two has 32 buckets, so a percentile is at most 3 % too high. The memory does not depend on how much is
/// counted.
package struct LatencyHistogram: Sendable, Equatable {
    /// How many times were counted.
    package private(set) var count = 0
    /// The longest time, exactly; 0 when nothing was counted.
    package private(set) var maximum: UInt64 = 0
    private var buckets = [UInt32](repeating: 0, count: Self.bucketCount)

    private static let bitsPerOctave = 5
    private static let perOctave = 1 << bitsPerOctave
    /// Up to 2^40 ns, 18 minutes; longer times stand in the last bucket.
    private static let bucketCount = (40 - bitsPerOctave + 1) * perOctave

    /// Makes an empty histogram.
    package init() {}

    /// Counts a time.
    package mutating func add(nanoseconds: UInt64) {
        count += 1
        maximum = max(maximum, nanoseconds)
        buckets[Self.bucket(of: nanoseconds)] &+= 1
    }

    /// Counts what `other` has counted.
    package mutating func add(_ other: LatencyHistogram) {
        count += other.count
        maximum = max(maximum, other.maximum)
        for index in buckets.indices { buckets[index] &+= other.buckets[index] }
    }

    /// The time in nanoseconds that `share` (0 to 1) of those counted did not exceed; 0 when nothing was counted.
    package func percentile(_ share: Double) -> UInt64 {
        let rank = max(1, Int((Double(count) * min(max(share, 0), 1)).rounded(.up)))
        var seen = 0
        for (index, number) in buckets.enumerated() where number > 0 {
            seen += Int(number)
            if seen >= rank { return min(Self.upperBound(of: index), maximum) }
        }
        return maximum
    }

    private static func bucket(of nanoseconds: UInt64) -> Int {
        if nanoseconds < UInt64(perOctave) { return Int(nanoseconds) }
        let octave = 63 - nanoseconds.leadingZeroBitCount - bitsPerOctave
        let place = Int(truncatingIfNeeded: nanoseconds >> UInt64(octave)) - perOctave
        return min((octave + 1) * perOctave + place, bucketCount - 1)
    }

    /// The longest time that falls into a bucket.
    private static func upperBound(of bucket: Int) -> UInt64 {
        if bucket < perOctave { return UInt64(bucket) }
        let octave = bucket / perOctave - 1
        return (UInt64(bucket % perOctave + perOctave + 1) << UInt64(octave)) - 1
    }
}
