import DHCPLeases

/// Durations as a file writes them: `90s 5m 12h 7d infinite`.
///
/// A number without a unit is refused: other servers mean seconds by it, some minutes, and a lease of 12 seconds that
/// was to be 12 hours takes a network down.
enum DurationText {
    static let expected = "a duration such as 90s, 5m, 12h, 7d or infinite"

    private static let units: [(name: Character, seconds: UInt64)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]

    /// Seconds, or `LeaseTimes.infinite`.
    ///
    /// Zero is refused: nothing here can last no time.
    static func seconds(_ text: String) throws(Complaint) -> UInt32 {
        if text == "infinite" { return LeaseTimes.infinite }
        if text.isDecimal { throw Complaint("\(text) has no unit; write \(text)s for seconds") }
        guard let unit = units.first(where: { $0.name == text.last }), text.dropLast().isDecimal else {
            throw Complaint("\(text.shown) is not \(expected)")
        }
        // What does not fit 64 bits does not fit 32 either.
        let (seconds, overflows) = (UInt64(text.dropLast()) ?? .max).multipliedReportingOverflow(by: unit.seconds)
        guard !overflows, seconds < UInt64(LeaseTimes.infinite) else {
            throw Complaint("\(text.shown) is longer than DHCP can say (49710d); write infinite")
        }
        if seconds == 0 { throw Complaint("\(text) is no time at all; the shortest is 1s") }
        return UInt32(seconds)
    }

    /// The duration in the largest unit that divides it.
    static func text(_ seconds: UInt32) -> String {
        if seconds == LeaseTimes.infinite { return "infinite" }
        let unit = units.first { UInt64(seconds) % $0.seconds == 0 } ?? ("s", 1)
        return "\(UInt64(seconds) / unit.seconds)\(unit.name)"
    }
}

/// Parts as a file writes them: `50%`, `87.5%`.
enum PercentText {
    static let expected = "a part such as 50% or 87.5%"

    /// Thousandths: more than none and less than all.
    static func permille(_ text: String) throws(Complaint) -> Int {
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard text.last == "%", (1...2).contains(parts.count), parts.allSatisfy(\.isDecimal) else {
            throw Complaint("\(text.shown) is not \(expected)")
        }
        let tenths = parts.count == 2 ? parts[1] : "0"
        guard tenths.count == 1, let ones = Int(parts[0]), ones < 100, let tenth = Int(tenths) else {
            let rule = tenths.count == 1 ? "less than 100%" : "given with one digit behind the point at most"
            throw Complaint("\(text.shown) must be \(rule)")
        }
        let permille = ones * 10 + tenth
        if permille == 0 { throw Complaint("\(text) must be more than 0%") }
        return permille
    }

    static func text(_ permille: Int) -> String {
        permille % 10 == 0 ? "\(permille / 10)%" : "\(permille / 10).\(permille % 10)%"
    }
}

extension StringProtocol {
    /// Whether there are digits and nothing else.
    var isDecimal: Bool { !isEmpty && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
}
