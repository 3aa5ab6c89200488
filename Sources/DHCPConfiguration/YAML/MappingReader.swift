import Yams

/// Reads a mapping key by key.
struct MappingReader {
    typealias Position = ConfigurationDiagnostic.Position

    /// A key and what stands behind it.
    struct Entry {
        let name: String
        let key: Position?
        let value: YAMLValue
    }

    /// The mapping itself.
    let value: YAMLValue
    /// The entries in the order of the file, those that come by `<<` last.
    let entries: [Entry]
    private let places: [String: Int]

    /// Chains of `<<` that are longer are not written by people.
    private static let maximumMerges = 32

    /// Takes a mapping; anything else, but nothing, is reported.
    fileprivate init?(_ value: YAMLValue, expected: String) {
        self.value = value
        var collected = Collected()
        if !value.isEmpty {
            guard case .mapping(let mapping) = value.node else {
                value.fail("\(expected) belongs here, not \(value.node.noun)")
                return nil
            }
            Self.collect(mapping, of: value, depth: 0, into: &collected)
        }
        for (name, first) in collected.duplicates {
            guard let place = collected.places[name], let first else { continue }
            let last = collected.entries[place]
            value.reading.report(
                .error, at: last.key, path: last.value.path, "stands twice, also in line \(first.line)")
        }
        entries = collected.entries
        places = collected.places
    }

    /// What stands behind a key; `nil` when the key is not there.
    func value(_ key: ConfigurationKey) -> YAMLValue? {
        places[key.rawValue].map { entries[$0].value }
    }

    // MARK: Collecting

    private struct Collected {
        var entries: [Entry] = []
        var places: [String: Int] = [:]
        var duplicates: [(name: String, first: Position?)] = []
    }

    private static func collect(_ mapping: Node.Mapping, of value: YAMLValue, depth: Int, into result: inout Collected)
    {
        var merged: [Node] = []
        for (key, node) in mapping {
            let position = key.mark.map(Position.init)
            guard value.reading.visit(at: position) else { return }
            guard case .scalar(let scalar) = key else {
                value.reading.report(.error, at: position, path: value.path, "a key must be a word, not \(key.noun)")
                continue
            }
            if scalar.string == "<<", scalar.style == .plain {
                if case .sequence(let nodes) = node { merged += nodes } else { merged.append(node) }
                continue
            }
            if let letter = scalar.string.unicodeScalars.first, let original = value.reading.duplicateKeys[letter] {
                result.duplicates.append((original, position))
                continue
            }
            guard result.places[scalar.string] == nil else { continue }
            let name = scalar.string.shown
            let path = value.path == value.reading.prefix ? value.path + name : "\(value.path).\(name)"
            result.places[scalar.string] = result.entries.count
            let entry = YAMLValue(node, path: path, key: position, reading: value.reading)
            value.reading.note(position, at: path)
            result.entries.append(Entry(name: scalar.string, key: position, value: entry))
        }
        for node in merged {
            guard case .mapping(let other) = node, depth < maximumMerges else {
                value.fail("<< takes a mapping such as *defaults, or a list of them, not \(node.noun)")
                continue
            }
            collect(other, of: value, depth: depth + 1, into: &result)
        }
    }
}

/// A mapping whose keys are those of a section.
struct SectionReader {
    typealias Entry = MappingReader.Entry

    private let mapping: MappingReader
    private let section: Section
    /// Keys under other words, which are read as what they mean so that nothing else is said of them.
    private var meant: [String: YAMLValue] = [:]
    /// Whether a key says what nobody knows, so that what seems to be missing may stand there.
    private(set) var hasUnknownKeys = false
    /// Keys under other words, with values that they can not have.
    private var misread: Set<String> = []

    /// Takes a mapping, and reports keys that the section does not have.
    fileprivate init?(_ value: YAMLValue, _ section: Section) {
        guard let mapping = MappingReader(value, expected: section.expected) else { return nil }
        self.mapping = mapping
        self.section = section
        for entry in mapping.entries where !section.keys.contains(entry.name) && !section.isOwnKey(entry.name) {
            let meaning = MeantKey(entry.name, in: section, value.reading)
            value.reading.report(.error, at: entry.key, path: entry.value.path, "unknown key\(meaning.words)")
            if case .key(let key) = meaning, !(entry.value.beginsWithText && section.hasMappings(at: key)) {
                meant[key.rawValue] = entry.value
            } else {
                hasUnknownKeys = true
                if case .key(let key) = meaning { misread.insert(key.rawValue) }
            }
        }
        _ = mapping.value(.comment)?.text("text")
    }

    /// The mapping itself.
    var value: YAMLValue { mapping.value }

    /// What stands behind a key; `nil` when the key is not there, or not one of the section.
    func value(_ key: ConfigurationKey) -> YAMLValue? {
        section.keys.contains(key.rawValue) ? mapping.value(key) ?? meant[key.rawValue] : nil
    }

    /// Whether a key seems to stand here under another word, but with a value that it can not have, so that it was not
    /// read.
    func isMisread(_ key: ConfigurationKey) -> Bool { value(key) == nil && misread.contains(key.rawValue) }

    /// What stands behind a key that must be there; says so when it is not.
    func required(_ key: ConfigurationKey, such example: String) -> YAMLValue? {
        if let value = value(key) { return value }
        if hasUnknownKeys { return nil }
        value.fail("\(key.rawValue) is missing; write it as in \(example)")
        return nil
    }
}

extension YAMLValue {
    /// Reads the mapping of a section with `read`; gives `nil` when this is no mapping.
    func section<Result>(_ section: Section, _ read: (SectionReader) -> Result) -> Result? {
        SectionReader(self, section).map(read)
    }

    /// The entries of a mapping whose keys are free.
    func entries(_ expected: String) -> [MappingReader.Entry] {
        MappingReader(self, expected: expected)?.entries ?? []
    }
}
