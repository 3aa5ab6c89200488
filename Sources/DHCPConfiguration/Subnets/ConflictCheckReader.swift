import DHCPLeases

/// Reads `conflict-check` of the root, a shared network or a subnet.
enum ConflictCheckReader {
    /// The check of a scope inside `wider`, whose words hold where this one says nothing; `nil` when nothing is written.
    static func read(_ value: YAMLValue?, within wider: ConflictCheck) -> ConflictCheck? {
        value?.section(.conflictCheck) { section in
            ConflictCheck(
                arp: section.value(.arp)?.boolean() ?? wider.arp, ping: section.value(.ping)?.boolean() ?? wider.ping,
                timeout: section.value(.timeout).flatMap(timeout) ?? wider.timeout)
        }
    }

    private static func timeout(_ value: YAMLValue) -> Duration? {
        value.read(TimeoutText.expected, orComplain: TimeoutText.duration)
    }
}

/// Short times as a file writes them: `500ms`, `1s`.
enum TimeoutText {
    static let expected = "a time from 50ms to 3s such as 500ms"

    /// What is shorter hears nobody across a busy link; who waits for longer meets the client asking again (RFC 2131
    /// section 4.1).
    static func duration(_ text: String) throws(Complaint) -> Duration {
        if text.isDecimal { throw Complaint("\(text) has no unit; write \(text)ms for milliseconds") }
        let isPart = text.hasSuffix("ms")
        guard isPart || text.last == "s", let number = Int(text.dropLast(isPart ? 2 : 1)),
            text.dropLast(isPart ? 2 : 1).isDecimal, number <= 3000
        else { throw Complaint("\(text.shown) is not \(expected)") }
        let milliseconds = isPart ? number : number * 1000
        guard (50...3000).contains(milliseconds) else { throw Complaint("\(text.shown) is not \(expected)") }
        return .milliseconds(milliseconds)
    }

    static func text(_ duration: Duration) -> String {
        let milliseconds = Int(duration / .milliseconds(1))
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }
}
