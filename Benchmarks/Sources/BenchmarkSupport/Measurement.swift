import CAllocationCounter

/// Prints what an operation costs: the best of several rounds, because everything else on the machine only adds.
public struct Measurement {
    /// Nanoseconds of one operation in the best round.
    public let nanoseconds: Double
    /// Allocations of one operation.
    public let allocations: Double

    /// Runs `body` `count` times in each of `rounds` rounds, after one round to warm up.
    ///
    /// `prepare` runs before each round and is not measured. A round is timed in `parts` parts, and the best of each
    /// counts: a short part may well have had the processor for itself.
    public static func take(
        rounds: Int = 12, count: Int = 200_000, parts: Int = 1, prepare: () -> Void = {}, _ body: () -> Void
    ) -> Measurement {
        var best = [Double](repeating: .infinity, count: parts)
        var allocations = 0.0
        for round in 0...rounds {
            prepare()
            let allocationsBefore = allocation_count()
            for part in 0..<parts {
                let start = ContinuousClock.now
                for _ in 0..<count / parts { body() }
                let elapsed = start.duration(to: .now)
                if round > 0 { best[part] = min(best[part], elapsed / .nanoseconds(1)) }
            }
            allocations = Double(allocation_count() - allocationsBefore) / Double(count)
        }
        return Measurement(nanoseconds: best.reduce(0, +) / Double(count), allocations: allocations)
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
