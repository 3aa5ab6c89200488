import DHCPLeases
import DHCPTesting
import Testing

@Suite struct TimingWheelTests {
    /// All rows due until `time`, in the order of their times and of their numbers.
    private func due(_ wheel: inout TimingWheel, until time: UInt32) -> [Int32] {
        var rows: [Int32] = []
        while let row = wheel.popDue(until: time) { rows.append(row) }
        return rows.sorted()
    }

    @Test func rowsComeOutWhenTheirTimeComesAndNotBefore() {
        var wheel = TimingWheel()
        let times: [UInt32] = [1, 255, 256, 257, 65_535, 65_536, 1_767_225_600, .max - 1]
        for (row, time) in times.enumerated() { wheel.set(Int32(row), at: time) }
        for (row, time) in times.enumerated() {
            #expect(due(&wheel, until: time - 1) == [])
            #expect(due(&wheel, until: time) == [Int32(row)])
        }
    }

    @Test func aRowThatMovesComesOutOnce() {
        var wheel = TimingWheel()
        wheel.set(0, at: 10)
        wheel.set(0, at: 1000)
        #expect(due(&wheel, until: 999) == [])
        wheel.set(0, at: 1001)
        #expect(due(&wheel, until: 5000) == [0])
        #expect(due(&wheel, until: .max) == [])
    }

    @Test func aRowOfThePastIsDueAtOnce() {
        var wheel = TimingWheel()
        #expect(due(&wheel, until: 100_000) == [])
        wheel.set(3, at: 5)
        #expect(due(&wheel, until: 100_000) == [3])
    }

    @Test(arguments: [UInt64(1), 2, 3]) func itAgreesWithASortedList(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var wheel = TimingWheel()
        var times: [Int32: UInt32] = [:]
        var now: UInt32 = 1_700_000_000
        #expect(due(&wheel, until: now) == [])
        for _ in 0..<5000 {
            let row = Int32.random(in: 0..<200, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                let span: UInt32 = [10, 1000, 100_000, 50_000_000].randomElement(using: &random) ?? 10
                let time = now + UInt32.random(in: 0...span, using: &random)
                wheel.set(row, at: time)
                times[row] = time
            case 2:
                wheel.remove(row)
                times[row] = nil
            default:
                let pause: UInt32 = [1, 300, 70_000].randomElement(using: &random) ?? 1
                now += UInt32.random(in: 0...pause, using: &random)
                let expected = times.filter { $0.value <= now }.map(\.key).sorted()
                for row in expected { times[row] = nil }
                #expect(due(&wheel, until: now) == expected, "seed \(seed)")
            }
        }
    }
}
