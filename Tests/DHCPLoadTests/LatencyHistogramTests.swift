import DHCPLoad
import Testing

@Suite("Latency histograms")
struct LatencyHistogramTests {
    @Test func `an empty histogram has no times`() {
        let histogram = LatencyHistogram()
        #expect(histogram.percentile(0.99) == 0)
        #expect(histogram.maximum == 0)
    }

    @Test(arguments: [0, 1, 31, 32, 33, 1000, 4095, 4096, 123_456, 7_100_000, 60_000_000_000] as [UInt64])
    func `the only time is every percentile`(nanoseconds: UInt64) {
        var histogram = LatencyHistogram()
        histogram.add(nanoseconds: nanoseconds)
        for share in [0, 0.5, 0.99, 1] { #expect(histogram.percentile(share) == nanoseconds) }
    }

    @Test func `percentiles are at most one part in 32 too high and never too low`() {
        var histogram = LatencyHistogram()
        for microseconds in 1...10_000 as ClosedRange<UInt64> { histogram.add(nanoseconds: microseconds * 1000) }
        for (share, exact) in [(0.5, 5_000_000), (0.9, 9_000_000), (0.99, 9_900_000)] as [(Double, UInt64)] {
            let measured = histogram.percentile(share)
            #expect(measured >= exact && measured <= exact + exact / 32, "\(share): \(measured)")
        }
        #expect(histogram.percentile(1) == 10_000_000)
    }

    @Test func `a time beyond the last bucket is not lost`() {
        var histogram = LatencyHistogram()
        histogram.add(nanoseconds: .max)
        #expect(histogram.count == 1)
        #expect(histogram.maximum == .max)
    }

    @Test func `histograms add up`() {
        var left = LatencyHistogram()
        var right = LatencyHistogram()
        left.add(nanoseconds: 10)
        right.add(nanoseconds: 20)
        right.add(nanoseconds: 30)
        left.add(right)
        #expect(left.count == 3)
        #expect(left.percentile(0.5) == 20)
        #expect(left.maximum == 30)
    }
}
