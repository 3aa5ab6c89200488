import DHCP

/// Hexadecimal digits as people write octets: with `:`, `-` or `.` between them, or nothing.
struct HexadecimalText {
    /// The digits alone, in lower case.
    let digits: String

    /// Gives `nil` for anything else.
    init?(_ text: some StringProtocol) {
        let digits = text.lowercased().filter { !":-.".contains($0) }
        guard digits.allSatisfy(\.isHexDigit), digits.utf8.count == digits.count else { return nil }
        self.digits = digits
    }
}

/// Which hardware addresses are meant: one in any notation, the beginning of one, or a pattern with `*` for any octets.
struct HardwarePattern {
    private let type: UInt8?
    /// Digits, between which anything may stand.
    private let parts: [String]

    /// Reads `00:11:22`, `00-11-22-*`, `0011.2233.4455` or `32/80:00`; `nil` for anything else.
    init?(_ text: String) {
        var rest = text[...]
        if let slash = text.firstIndex(of: "/") {
            guard let type = UInt8(text[..<slash]) else { return nil }
            self.type = type
            rest = text[text.index(after: slash)...]
        } else {
            type = nil
        }
        let pieces = rest.split(separator: "*", omittingEmptySubsequences: false)
        let parts = pieces.compactMap { HexadecimalText($0)?.digits }
        guard parts.count == pieces.count, parts.contains(where: { !$0.isEmpty }) else { return nil }
        // What ends without a star is the beginning of an address all the same.
        self.parts = parts
    }

    func matches(_ address: HardwareAddress) -> Bool {
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
