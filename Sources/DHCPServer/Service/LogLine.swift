import DHCP
package import Logging

/// A line of a log: what happened, then its facts.
package struct LogLine {
    /// How a line is written.
    package enum Form: String, CaseIterable, Sendable {
        /// For people, and as logfmt has it: `pool-exhausted client=02:00:00:00:00:01 why="all addresses …"`.
        case text
        /// An object a line.
        case json
    }

    let level: Logger.Level
    let message: String
    /// The facts, in the order of their names.
    let facts: [(key: String, value: Logger.MetadataValue)]

    /// Makes a line.
    package init(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata) {
        self.level = level
        self.message = message
        facts = metadata.sorted { $0.key < $1.key }
    }

    /// The line in a form; in a journal with a priority that `journalctl -p` understands, and without what that writes
    /// itself.
    package func written(_ form: Form, at time: String, inJournal isInJournal: Bool) -> String {
        let priority = isInJournal ? "<\(Self.priority(of: level))>" : ""
        switch form {
        case .text: return isInJournal ? priority + text : "\(time) \(level) \(text)"
        case .json: return priority + json(at: time)
        }
    }

    private var text: String {
        ([message.printable] + facts.map { "\(Self.key($0.key))=\(Self.word("\($0.value)"))" })
            .joined(separator: " ")
    }

    private func json(at time: String) -> String {
        let own = [("time", Self.string(time)), ("level", Self.string("\(level)")), ("message", Self.string(message))]
        let others = facts.map { (Self.reserved.contains($0.key) ? "_\($0.key)" : $0.key, Self.json($0.value)) }
        return "{" + (own + others).map { "\(Self.string($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }

    private static let reserved: Set = ["time", "level", "message"]

    /// As syslog numbers them (sd-daemon(3)).
    private static func priority(of level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    private static func key(_ key: String) -> String {
        String(key.map { $0 == "=" || $0 == "\"" || $0.isWhitespace ? "_" : $0 }).printable
    }

    /// A value as it is where a parser of logfmt takes it for one word, else in quotes.
    private static func word(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"=\\".utf8.contains($0) }
        return isPlain ? text : text.quoted
    }

    private static func json(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): string(text)
        case .stringConvertible(let value): string(value.description)
        case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
        case .dictionary(let values):
            "{" + values.sorted { $0.key < $1.key }.map { "\(string($0.key)):\(json($0.value))" }.joined(separator: ",")
                + "}"
        }
    }

    private static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return (result + "\"").printableJSON
    }
}
