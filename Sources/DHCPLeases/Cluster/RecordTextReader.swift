/// Reads what a record says.
struct RecordTextReader {
    /// A longer record is nobody's.
    static let limit = 1 << 20
    /// Lists in lists are not read deeper than this.
    private static let depthLimit = 16

    private let octets: ArraySlice<UInt8>
    private var place: Int

    private init(_ octets: [UInt8]) {
        self.octets = octets[...]
        place = 0
    }

    /// What octets say; `nil` when they are no JSON, or too much of it.
    static func read(_ octets: [UInt8]) -> RecordText? {
        guard octets.count <= limit else { return nil }
        var reader = RecordTextReader(octets)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipSpace()
        return reader.place == octets.count ? value : nil
    }

    private var next: UInt8? { place < octets.count ? octets[place] : nil }

    private mutating func skipSpace() {
        while let octet = next, [0x20, 0x09, 0x0A, 0x0D].contains(octet) { place += 1 }
    }

    /// Whether a mark comes next, behind spaces; then it is behind it.
    private mutating func take(mark: String) -> Bool {
        skipSpace()
        return take(mark)
    }

    private mutating func take(_ word: String) -> Bool {
        guard octets[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private mutating func value(depth: Int) -> RecordText? {
        guard depth < Self.depthLimit else { return nil }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return list(depth)
        case UInt8(ascii: "\""): return text().map { .text($0) }
        case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        default: return number()
        }
    }

    private mutating func object(_ depth: Int) -> RecordText? {
        var members: [(key: String, value: RecordText)] = []
        place += 1
        if take(mark: "}") { return .object([]) }
        repeat {
            skipSpace()
            guard let key = text(), take(mark: ":"), let value = value(depth: depth + 1) else { return nil }
            members.append((key, value))
        } while take(mark: ",")
        return take(mark: "}") ? .object(members) : nil
    }

    private mutating func list(_ depth: Int) -> RecordText? {
        var values: [RecordText] = []
        place += 1
        if take(mark: "]") { return .list([]) }
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
        } while take(mark: ",")
        return take(mark: "]") ? .list(values) : nil
    }

    private mutating func number() -> RecordText? {
        let start = place
        while let octet = next, "+-.0123456789Ee".utf8.contains(octet) { place += 1 }
        let digits = String(decoding: octets[start..<place], as: UTF8.self)
        return Double(digits) == nil ? nil : .number(digits)
    }

    /// A text in quotes; `nil` when none is next, or it is not UTF-8.
    private mutating func text() -> String? {
        guard next == UInt8(ascii: "\"") else { return nil }
        place += 1
        var result: [UInt8] = []
        while let octet = next {
            place += 1
            switch octet {
            case UInt8(ascii: "\""): return String(validating: result, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                result += Array(String(scalar).utf8)
            case 0..<0x20: return nil
            default: result.append(octet)
            }
        }
        return nil
    }

    /// What a backslash stands before.
    private mutating func escaped() -> Unicode.Scalar? {
        guard let octet = next else { return nil }
        place += 1
        switch octet {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "u"): return unicode()
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(octet)
        default: return nil
        }
    }

    /// Four digits, or for what UTF-16 writes in two parts twice four.
    private mutating func unicode() -> Unicode.Scalar? {
        guard let first = digits() else { return nil }
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard take("\\u"), let second = digits(), (0xDC00..<0xE000).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func digits() -> UInt32? {
        guard place + 4 <= octets.count else { return nil }
        let text = String(decoding: octets[place..<place + 4], as: UTF8.self)
        guard text.allSatisfy(\.isHexDigit) else { return nil }
        place += 4
        return UInt32(text, radix: 16)
    }
}
