import CAllocationCounter

/// Prints what an operation costs: the best of several rounds, because everything else on the machine only adds.
public struct Measurement {
    /// Nanoseconds of one operation in the best round.
    public let nanoseconds: Double
    /// Allocations of one operation.
    public let allocations: Double

    /// Runs `body` `count` times in each of `rounds` rounds, after one round to warm up.
    ///
    /// `prepare` runs before each round and is not measured.
    public static func take(
        rounds: Int = 12, count: Int = 200_000, prepare: () -> Void = {}, _ body: () -> Void
    ) -> Measurement {
        var best = Double.infinity
        var allocations = 0.0
        for round in 0...rounds {
            prepare()
            let allocationsBefore = allocation_count()
            let start = ContinuousClock.now
            for _ in 0..<count { body() }
            let elapsed = start.duration(to: .now)
            guard round > 0 else { continue }
            allocations = Double(allocation_count() - allocationsBefore) / Double(count)
            best = min(best, elapsed / .nanoseconds(1) / Double(count))
        }
        return Measurement(nanoseconds: best, allocations: allocations)
    }

    /// One line of the table; says how many times as long as `reference` it takes, and whether it keeps to its goal.
    public func line(
        _ name: String, reference: Measurement? = nil, goal: (nanoseconds: Double, allocations: Double)? = nil
    ) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(width - text.count, 0)) + text
        }
        func rounded(_ value: Double) -> String {
            let tenths = Int(value * 10 + 0.5)
            return "\(tenths / 10).\(tenths % 10)"
        }
        var line = name + String(repeating: " ", count: max(58 - name.count, 1))
        line += padded(rounded(nanoseconds), 9) + " ns" + padded(rounded(allocations), 7) + " allocations"
        if let reference { line += "   " + rounded(nanoseconds / reference.nanoseconds) + " x C" }
        if let goal {
            let isKept = nanoseconds <= goal.nanoseconds && allocations <= goal.allocations
            line += "   \(isKept ? "ok" : "OVER") (goal \(Int(goal.nanoseconds)) ns, \(Int(goal.allocations)))"
        }
        return line
    }
}

/// Keeps the optimiser from seeing that a value is not used.
@inline(never)
public func blackHole<Value>(_ value: borrowing Value) {}
