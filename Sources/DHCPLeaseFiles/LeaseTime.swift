import DHCP
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

    /// How many days after 1970-01-01 a day of the Gregorian calendar is; `nil` when there is no such day.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Years that begin in March (Howard Hinnant's days_from_civil).
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (shifted / 400, shifted % 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
