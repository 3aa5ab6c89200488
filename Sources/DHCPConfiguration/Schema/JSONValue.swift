import Foundation

/// A JSON value.
enum JSONValue: Hashable, Sendable {
    case text(String)
    case number(Int)
    case boolean(Bool)
    case list([JSONValue])
    /// Keys are written in the order of the alphabet.
    case object([String: JSONValue])

    /// The value as indented text that ends with a line break.
    var document: String { encoded([.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]) + "\n" }

    /// The value on one line.
    var line: String { encoded([.sortedKeys, .withoutEscapingSlashes]) }

    private func encoded(_ formatting: JSONEncoder.OutputFormatting) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        // Only numbers that JSON does not know can fail, and there are none here.
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}

extension JSONValue: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .boolean(let boolean): try container.encode(boolean)
        case .list(let values): try container.encode(values)
        case .object(let entries): try container.encode(entries)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    init(stringLiteral text: String) { self = .text(text) }
    init(arrayLiteral values: JSONValue...) { self = .list(values) }
    init(dictionaryLiteral entries: (String, JSONValue)...) {
        self = .object(Dictionary(entries) { _, last in last })
    }
}
