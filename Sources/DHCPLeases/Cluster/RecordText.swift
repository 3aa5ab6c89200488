/// What a record says, as JSON (RFC 8259): such of it as servers of a cluster say to each other, and room for what later
/// versions add.
///
/// Written here since this module has no Foundation.
indirect enum RecordText: Equatable, Sendable {
    case null
    case boolean(Bool)
    /// As it is written, since no type holds all numbers.
    case number(String)
    case text(String)
    case list([RecordText])
    case object([(key: String, value: RecordText)])

    static func == (left: RecordText, right: RecordText) -> Bool { left.octets == right.octets }

    /// The value of a key of an object; `nil` when there is none.
    subscript(_ key: String) -> RecordText? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    var string: String? { if case .text(let text) = self { text } else { nil } }
    var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
    var list: [RecordText]? { if case .list(let values) = self { values } else { nil } }

    /// A whole number, when it fits.
    func integer<Integer: FixedWidthInteger>() -> Integer? {
        if case .number(let digits) = self { Integer(digits) } else { nil }
    }

    // MARK: Writing

    /// As octets of UTF-8, without spaces.
    var octets: [UInt8] { Array(description.utf8) }

    private var description: String {
        switch self {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .number(let digits): digits
        case .text(let text): Self.quoted(text)
        case .list(let values): "[" + values.map(\.description).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.key) + ":" + $0.value.description }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{00}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
