import DHCP
import FoundationEssentials

/// Times of lease files: seconds since 1970, as a text in UTC.
enum LeaseTime {
    /// What an unlimited lease has instead of an end.
    static let never = UInt32.max

    /// `2026-01-01T00:00:00Z`, or `never`.
    static func text(_ seconds: UInt32) -> String {
        var text = LeaseText()
        text.writeTime(seconds)
        return String(decoding: text.octets, as: UTF8.self)
    }

    /// The day of the Gregorian calendar so many days after 1970-01-01 (Howard Hinnant's civil_from_days).
    static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isNextYear = month >= 10
        return (
            yearOfEra + era * 400 + (isNextYear ? 1 : 0), isNextYear ? month - 9 : month + 3,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    /// Reads what ``text(_:)`` writes, and other forms of ISO 8601 as Foundation reads them.
    ///
    /// Gives `nil` for a time that there is not, or that is before 1970 or beyond 2106.
    static func seconds(_ text: some StringProtocol) -> UInt32? {
        if text == "never" { return never }
        // Lists of leases have this form alone, and all forms take long to read.
        if let parts = parts(text.utf8) { return seconds(parts) }
        guard let date = try? Date(String(text), strategy: .iso8601) else { return nil }
        return UInt32(exactly: date.timeIntervalSince1970)
    }

    /// The numbers of `2026-01-01T00:00:00Z`, from the year on; `nil` for another form.
    private static func parts(_ text: some Collection<UInt8>) -> InlineArray<6, Int64>? {
        let form = "0000-00-00T00:00:00Z".utf8
        guard text.count == form.count else { return nil }
        var (parts, part) = (InlineArray<6, Int64>(repeating: 0), 0)
        for (letter, place) in zip(text, form) {
            if place == UInt8(ascii: "0") {
                let digit = letter &- place
                guard digit < 10 else { return nil }
                parts[part] = parts[part] * 10 + Int64(digit)
            } else {
                guard letter == place else { return nil }
                part += 1
            }
        }
        return parts
    }

    private static func seconds(_ parts: InlineArray<6, Int64>) -> UInt32? {
        days(year: parts[0], month: parts[1], day: parts[2])
            .flatMap { seconds(after: $0, hour: parts[3], minute: parts[4], second: parts[5]) }
            .flatMap { UInt32(exactly: $0) }
    }

    /// Seconds since 1970 at a time of a day, which is so many days after 1970-01-01; `nil` when a day has no such time.
    static func seconds(after days: Int64, hour: Int64, minute: Int64, second: Int64) -> Int64? {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second) else { return nil }
        return days * 86_400 + hour * 3600 + minute * 60 + second
    }

    /// How many days after 1970-01-01 a day of the Gregorian calendar is; `nil` when there is no such day.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Years that begin in March (Howard Hinnant's days_from_civil).
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (shifted / 400, shifted % 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return date(Int(days)).day == Int(day) ? days : nil
    }
}
