import Yams

/// Reads a mapping key by key, and knows in the end which keys nobody asked for.
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
    private var asked: [String] = []

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
    mutating func value(_ name: String) -> YAMLValue? {
        asked.append(name)
        return places[name].map { entries[$0].value }
    }

    /// Reports keys that nobody asked for: those that are to come, and those that are wrong.
    fileprivate func reportUnknownKeys(pending: [String]) {
        for entry in entries where !asked.contains(entry.name) {
            let hint = value.reading.hint(for: entry.name, among: asked + pending)
            let message = pending.contains(entry.name) ? "not supported yet" : "unknown key\(hint)"
            value.reading.report(.error, at: entry.key, path: entry.value.path, message)
        }
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
            let path = value.path.isEmpty ? name : "\(value.path).\(name)"
            result.places[scalar.string] = result.entries.count
            let entry = YAMLValue(node, path: path, key: position, reading: value.reading)
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

extension YAMLValue {
    /// Reads a mapping with `read`; keys that it does not ask for are reported.
    ///
    /// Gives `nil` when this is no mapping. `kind` says which keys are to come later.
    func mapping<Result>(
        _ expected: String, kind: PendingKeys = .none, _ read: (inout MappingReader) -> Result
    ) -> Result? {
        guard var mapping = MappingReader(self, expected: expected) else { return nil }
        let result = read(&mapping)
        mapping.reportUnknownKeys(pending: kind.names)
        return result
    }

    /// The entries of a mapping whose keys are free.
    func entries(_ expected: String) -> [MappingReader.Entry] {
        MappingReader(self, expected: expected)?.entries ?? []
    }
}
