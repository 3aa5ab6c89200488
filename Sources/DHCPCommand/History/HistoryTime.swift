#if SQLite
    import ArgumentParser
    import Foundation

    /// Times of day as a person writes them.
    enum HistoryTime {
        static let expected = "a time such as 2026-11-24T14:00, 2026-11-24T14:00:30+01:00 or 2026-11-24"

        /// Seconds since 1970; `nil` for anything else.
        ///
        /// Without a zone it is the time of this host. A day alone is its beginning, or with `isEnd` its end.
        static func seconds(_ text: String, isEnd: Bool = false) -> Int64? {
            var rest = text.replacing(" ", with: "T")[...]
            var zone: Int64?
            if rest.last == "Z" {
                zone = 0
                rest = rest.dropLast()
            } else if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }), rest[sign...].count == 6,
                let offset = minutes(rest[rest.index(after: sign)...])
            {
                zone = (rest[sign] == "-" ? -60 : 60) * offset
                rest = rest[..<sign]
            }
            let parts = rest.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
            let day = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) ?? -1 }
            var clock: [Int32] = isEnd && parts.count == 1 ? [23, 59, 59] : [0, 0, 0]
            if parts.count == 2 {
                clock = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Int32($0) ?? -1 }
                if clock.count == 2 { clock.append(isEnd ? 59 : 0) }
            }
            guard day.count == 3, clock.count == 3, (1970...9999).contains(day[0]), (1...12).contains(day[1]),
                (1...31).contains(day[2]), (0...23).contains(clock[0]), (0...59).contains(clock[1]),
                (0...60).contains(clock[2])
            else { return nil }
            var time = tm()
            (time.tm_year, time.tm_mon, time.tm_mday) = (day[0] - 1900, day[1] - 1, day[2])
            (time.tm_hour, time.tm_min, time.tm_sec, time.tm_isdst) = (clock[0], clock[1], clock[2], -1)
            return zone.map { Int64(timegm(&time)) - $0 } ?? Int64(mktime(&time))
        }

        private static func minutes(_ text: Substring) -> Int64? {
            let parts = text.split(separator: ":").map { Int64($0) ?? -1 }
            guard parts.count == 2, (0...23).contains(parts[0]), (0...59).contains(parts[1]) else { return nil }
            return parts[0] * 60 + parts[1]
        }

        /// Throws `ValidationError` when what was given for an option is no time.
        static func check(_ text: String?, of option: String) throws {
            guard let text, seconds(text) == nil else { return }
            throw ValidationError("--\(option) takes \(expected), not \(text)")
        }

        /// `2026-11-24T13:00:00Z`.
        static func text(_ seconds: Int64) -> String {
            Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
        }
    }
#endif
