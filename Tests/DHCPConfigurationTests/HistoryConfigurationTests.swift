import DHCPConfiguration
import DHCPLeases
import Testing

/// `history`.
@Suite struct HistoryConfigurationTests {
    private static let subnets = "\nsubnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.128/25] }]"

    @Test(arguments: [
        ("", HistorySettings()), ("history: { keep: 0 }", HistorySettings(seconds: 0)),
        (
            "history: { keep: 30d, size: 512MiB, renewals: true }",
            HistorySettings(seconds: 2_592_000, size: 512 << 20, recordsRenewals: true)
        ),
        ("history: { keep: infinite }", HistorySettings(seconds: .max)),
    ])
    func itsWordsAreReadAndWrittenAgain(_ text: String, _ settings: HistorySettings) throws {
        let (configuration, warnings) = try ServerConfiguration.parse(text + Self.subnets, file: "f")
        #expect(configuration.history == settings && warnings == [])
        let again = try ServerConfiguration.parse(EffectiveConfiguration(configuration).yaml, file: "f").configuration
        #expect(again.history == settings)
        #expect(DiagnosedText(text + Self.subnets).disagreement == [])
    }

    @Test(arguments: [
        ("history: { keep: 90 }", "90 has no unit"), ("history: { size: 2GB }", "is not a size such as 64MiB"),
        ("history: { size: 4KiB }", "is too small for a history; the smallest is 1MiB"),
        ("history: { retention: 90d }", "keep"), ("store: { memory: true }\nhistory: { keep: 1d }", "has no effect"),
    ])
    func whatIsWrongWithItIsSaid(_ text: String, _ words: String) {
        let printed = DiagnosedText(text + Self.subnets).printed
        #expect(printed.contains { $0.contains(words) }, "\(printed)")
    }

    @Test func anotherHistoryIsTakenOverAtTheNextStart() throws {
        let old = try ServerConfiguration.parse("history: { keep: 1d }" + Self.subnets, file: "f").configuration
        let new = try ServerConfiguration.parse("history: { keep: 2d }" + Self.subnets, file: "f").configuration
        let change = ConfigurationChange(from: old, to: new)
        #expect(change.needsRestart == ["history"] && change.served.history == old.history)
    }
}
