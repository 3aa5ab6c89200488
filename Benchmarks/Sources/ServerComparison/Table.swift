import Foundation

/// The outcomes as Markdown.
struct Table {
    let outcomes: [Outcome]

    private static let header = [
        "server", "DORA/s", "in flight", "p50", "p99", "CPU s per 1,000", "renewals/s", "DISCOVER/s",
        "p99 at Kea's rate", "syncs an ACK", "memory", "start with 1,000,000 leases",
    ]

    var text: String {
        Self.markdown(Self.header, outcomes.map(row))
    }

    static func markdown(_ header: [String], _ rows: [[String]]) -> String {
        let all = [header, header.indices.map { $0 == 0 ? "---" : "---:" }] + rows
        return all.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    private func row(_ outcome: Outcome) -> [String] {
        let dora = outcome.dora
        let processor = dora.flatMap { load in
            load.processorSeconds.map { decimal($0 / Double(load.completed) * 1000, 3) }
        }
        return [
            outcome.name, rate(dora), dora == nil ? "" : "\(outcome.inFlight)", milliseconds(dora?.latency.p50),
            milliseconds(dora?.latency.p99), processor ?? "", rate(outcome.renew), rate(outcome.discover),
            outcome.atReference.map { milliseconds($0.latency.p99) + ($0.isSound ? "" : " (lost too many)") } ?? "n/a",
            outcome.syncsPerAcknowledgement.map { decimal($0, 2) } ?? "n/a",
            "\(decimal(outcome.residentMegabytes, 0)) MB",
            outcome.restart.map { "\(decimal($0.seconds, 2)) s, \(decimal($0.residentMegabytes, 0)) MB" }
                ?? "n/a: \(outcome.restartObstacle)",
        ]
    }

    /// A rate, unless it was bought with losses or wrong answers.
    private func rate(_ load: Load?) -> String {
        guard let load else { return "none" }
        let figure = Int(load.rate.rounded()).formatted(
            .number.locale(Locale(identifier: "en_US")).grouping(.automatic))
        if load.mismatched + load.duplicates > 0 {
            return "\(figure) (\(load.mismatched) ACKs differ, \(load.duplicates) addresses twice)"
        }
        return load.isSound ? figure : "\(figure) (\(decimal(load.lossShare * 100, 1)) % lost)"
    }

    func milliseconds(_ seconds: Double?) -> String {
        seconds.map { decimal($0 * 1000, 2) + " ms" } ?? ""
    }

    func decimal(_ number: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", number) }
}
