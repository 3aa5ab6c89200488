internal import Foundation

/// What all checks found, what matters most first.
package struct Diagnosis: Sendable {
    /// Problems, then warnings, then what is as it should be; each in the order of the checks.
    package let findings: [Finding]

    /// Looks at everything.
    package init(_ examination: Examination, checks: [DoctorCheck] = DoctorCheck.all) {
        let all = checks.flatMap { $0.findings(examination) }
        findings = [.problem, .warning, .ok].flatMap { severity in all.filter { $0.severity == severity } }
    }

    /// How many findings there are of a kind.
    package func count(_ severity: Finding.Severity) -> Int { findings.count { $0.severity == severity } }

    /// Whether something keeps clients from being served as they should.
    package var hasProblem: Bool { count(.problem) > 0 }

    private var first: Finding? { findings.first.flatMap { $0.severity == .ok ? nil : $0 } }

    /// The most important cause, in one line.
    package var cause: String {
        guard let first else { return "none: all that was looked at is as it should be" }
        let subject = first.text.contains(first.subject) ? "" : "\(first.subject): "
        let evidence = first.evidence.isEmpty ? "" : " (\(first.evidence))"
        return (hasProblem ? "" : "no problem, but ") + subject + first.text + evidence
    }

    /// What mends it, in one line.
    package var cure: String {
        guard let first else { return "none is needed; `dhcp snoop` shows what clients ask and get" }
        return first.cure ?? "see the evidence"
    }

    /// Lines for people; the last two name the most important cause and its cure.
    package var lines: [String] {
        let width = findings.map { $0.check.count + $0.subject.count + 2 }.max().map { min($0, 32) } ?? 0
        var lines = findings.flatMap { finding -> [String] in
            let label = "\(finding.check): \(finding.subject)"
            let gap = String(repeating: " ", count: max(width - label.count, 0))
            let head = finding.severity.rawValue + String(repeating: " ", count: 9 - finding.severity.rawValue.count)
            let indent = String(repeating: " ", count: 9)
            var lines = ["\(head)\(label)\(gap)  \(finding.text)"]
            if finding.severity != .ok {
                if !finding.evidence.isEmpty { lines.append("\(indent)evidence: \(finding.evidence)") }
                if let cure = finding.cure { lines.append("\(indent)cure: \(cure)") }
            }
            return lines
        }
        lines.append("")
        lines.append(
            "\(count(.problem)) \(count(.problem) == 1 ? "problem" : "problems"), "
                + "\(count(.warning)) \(count(.warning) == 1 ? "warning" : "warnings"), \(count(.ok)) ok")
        return lines + ["cause: \(cause)", "cure: \(cure)"]
    }

    /// All of it for programs.
    package var json: String {
        struct Report: Encodable {
            let findings: [Finding]
            let problems: Int
            let warnings: Int
            let ok: Int
            let cause: String
            let cure: String
        }
        let report = Report(
            findings: findings, problems: count(.problem), warnings: count(.warning), ok: count(.ok), cause: cause,
            cure: cure)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(report)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
