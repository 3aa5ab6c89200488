import DHCPConfiguration
import Testing

/// A text with one mistake, and the lines that must be printed.
struct DiagnosedText: CustomTestStringConvertible {
    let text: String
    let expected: [String]
    var testDescription: String { text.replacing("\n", with: " ⏎ ") }

    init(_ text: String, _ expected: String...) {
        self.init(text, all: expected)
    }

    init(_ text: String, all expected: [String]) {
        self.text = text
        self.expected = expected
    }

    /// What the JSON Schema has against a text that is served; empty when it agrees with `check`.
    var disagreement: [String] {
        let served = (try? ServerConfiguration.parse(text + "\n", file: "f")) != nil
        guard served, let validator = try? SchemaValidator(ConfigurationSchema.document) else { return [] }
        return (try? validator.problems(text)) ?? ["not readable"]
    }

    /// What is printed for the text, without what is said about missing pools and subnets.
    var printed: [String] {
        let all: [ConfigurationDiagnostic]
        do throws(ConfigurationErrors) {
            all = try ServerConfiguration.parse(text, file: "f").warnings
        } catch {
            all = error.diagnostics
        }
        return all.map(\.description).filter { !$0.contains("nobody gets an address") }
    }
}
