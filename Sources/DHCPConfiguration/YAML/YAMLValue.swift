import DHCP
import Yams

/// A value of the file: what it is, where it stands, and to whom mistakes in it are told.
struct YAMLValue {
    typealias Position = ConfigurationDiagnostic.Position

    let node: Node
    /// Where it stands; for an empty value, where its key stands.
    let position: Position?
    /// Its key, as in `subnets[2].pools[0]`.
    let path: String
    let reading: Reading

    init(_ node: Node, path: String, key: Position? = nil, reading: Reading) {
        self.node = node
        self.path = path
        self.reading = reading
        position = key != nil && node.isEmptyValue ? key : node.mark.map(Position.init)
    }

    /// Whether nothing stands here, or YAML's word for nothing.
    var isEmpty: Bool { node.isEmptyValue }

    /// What stands here, for messages.
    var noun: String { node.noun }

    var isList: Bool {
        if case .sequence = node { true } else { false }
    }

    var isMapping: Bool {
        if case .mapping = node { true } else { false }
    }

    /// The text, without complaint when it is none.
    var plainText: String? { node.scalar?.string }

    /// Whether a text stands here, or a list that begins with one.
    var beginsWithText: Bool {
        let first = node.sequence?.first ?? node
        return first.scalar != nil && !first.isEmptyValue
    }

    /// The only key of a mapping that has one.
    var onlyKey: String? {
        guard let mapping = node.mapping, mapping.count == 1 else { return nil }
        return mapping.first?.key.scalar?.string
    }

    /// Its key with file and line, as in `reservations[0] (dhcp.yaml:14)`, for messages that name two places.
    var whereabouts: String { "\(keyInFile) (\(fileAndLine))" }

    /// Its key, without the file that includes it.
    var keyInFile: String { path.hasPrefix(reading.prefix) ? String(path.dropFirst(reading.prefix.count)) : path }

    /// Where it stands, as in `dhcp.yaml:14`.
    var fileAndLine: String { "\(reading.file)\(position.map { ":\($0.line)" } ?? "")" }

    func fail(_ message: String) {
        reading.report(.error, at: position, path: path, message)
    }

    func warn(_ message: String) {
        reading.report(.warning, at: position, path: path, message)
    }

    func notice(_ message: String) {
        reading.report(.notice, at: position, path: path, message)
    }

    /// Whether a whole file has no key of a configuration, so that it may be another kind of file.
    var isForeign: Bool {
        guard let mapping = node.mapping else { return !isEmpty }
        return !mapping.keys.contains { Section.root.keys.contains($0.scalar?.string ?? "") }
    }

    /// The elements of a list.
    ///
    /// A value that is no list is a list of one, so that brackets may be left out.
    func list() -> [YAMLValue] {
        if isEmpty { return [] }
        guard case .sequence(let elements) = node else { return [self] }
        var values: [YAMLValue] = []
        for (index, element) in elements.enumerated() {
            guard reading.visit(at: position) else { return values }
            let value = YAMLValue(element, path: "\(path)[\(index)]", reading: reading)
            reading.note(value.position, at: value.path)
            values.append(value)
        }
        return values
    }

    /// Reads a text with `read`, which gives `nil` when it is not `expected`.
    ///
    /// `expected` completes "is not …" and holds an example, as in `an address such as 10.0.0.1`.
    func read<Value>(_ expected: String, _ read: (String) -> Value?) -> Value? {
        guard let text = text(expected) else { return nil }
        if let value = read(text) { return value }
        fail("\(text.shown) is not \(expected)")
        return nil
    }

    /// Reads a text with `read`, which says what is wrong.
    func read<Value>(_ expected: String, orComplain read: (String) throws(Complaint) -> Value) -> Value? {
        guard let text = text(expected) else { return nil }
        do throws(Complaint) {
            return try read(text)
        } catch {
            fail(error.message)
            return nil
        }
    }

    /// The text, whether quoted or not; what is no text is reported.
    func text(_ expected: String) -> String? {
        guard case .scalar(let scalar) = node, !isEmpty else {
            fail("\(expected) belongs here, not \(node.noun)")
            return nil
        }
        // A tag such as !!binary says that the text is not what is meant.
        let ordinary: [Tag.Name] = [.implicit, .nonSpecific, .str, .int, .bool, .float]
        guard ordinary.contains(Tag.Name(rawValue: scalar.tag.rawValue)) else {
            fail("the tag \(scalar.tag.rawValue.shown) is not used in a configuration; leave it out")
            return nil
        }
        return scalar.string
    }
}

extension Node {
    /// Whether nothing stands here: no characters, `~` or `null`, not in quotes.
    fileprivate var isEmptyValue: Bool {
        guard case .scalar(let scalar) = self, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// What kind of thing stands here.
    var noun: String {
        switch self {
        case .scalar(let scalar): isEmptyValue ? "nothing" : scalar.string.shown
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

extension String {
    /// The text as a message repeats it: plain where that is safe and clear, else in quotes; long texts are cut.
    var shown: String {
        let isPlain = !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) }
        let text = unicodeScalars.count > 60 ? String(String.UnicodeScalarView(unicodeScalars.prefix(60))) + "…" : self
        return isPlain ? text : text.quoted
    }
}
