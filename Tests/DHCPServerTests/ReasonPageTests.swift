import DHCPLeases
import DHCPServer
import Testing

/// Documentation/Reasons.md, which dashboards and their makers rely on.
@Suite struct ReasonPageTests {
    private struct Row {
        let word: String
        let level: String
        let cells: [String]
    }

    /// The rows of the tables that have a reason in front.
    private func rows() throws -> [Row] {
        let page = try Repository.text(of: "Documentation/Reasons.md")
        return page.split(separator: "\n").compactMap { line in
            guard let match = line.wholeMatch(of: #/\| `([a-z-]+)` \| ([a-z]+) \| (.+) \| (.+) \|/#) else { return nil }
            return Row(
                word: String(match.output.1), level: String(match.output.2),
                cells: [String(match.output.3), String(match.output.4)])
        }
    }

    @Test func everyReasonStandsInThePageOnceAndInOrderAndNoOtherWord() throws {
        #expect(try rows().map(\.word) == ReasonCode.allCases.map(\.word))
    }

    @Test func thePageSaysTheLevelAtWhichAReasonIsLogged() throws {
        let levels = Dictionary(
            uniqueKeysWithValues: ReasonCode.allCases.map { ($0.word, "\(LeaseResponder.level(of: $0))") })
        for row in try rows() { #expect(row.level == levels[row.word], "\(row.word)") }
    }

    @Test func thePageSaysWhatEachReasonMeansAndWhatToDo() throws {
        for row in try rows() { #expect(row.cells.allSatisfy { $0.count > 3 }, "\(row.word)") }
    }

    @Test func thePageNamesTheMetric() throws {
        let page = try Repository.text(of: "Documentation/Reasons.md")
        #expect(page.contains(#"dhcp_outcomes_total{reason="\#(ReasonCode.poolExhausted.word)"}"#))
    }
}
