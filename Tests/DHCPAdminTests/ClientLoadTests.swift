#if Admin
    import Testing

    @testable import DHCPAdmin

    @Suite("How busy the server is with clients")
    struct ClientLoadTests {
        private static let start = ContinuousClock.now

        @Test(
            "more than 500 messages a second are many, and more than 10,000 may be all that a machine can take",
            arguments: [
                (0, 1000, LoadMeter.Level.low), (500, 1000, .low), (501, 1000, .high), (51, 100, .high),
                (600, 2000, .low), (10_000, 1000, .high), (10_001, 1000, .full), (1001, 100, .full),
            ])
        func manyMessages(count: Int, milliseconds: Int, level: LoadMeter.Level) {
            var meter = LoadMeter(at: Self.start)
            #expect(meter.level(at: Self.start + .milliseconds(milliseconds)) { count } == level)
        }

        @Test("what was found out holds for a tenth of a second, in which nothing is counted")
        func holdsForAWhile() {
            var meter = LoadMeter(at: Self.start)
            #expect(meter.level(at: Self.start + .milliseconds(100)) { 1000 } == .high)
            #expect(
                meter.level(at: Self.start + .milliseconds(199)) {
                    Issue.record("counted again")
                    return 1000
                } == .high)
            #expect(meter.level(at: Self.start + .milliseconds(200)) { 1001 } == .low)
        }

        @Test(
            "work in spare time is done, with the tasks that it begins", arguments: [SpareTime.shared, .rationed])
        func spareTime(_ executor: SpareTime) async {
            let sum = await withTaskExecutorPreference(executor) {
                await withTaskGroup(of: Int.self) { group in
                    for number in 1...100 { group.addTask { number } }
                    return await group.reduce(0, +)
                }
            }
            #expect(sum == 5050)
        }
    }
#endif
