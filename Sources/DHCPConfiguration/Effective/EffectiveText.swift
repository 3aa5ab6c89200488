import DHCP

/// Writes an effective configuration as YAML that says behind each value where it comes from.
struct EffectiveText {
    private var lines: [(text: String, origin: String)] = []

    /// Comments further right are not in one column.
    private static let maximumColumn = 60

    static func yaml(_ entries: [EffectiveEntry], withOrigins: Bool) -> String {
        var writer = EffectiveText()
        writer.write(entries, indentation: "")
        let widths = writer.lines.filter { !$0.origin.isEmpty }.map(\.text.count)
        let column = min(widths.max() ?? 0, maximumColumn)
        return writer.lines.map { line in
            if line.origin.isEmpty || !withOrigins { return line.text + "\n" }
            let gap = String(repeating: " ", count: max(column - line.text.count, 0))
            return "\(line.text)\(gap)  # \(line.origin)\n"
        }.joined()
    }

    private mutating func write(_ entries: [EffectiveEntry], indentation: String, first: String? = nil) {
        var start = first
        for entry in entries {
            write(entry, start ?? indentation, inside: indentation)
            start = nil
        }
    }

    private mutating func write(_ entry: EffectiveEntry, _ start: String, inside indentation: String) {
        let key = start + Self.word(entry.key) + ":"
        let origin = entry.origin?.description ?? ""
        switch entry.value {
        case .words(let words): lines.append(("\(start)# \(entry.key): \(words)", ""))
        case .mapping(let entries) where !entries.isEmpty && !entry.isShort:
            lines.append((key, origin))
            write(entries, indentation: indentation + "  ")
        case .mappings(let elements) where !elements.isEmpty:
            lines.append((key, origin))
            for element in elements {
                write(element, indentation: indentation + "    ", first: indentation + "  - ")
            }
        case .plain, .list, .mapping, .mappings: lines.append(("\(key) \(Self.flow(entry.value))", origin))
        }
    }

    /// A value on one line.
    private static func flow(_ value: EffectiveValue) -> String {
        switch value {
        case .plain(.text(let text)): word(text)
        case .plain(.number(let number)): "\(number)"
        case .plain(.boolean(let boolean)): "\(boolean)"
        case .plain, .words: "~"
        case .list(let values): "[" + values.map(flow).joined(separator: ", ") + "]"
        case .mapping(let entries): flow(entries)
        case .mappings(let elements): "[" + elements.map(flow).joined(separator: ", ") + "]"
        }
    }

    /// Entries on one line, without where they come from.
    static func flow(_ entries: [EffectiveEntry]) -> String {
        if entries.isEmpty { return "{}" }
        return "{ " + entries.map { "\(word($0.key)): \(flow($0.value))" }.joined(separator: ", ") + " }"
    }

    /// A text as it is where YAML takes it for what it is, else in quotes.
    private static func word(_ text: String) -> String {
        let isPlain =
            text.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-./%_".utf8.contains(octet)
                }
            } && text.utf8.first.map { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "%") } ?? false
        let isWord = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        return isPlain && !isWord ? text : JSONValue.text(text).line.printableJSON
    }
}

extension EffectiveEntry {
    /// Whether a mapping stands on one line: its values need not say where they come from.
    fileprivate var isShort: Bool {
        guard case .mapping(let entries) = value else { return false }
        return entries.allSatisfy { inner in
            guard inner.origin == nil else { return false }
            switch inner.value {
            case .plain, .list: return true
            case .mapping: return inner.isShort
            case .words, .mappings: return false
            }
        }
    }
}
