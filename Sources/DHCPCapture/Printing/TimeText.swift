package import DHCP

extension DHCPInstant {
    /// The instant in UTC, as in `2026-11-22T23:40:00.123456Z`; nanoseconds are written where there are any.
    package var text: String {
        let total = nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : 0
        let (days, seconds) = (total / 86_400, total % 86_400)
        // Days to a date of the Gregorian calendar, in years that begin in March (Howard Hinnant's civil_from_days).
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
        let fraction = nanoseconds >= 0 ? nanoseconds % 1_000_000_000 : 0
        let fractionText =
            fraction % 1000 == 0 ? Self.padded(fraction / 1000, 6) : Self.padded(fraction, 9)
        return "\(Self.padded(year, 4))-\(Self.padded(civilMonth, 2))-\(Self.padded(day, 2))"
            + "T\(Self.padded(seconds / 3600, 2)):\(Self.padded(seconds / 60 % 60, 2)):\(Self.padded(seconds % 60, 2))"
            + ".\(fractionText)Z"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Duration {
    /// Seconds with six digits behind the point, as in `0.070345`.
    var secondsText: String {
        let (seconds, attoseconds) = components
        let micros = seconds.multipliedReportingOverflow(by: 1_000_000).partialValue &+ attoseconds / 1_000_000_000_000
        let magnitude = micros.magnitude
        let digits = String(magnitude % 1_000_000)
        return (micros < 0 ? "-" : "") + "\(magnitude / 1_000_000)." + String(repeating: "0", count: 6 - digits.count)
            + digits
    }
}
