/// A part of an effective configuration.
indirect enum EffectiveValue: Sendable {
    case plain(JSONValue)
    /// What has no value, in words: `every interface`.
    case words(String)
    /// Short values, on one line.
    case list([EffectiveValue])
    case mapping([EffectiveEntry])
    /// Mappings below each other.
    case mappings([[EffectiveEntry]])

    static func text(_ value: some CustomStringConvertible) -> EffectiveValue { .plain(.text(value.description)) }
    static func number(_ value: some BinaryInteger) -> EffectiveValue { .plain(.number(Int(clamping: value))) }
    static func boolean(_ value: Bool) -> EffectiveValue { .plain(.boolean(value)) }

    /// The value without what has none; `nil` when nothing is left.
    var json: JSONValue? {
        switch self {
        case .plain(let value): value
        case .words: nil
        case .list(let values): .list(values.compactMap(\.json))
        case .mapping(let entries): Self.object(entries)
        case .mappings(let elements): .list(elements.map(Self.object))
        }
    }

    private static func object(_ entries: [EffectiveEntry]) -> JSONValue {
        var object: [String: JSONValue] = [:]
        for entry in entries { object[entry.key] = entry.value.json }
        return .object(object)
    }
}

/// A key of an effective configuration.
struct EffectiveEntry: Sendable {
    let key: String
    let value: EffectiveValue
    /// Where the value comes from; `nil` for a mapping whose values say it themselves.
    let origin: Origin?

    /// A line of a file.
    struct Line: Sendable, CustomStringConvertible {
        let number: Int
        /// The file that is included; `nil` for the main one.
        let file: String?

        var description: String { file.map { "\($0):\(number)" } ?? "line \(number)" }
    }

    /// Where a value comes from.
    enum Origin: Sendable, CustomStringConvertible {
        /// A line of the file.
        case line(Line)
        /// A line of the file, in a wider scope.
        case inherited(line: Line, scope: String)
        /// The program.
        case fallback
        /// What follows from another key.
        case derived(String)
        /// What stands in no file, in words.
        case other(String)

        var description: String {
            switch self {
            case .line(let line): line.description
            case .inherited(let line, let scope): "\(line), \(scope)"
            case .fallback: "default"
            case .derived(let key): "follows \(key)"
            case .other(let words): words
            }
        }
    }

    init(_ key: String, _ value: EffectiveValue, _ origin: Origin? = nil) {
        self.key = key
        self.value = value
        self.origin = origin
    }

    init(_ key: ConfigurationKey, _ value: EffectiveValue, _ origin: Origin? = nil) {
        self.init(key.rawValue, value, origin)
    }
}
