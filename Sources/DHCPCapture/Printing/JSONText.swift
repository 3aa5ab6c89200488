/// A JSON object whose keys keep their order; enough to write one, without Foundation.
struct JSONObject {
    indirect enum Value {
        case text(String)
        /// A number or `true` and `false`, as they are to be written.
        case literal(String)
        case list([Value])
        case object(JSONObject)

        static func number(_ value: some BinaryInteger) -> Value { .literal(String(value)) }

        var text: String {
            switch self {
            case .text(let text): JSONObject.quoted(text)
            case .literal(let text): text
            case .list(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
            case .object(let object): object.text
            }
        }
    }

    private var entries: [(key: String, value: Value)] = []

    /// Sets a key; `nil` leaves it out.
    subscript(key: String) -> Value? {
        get { entries.first { $0.key == key }?.value }
        set {
            if let newValue { entries.append((key, newValue)) }
        }
    }

    /// The object on one line.
    var text: String {
        "{" + entries.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ",") + "}"
    }

    /// A string in quotes; what does not print is escaped, so that a terminal is safe from it too.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted += "\\"
                quoted.unicodeScalars.append(scalar)
            case " "..."~": quoted.unicodeScalars.append(scalar)
            default:
                for unit in String(scalar).utf16 { quoted += "\\u" + Hex.text(unit) }
            }
        }
        return quoted + "\""
    }
}
