extension String {
    /// The text in quotes on one line, safe for a terminal: quotes, backslashes and all that does not print are escaped.
    package var quoted: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            default:
                if scalar == "\"" || scalar == "\\" { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
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
