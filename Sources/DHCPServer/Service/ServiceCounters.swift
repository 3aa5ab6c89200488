import DHCP
import CoreMetrics
import Synchronization

/// Counts what a service does, for its own statistics and for swift-metrics.
final class ServiceCounters: Sendable {
    private let state = Mutex(DHCPStatistics())
    /// Counters that are made when they are first needed; their labels come from small sets.
    private let rare = Mutex<[String: Counter]>([:])
    private let received: Counter
    private let sent: Counter
    private let failed: Counter
    private let dropped: [DropReason: Counter]
    private let name: String

    init(name: String) {
        self.name = name
        let service = [("service", name)]
        received = Counter(label: "dhcp_messages_received_total", dimensions: service)
        sent = Counter(label: "dhcp_replies_sent_total", dimensions: service)
        failed = Counter(label: "dhcp_callback_failures_total", dimensions: service)
        dropped = Dictionary(
            uniqueKeysWithValues: DropReason.allCases.map { reason in
                (
                    reason,
                    Counter(label: "dhcp_messages_dropped_total", dimensions: service + [("reason", reason.rawValue)])
                )
            })
    }

    var statistics: DHCPStatistics { state.withLock { $0 } }

    func addReceived(_ count: Int) {
        state.withLock { $0.received += count }
        received.increment(by: count)
    }

    func addUnrecognized(_ code: DHCPDecodingError.Code) {
        state.withLock { $0.unrecognized[code, default: 0] += 1 }
        rareCounter("dhcp_datagrams_unrecognized_total", "code", code.description).increment()
    }

    func addDropped(_ reason: DropReason) {
        state.withLock { $0.dropped[reason, default: 0] += 1 }
        dropped[reason]?.increment()
    }

    func addFailure() {
        state.withLock { $0.failed += 1 }
        failed.increment()
    }

    func add(_ report: SendReport) {
        state.withLock { statistics in
            statistics.sent += report.sent
            for failure in report.failures { statistics.refused[failure.errorNumber, default: 0] += 1 }
        }
        sent.increment(by: report.sent)
        for failure in report.failures {
            rareCounter("dhcp_replies_refused_total", "errno", "\(failure.errorNumber)").increment()
        }
    }

    private func rareCounter(_ label: String, _ dimension: String, _ value: String) -> Counter {
        rare.withLock { counters in
            if let counter = counters[label + value] { return counter }
            let counter = Counter(label: label, dimensions: [("service", name), (dimension, value)])
            counters[label + value] = counter
            return counter
        }
    }
}
