import DHCP

/// Times of `dhcpd.leases`.
enum DHCPDTime {
    /// Reads `4 2026/01/01 00:00:00`, with an offset (`-7200`: seconds to add) or `UTC` behind it or nothing, which means
    /// UTC; `epoch 1767225600`, or `never`.
    ///
    /// Gives `nil` for a time that is not said; a time before 1970 is 1970, and one beyond 2106 the last there is.
    static func seconds(_ words: [String]) throws(LeaseFileProblem) -> UInt32? {
        let text = words.joined(separator: " ")
        switch words.first {
        case nil: return nil
        case "never": return LeaseTime.never
        case "epoch":
            return clamped(try LeaseFileProblem.require(words.count > 1 ? Int64(words[1]) : nil, "time", text))
        default: break
        }
        guard words.count == 3 || words.count == 4, Int(words[0]) != nil,
            let day = numbers(words[1], "/"), let time = numbers(words[2], ":"),
            let days = LeaseTime.days(year: day[0], month: day[1], day: day[2]),
            let seconds = LeaseTime.seconds(after: days, hour: time[0], minute: time[1], second: time[2])
        else { throw LeaseFileProblem("no time: \(text.prefix(60))") }
        let offset: Int64
        switch words.count == 4 ? words[3] : "utc" {
        case "utc", "gmt", "z": offset = 0
        case let word: offset = try LeaseFileProblem.require(Int64(word).flatMap(plausible), "offset of a time", text)
        }
        return clamped(seconds + offset)
    }

    /// Never is said by a word of its own.
    private static func clamped(_ seconds: Int64) -> UInt32 {
        UInt32(clamping: min(seconds, Int64(LeaseTime.never - 1)))
    }

    /// No place on earth is further from UTC than a day.
    private static func plausible(_ offset: Int64) -> Int64? { (-86_400...86_400).contains(offset) ? offset : nil }

    private static func numbers(_ text: String, _ separator: Character) -> [Int64]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.count <= 4 && $0.allSatisfy(\.isWholeNumber) ? Int64($0) : nil }
        return parts.count == 3 && numbers.count == 3 ? numbers : nil
    }
}
