import CoreMetrics
import DHCP
import DHCPLeases

/// Counts in swift-metrics which kinds of messages were answered in which way: `dhcp_decisions_total`, dimensions `type` and
/// `kind`.
struct DecisionCounts {
    private static let types = 32
    /// By the numbers of type and kind.
    private var counters = [Counter?](repeating: nil, count: types * DecisionKind.allCases.count)

    /// Counts a message; `type` is `nil` for BOOTP.
    mutating func add(_ type: DHCPMessageType?, _ kind: DecisionKind) {
        // What nobody assigned counts together.
        let number = type.map { Int($0.rawValue) < Self.types ? Int($0.rawValue) : Self.types - 1 } ?? 0
        let place = number * DecisionKind.allCases.count + kind.number
        if counters[place] == nil {
            let word = type == nil ? "BOOTP" : number == Self.types - 1 ? "other" : "\(type?.description ?? "")"
            counters[place] = Counter(
                label: "dhcp_decisions_total", dimensions: [("type", word), ("kind", kind.rawValue)])
        }
        counters[place]?.increment()
    }
}
