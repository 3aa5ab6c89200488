#if Admin
    import Testing

    @testable import DHCPAdmin

    @Suite("How busy the server is with clients")
    struct ClientLoadTests {
        private static let start = ContinuousClock.now

        @Test(
            "more than 500 messages a second are many",
            arguments: [(0, 1000, false), (500, 1000, false), (501, 1000, true), (51, 100, true), (600, 2000, false)])
        func manyMessages(count: Int, milliseconds: Int, isHigh: Bool) {
            var meter = LoadMeter(at: Self.start)
            #expect(meter.isHigh(at: Self.start + .milliseconds(milliseconds)) { count } == isHigh)
        }

        @Test("what was found out holds for a tenth of a second, in which nothing is counted")
        func holdsForAWhile() {
            var meter = LoadMeter(at: Self.start)
            #expect(meter.isHigh(at: Self.start + .milliseconds(100)) { 1000 })
            #expect(
                meter.isHigh(at: Self.start + .milliseconds(199)) {
                    Issue.record("counted again")
                    return 1000
                })
            #expect(!meter.isHigh(at: Self.start + .milliseconds(200)) { 1001 })
        }

        @Test("work in spare time is done, with the tasks that it begins")
        func spareTime() async {
            let sum = await withTaskExecutorPreference(SpareTime.shared) {
                await withTaskGroup(of: Int.self) { group in
                    for number in 1...100 { group.addTask { number } }
                    return await group.reduce(0, +)
                }
            }
            #expect(sum == 5050)
        }
    }
#endif
