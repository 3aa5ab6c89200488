import CoreMetrics
import DHCPLeases

/// Counts messages by what became of them, here and in swift-metrics (`dhcp_outcomes_total`, dimension `reason`).
struct OutcomeCounts {
    /// By the number of the reason; a dictionary would hash for every message.
    private var counts = [Int](repeating: 0, count: ReasonCode.allCases.count)
    private let counters = ReasonCode.allCases.map {
        Counter(label: "dhcp_outcomes_total", dimensions: [("reason", $0.word)])
    }

    mutating func add(_ reason: ReasonCode) {
        counts[Int(reason.rawValue)] += 1
        counters[Int(reason.rawValue)].increment()
    }

    /// The reasons that occurred, with how often.
    var byReason: [ReasonCode: Int] {
        var result: [ReasonCode: Int] = [:]
        for reason in ReasonCode.allCases where counts[Int(reason.rawValue)] > 0 {
            result[reason] = counts[Int(reason.rawValue)]
        }
        return result
    }
}
