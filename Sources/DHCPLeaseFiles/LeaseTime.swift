import FoundationEssentials

/// Times of lease files: seconds since 1970, as a text in UTC.
enum LeaseTime {
    /// What an unlimited lease has instead of an end.
    static let never = UInt32.max

    /// `2026-01-01T00:00:00Z`, or `never`.
    static func text(_ seconds: UInt32) -> String {
        seconds == never ? "never" : Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }

    /// Reads what ``text(_:)`` writes.
    static func seconds(_ text: some StringProtocol) -> UInt32? {
        if text == "never" { return never }
        guard let date = try? Date(String(text), strategy: .iso8601) else { return nil }
        return UInt32(exactly: date.timeIntervalSince1970)
    }
}
