import Testing

@testable import DHCPServer

/// How long answers took, in a few numbers.
@Suite struct AnswerTimesTests {
    @Test(
        arguments: [
            (0, 2), (1_999, 2), (2_000, 3), (3_000, 4), (5_999, 6), (6_000, 8), (1_000_000, 1_024), (1_100_000, 1_536),
        ] as [(Int64, Double)]) func aTimeIsTakenForTheEndOfItsBucket(nanoseconds: Int64, microseconds: Double)
    {
        var times = AnswerTimes()
        times.add(nanoseconds: nanoseconds)
        #expect(times.percentile(0.5) == microseconds / 1e6)
    }

    @Test func timesThatNoClockTellsAreCountedToo() {
        var times = AnswerTimes()
        for nanoseconds in [Int64.min, -1, .max] { times.add(nanoseconds: nanoseconds) }
        #expect(times.count == 3)
        #expect(times.percentile(1).map { $0 > 30 } == true)
    }

    @Test func whatWasCountedSinceIsToldByItself() {
        var before = AnswerTimes()
        #expect(before.percentile(0.99) == nil)
        for _ in 0..<100 { before.add(nanoseconds: 50_000_000) }
        var now = before
        for _ in 0..<99 { now.add(nanoseconds: 10_000) }
        now.add(nanoseconds: 5_000_000)
        let times = now.since(before)
        #expect(times.count == 100)
        #expect(times.percentile(0.5) == 12e-6)
        #expect(times.percentile(0.99) == 12e-6)
        #expect(times.percentile(1) == 6144e-6)
    }
}
