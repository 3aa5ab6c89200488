package import DHCP

/// Hexadecimal digits as people write octets: with `:`, `-` or `.` between them, or nothing.
package struct HexadecimalText {
    /// The digits alone, in lower case.
    package let digits: String

    /// Gives `nil` for anything else.
    ///
    /// A zero that is left out before a digit is put back (`0:11:2a`); at the end of a beginning (`isBeginning`) the other
    /// digit may be the one to come, unless there are six groups.
    package init?(_ text: some StringProtocol, isBeginning: Bool = false) {
        let text = text.lowercased()
        let separators = Set(text.filter { ":-.".contains($0) })
        guard separators.count <= 1, text.allSatisfy({ ":-.".contains($0) || $0.isASCII && $0.isHexDigit }) else {
            return nil
        }
        guard let separator = separators.first else {
            digits = text
            return
        }
        let width = separator == "." ? 4 : 2
        let groups = text.split(separator: separator, omittingEmptySubsequences: false)
        let wholeCount = isBeginning && groups.count < 12 / width ? groups.count - 1 : groups.count
        var digits = ""
        for (index, group) in groups.enumerated() {
            let isEmptyEnd = group.isEmpty && isBeginning && (index == 0 || index == groups.count - 1)
            guard group.count <= width, !group.isEmpty || isEmptyEnd else { return nil }
            if index < wholeCount, !isEmptyEnd { digits += String(repeating: "0", count: width - group.count) }
            digits += group
        }
        self.digits = digits
    }
}

/// Which hardware addresses are meant: one in any notation, the beginning of one, or a pattern with `*` for any octets.
package struct HardwarePattern: Sendable {
    private let type: UInt8?
    /// Digits, between which anything may stand.
    private let parts: [String]

    /// Reads `00:11:22`, `0:11:22:33:44:55`, `00-11-22-*`, `0011.2233.4455` or `32/80:00`; `nil` for anything else.
    package init?(_ text: String) {
        var rest = text[...]
        if let slash = text.firstIndex(of: "/") {
            guard let type = UInt8(text[..<slash]) else { return nil }
            self.type = type
            rest = text[text.index(after: slash)...]
        } else {
            type = nil
        }
        let pieces = rest.split(separator: "*", omittingEmptySubsequences: false)
        let parts = pieces.compactMap { HexadecimalText($0, isBeginning: true)?.digits }
        guard parts.count == pieces.count, parts.contains(where: { !$0.isEmpty }) else { return nil }
        // What ends without a star is the beginning of an address all the same.
        self.parts = parts
    }

    /// Reads the same where names may stand too: digits alone are an address when there are twelve of them.
    package init?(address text: String) {
        guard text.contains(where: { ":-./".contains($0) }) || text.count == 12 else { return nil }
        self.init(text)
    }

    package func matches(_ address: HardwareAddress) -> Bool {
        if let type, address.type.rawValue != type { return false }
        var rest = address.octets.hexadecimal()[...]
        guard rest.hasPrefix(parts[0]) else { return false }
        rest = rest.dropFirst(parts[0].count)
        for (index, part) in parts.enumerated().dropFirst() {
            if index == parts.count - 1 { return rest.hasSuffix(part) }
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
