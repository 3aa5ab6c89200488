import DHCP
import DHCPLoad
import Foundation

/// Shows what a load has measured, to people and to programs.
struct BenchReport {
    let scenario: LoadScenario
    let servers: [DHCPEndpoint]
    let relay: LoadRelay
    /// How long the server was waited for, in nanoseconds.
    let waited: UInt64?
    let report: LoadReport

    /// A block of lines for people.
    var text: String {
        var lines = [
            "\(scenario) against \(Self.text(of: servers)), as relay \(relay.address):\(relay.port)",
            "    done       \(report.completed) exchanges in \(Self.decimal(Double(report.elapsed) / 1e9)) s: "
                + "\(Int(report.rate.rounded()))/s",
            "    lost       \(report.lost) of \(report.sent) messages (\(Self.decimal(report.lossShare * 100)) %), "
                + "\(report.abandoned) clients gave up",
        ]
        for (name, latency) in [("OFFER", report.offers), ("ACK", report.acknowledgements)] where latency.count > 0 {
            lines.append("    \(name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(Self.text(of: latency))")
        }
        for (count, meaning) in troubles where count > 0 { lines.append("    \(count) \(meaning)") }
        return lines.joined(separator: "\n")
    }

    private var troubles: [(Int, String)] {
        [
            (report.refused, "NAKs"), (report.late, "replies that came too late or twice"),
            (report.wrong, "datagrams that are no reply to what was asked"),
            (report.withheld, "exchanges not started, as too many were under way"),
            (report.mismatched, "ACKs for another address than the one offered: WRONG"),
            (report.duplicates, "addresses given to two clients: WRONG"),
        ]
    }

    /// The servers, for people and programs.
    static func text(of servers: [DHCPEndpoint]) -> String { servers.map(\.description).joined(separator: ", ") }

    private static func text(of latency: LatencyHistogram) -> String {
        let shares = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)].map {
            "\($0) \(decimal(Double(latency.percentile($1)) / 1e6)) ms"
        }
        return (shares + ["max \(decimal(Double(latency.maximum) / 1e6)) ms"]).joined(separator: ", ")
    }

    private static func decimal(_ number: Double) -> String {
        number.formatted(
            .number.precision(.fractionLength(2)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
    }

    /// An object with everything; times are in seconds.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .custom { keys in
            BenchKey(
                stringValue: (keys.last?.stringValue ?? "").reduce(into: "") {
                    $0 += $1.isUppercase ? "-\($1.lowercased())" : "\($1)"
                })
        }
        return String(decoding: try encoder.encode(Content(self)), as: UTF8.self)
    }

    private struct Content: Encodable {
        var scenario, server, relay: String
        var waited: Double?
        var rate, elapsed, lossShare: Double
        var started, completed, sent, lost, abandoned, withheld: Int
        var refused, late, wrong, mismatched, duplicates: Int
        var latency, offers, acknowledgements: Times

        init(_ content: BenchReport) {
            let report = content.report
            scenario = content.scenario.rawValue
            server = BenchReport.text(of: content.servers)
            relay = "\(content.relay.address):\(content.relay.port)"
            waited = content.waited.map { Double($0) / 1e9 }
            (rate, elapsed, lossShare) = (report.rate, Double(report.elapsed) / 1e9, report.lossShare)
            (started, completed, sent) = (report.started, report.completed, report.sent)
            (lost, abandoned, withheld) = (report.lost, report.abandoned, report.withheld)
            (refused, late, wrong) = (report.refused, report.late, report.wrong)
            (mismatched, duplicates) = (report.mismatched, report.duplicates)
            latency = Times(report.latency)
            offers = Times(report.offers)
            acknowledgements = Times(report.acknowledgements)
        }
    }

    private struct Times: Encodable {
        var count: Int
        var p50, p90, p99, max: Double

        init(_ latency: LatencyHistogram) {
            count = latency.count
            p50 = Double(latency.percentile(0.5)) / 1e9
            p90 = Double(latency.percentile(0.9)) / 1e9
            p99 = Double(latency.percentile(0.99)) / 1e9
            max = Double(latency.maximum) / 1e9
        }
    }
}

/// A key of the report, such as `loss-share`.
private struct BenchKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
