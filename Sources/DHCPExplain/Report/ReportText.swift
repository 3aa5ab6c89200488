import DHCP
import DHCPLeases

/// A report for people: short aligned words, and in the last two lines what it comes down to.
package struct ReportText {
    private let report: ClientReport
    /// How wide the words are on the left.
    private static let width = 10

    package init(_ report: ClientReport) {
        self.report = report
    }

    /// The lines but the last two.
    package var lines: [String] {
        var lines = [report.client] + Self.lines(report.known)
        for event in report.story { lines += self.lines(event) }
        lines += report.unseen.enumerated().map { Self.line($0.offset == 0 ? "unseen" : "", $0.element) }
        if let explanation = report.wouldHappen {
            lines.append("what would happen:")
            lines += Self.lines(explanation.chain)
        }
        return lines
    }

    /// The last two.
    package var conclusion: [String] {
        let place = report.diagnosis.place.map { " (\($0))" } ?? ""
        return ["diagnosis: \(report.diagnosis.sentence)\(place)", "cure: \(report.diagnosis.cure)"]
    }

    private func lines(_ event: ClientReport.Event) -> [String] {
        let age = TimeWords.relative(event.last, at: report.time)
        let times = event.count > 1 ? ", \(event.count) times since \(TimeWords.text(event.first))" : ""
        let took = event.milliseconds >= 1 ? ", after \(Int(event.milliseconds)) ms" : ""
        return ["\(TimeWords.text(event.last)) (\(age)): \(event.explanation.message)\(times)\(took)"]
            + Self.lines(event.explanation.chain)
    }

    private static func lines(_ lines: [ExplanationLine]) -> [String] {
        var last = ""
        return lines.map { line in
            defer { last = line.topic }
            let place = line.place.map { " (\($0))" } ?? ""
            return self.line(line.topic == last ? "" : line.topic, line.text + place)
        }
    }

    private static func line(_ topic: String, _ text: String) -> String {
        "  " + topic + String(repeating: " ", count: max(width - topic.count, 1)) + text
    }
}
