import CoreMetrics
import DHCPLeases

/// Counts messages by what became of them and why, here and in swift-metrics (`dhcp_outcomes_total`, dimensions `reason` and
/// `kind`: a reason can come with a NAK to one message and with silence to another).
struct OutcomeCounts {
    /// What became of messages with one reason.
    private struct Counted {
        var count = 0
        let counter: Counter
    }

    /// By the numbers of reason and kind; a dictionary would hash for every message.
    private var counted = [Counted?](repeating: nil, count: ReasonCode.allCases.count * DecisionKind.allCases.count)

    mutating func add(_ reason: ReasonCode, _ kind: DecisionKind) {
        let place = Int(reason.rawValue) * DecisionKind.allCases.count + kind.number
        if counted[place] == nil {
            let dimensions = [("reason", reason.word), ("kind", kind.rawValue)]
            counted[place] = Counted(counter: Counter(label: "dhcp_outcomes_total", dimensions: dimensions))
        }
        counted[place]?.count += 1
        counted[place]?.counter.increment()
    }

    /// The reasons that occurred, with how often.
    var byReason: [ReasonCode: Int] {
        var result: [ReasonCode: Int] = [:]
        for reason in ReasonCode.allCases {
            for kind in DecisionKind.allCases where count(reason, kind) > 0 {
                result[reason, default: 0] += count(reason, kind)
            }
        }
        return result
    }

    /// What was done, with how often.
    var byKind: [DecisionKind: Int] {
        var result: [DecisionKind: Int] = [:]
        for kind in DecisionKind.allCases {
            result[kind] = ReasonCode.allCases.reduce(0) { $0 + count($1, kind) }
        }
        return result
    }

    private func count(_ reason: ReasonCode, _ kind: DecisionKind) -> Int {
        counted[Int(reason.rawValue) * DecisionKind.allCases.count + kind.number]?.count ?? 0
    }
}

extension DecisionKind {
    /// Its place among all kinds.
    var number: Int {
        switch self {
        case .offer: 0
        case .ack: 1
        case .nak: 2
        case .answer: 3
        case .recorded: 4
        case .silence: 5
        }
    }
}
