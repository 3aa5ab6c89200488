extension Unicode.Scalar {
    /// Whether a terminal, an editor or a spreadsheet may do more with it than show it: controls (C0, DEL, C1), what sets
    /// the direction or has no width, ends of lines and paragraphs, and what no standard gives a shape.
    package var isHidden: Bool {
        // Most of what is written is this, and the properties take a look into a table.
        if (0x20...0x7E).contains(value) { return false }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return true
        default: return properties.isDefaultIgnorableCodePoint
        }
    }
}

extension String {
    /// The text in quotes on one line, safe for a terminal: quotes, backslashes and all that does not print are escaped.
    package var quoted: String { "\"" + printable(escaping: ["\"", "\\"]) + "\"" }

    /// The text on one line, safe for a terminal: what does not print is written `\u{1b}`.
    ///
    /// This is for whatever others wrote: names of hosts, interfaces and files, and lines of files.
    package var printable: String { printable(escaping: []) }

    /// Several lines that are safe for a terminal; only the ends of the lines stay as they are.
    package var printableLines: String {
        if utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0A }) { return self }
        // By scalars, as a carriage return and a line feed are one character.
        return unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).printable }.joined(separator: "\n")
    }

    /// JSON in which what does not print is written `\u001b`, as it may stand in strings alone.
    package var printableJSON: String {
        if utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0A }) { return self }
        var text = ""
        for scalar in unicodeScalars {
            guard scalar.isHidden, scalar != "\n" else {
                text.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return text
    }

    private func printable(escaping escaped: Set<Unicode.Scalar>) -> String {
        var text = ""
        for scalar in unicodeScalars {
            if scalar.isHidden {
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                if escaped.contains(scalar) { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension [UInt8] {
    /// Reads pairs of hexadecimal digits, upper or lower case, either with a colon between all of them or with none.
    ///
    /// Gives `nil` for anything else; an empty text is no octets.
    package init?(hexadecimal text: some StringProtocol) {
        var digits: [UInt8] = []
        let hasColons = text.utf8.dropFirst(2).first == UInt8(ascii: ":")
        for (index, octet) in text.utf8.enumerated() {
            if hasColons, index % 3 == 2 {
                if octet != UInt8(ascii: ":") { return nil }
            } else {
                guard let digit = HardwareAddress.nibble(octet) else { return nil }
                digits.append(digit)
            }
        }
        if digits.count % 2 != 0 || (hasColons && text.utf8.count % 3 != 2) { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
