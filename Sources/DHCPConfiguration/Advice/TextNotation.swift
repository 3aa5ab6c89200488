import DHCP
import DHCPLeases

/// Finds texts that were written as if they were something else: octets, or a regular expression.
enum TextNotation {
    /// Octets that a text seems to mean, in hexadecimal as `{ hex: … }` takes them; `nil` for text that is one.
    static func octets(_ text: String) -> String? {
        var digits = text[...]
        var isSaid = false
        if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
            (digits, isSaid) = (digits.dropFirst(2), true)
        } else if digits.hasPrefix("\\x") {
            (digits, isSaid) = (text.replacing("\\x", with: "")[...], true)
        }
        guard OctetPattern(hexadecimalGlob: String(digits)) != nil else { return dotted(text) }
        let count = digits.count { $0.isHexDigit }
        if isSaid { return count > 1 ? String(digits) : nil }
        let groups = digits.split { ":-*".contains($0) }
        if digits.contains(where: { $0 == ":" || $0 == "-" }), groups.count > 1, groups.allSatisfy({ $0.count == 2 }) {
            return digits.contains(":") || groups.count > 2 ? String(digits) : nil
        }
        // A number of a line is text as a rule; a hardware address or what switches send of their ports is not.
        let isNumber = digits.allSatisfy(\.isNumber) && !digits.hasPrefix("00")
        return groups.count == 1 && count >= 12 && count == digits.count && !isNumber ? String(digits) : nil
    }

    /// `0011.2233.4455`, as switches show hardware addresses.
    private static func dotted(_ text: String) -> String? {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        guard groups.count == 3, groups.allSatisfy({ $0.count == 4 && $0.allSatisfy(\.isHexDigit) }) else { return nil }
        return groups.joined()
    }

    /// A regular expression.
    struct Expression {
        /// What it may mean as a pattern.
        let pattern: String?
    }

    /// The regular expression that a text seems to be; `nil` for other text.
    static func expression(_ text: String) -> Expression? {
        var inner = text[...]
        if inner.count > 2, inner.hasPrefix("/"), inner.hasSuffix("/") { inner = inner.dropFirst().dropLast() }
        let marks = ["^", ".*", ".+", "\\d", "\\w", "\\.", "[0-9", "[a-z", "[A-Z", "(?"]
        let ends = inner.hasSuffix("$") || inner.hasPrefix("^")
        guard ends || marks.dropFirst().contains(where: { inner.contains($0) }) else { return nil }
        let isFromStart = inner.hasPrefix("^")
        let isToEnd = inner.hasSuffix("$")
        if isFromStart { inner = inner.dropFirst() }
        if isToEnd { inner = inner.dropLast() }
        var pattern = String(inner).replacing(".*", with: "*").replacing(".+", with: "*").replacing("\\.", with: ".")
        if !isFromStart, !pattern.hasPrefix("*") { pattern = "*" + pattern }
        if !isToEnd, !pattern.hasSuffix("*") { pattern += "*" }
        let isPlain = !pattern.contains { "^$\\[](){}+?|".contains($0) }
        return Expression(pattern: isPlain && pattern != "*" ? pattern : nil)
    }
}

extension YAMLValue {
    /// Warns of a text that was to be octets or a regular expression, and is read as it stands.
    func warnOfNotation(isPattern: Bool) {
        guard let text = plainText, !text.isEmpty else { return }
        if let octets = TextNotation.octets(text) {
            let count = octets.count { $0.isHexDigit } / 2
            warn(
                "read as text, of \(text.utf8.count) octets; for these \(count) octets write { hex: \(octets.quoted) }, "
                    + "and for the text { string: \(text.quoted) }")
        } else if let expression = TextNotation.expression(text) {
            let stars = isPattern ? ", and * stands for any text" : ""
            let cure = isPattern ? expression.pattern.map { "; write \($0.quoted)" } ?? "" : ""
            warn("this is no regular expression: it is compared as it stands\(stars)\(cure)")
        } else if !isPattern, text.contains("*") {
            warn("a * stands for itself here; a class has patterns, as in match: { circuit-id: \(text.quoted) }")
        }
    }
}
