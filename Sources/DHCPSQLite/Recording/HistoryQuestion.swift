#if SQLite
    import DHCP
    import DHCPLeases
    import Foundation

    /// What one asks the members of a cluster of their history, through the store that they share.
    ///
    /// | kind | key | value |
    /// |---|---|---|
    /// | `history-question` | a number | the question, as JSON |
    /// | `history-answer` | that number `/` the member `/` a letter for the part | a part of its answer, as JSON |
    struct HistoryQuestion: Codable, Sendable {
        /// What is to be done.
        enum Purpose: String, Codable {
            case records, forget
        }

        let purpose: Purpose
        /// The member that asks, which does not answer; `nil` for who is none.
        let asker: String?
        private let subject: String
        private let text: String
        private let first: Int64
        private let last: Int64
        private let limit: Int
        private let isNewestFirst: Bool

        /// More records no member tells at once.
        static let limit = 1000

        init(_ query: HistoryQuery, for purpose: Purpose = .records, by asker: String?) {
            (self.purpose, self.asker) = (purpose, asker)
            switch query.subject {
            case .address(let address): (subject, text) = ("address", "\(address)")
            case .client(let client): (subject, text) = ("client", "\(client)")
            case .hardware(let hardware): (subject, text) = ("hardware", "\(hardware)")
            case .name(let name): (subject, text) = ("name", name)
            }
            (first, last) = (query.times.lowerBound, query.times.upperBound)
            (limit, isNewestFirst) = (query.limit, query.isNewestFirst)
        }

        /// What is asked for; `nil` when it is nothing that this version knows.
        var query: HistoryQuery? {
            let subject: HistoryQuery.Subject? =
                switch subject {
                case "address": IPv4Address(text).map { .address($0) }
                case "client": ClientIdentity(text).map { .client($0) }
                case "hardware": HardwareAddress(notation: text).map { .hardware($0) }
                case "name": .name(text)
                default: nil
                }
            guard let subject, first <= last, limit > 0 else { return nil }
            return HistoryQuery(
                subject, times: first...last, limit: min(limit, Self.limit), isNewestFirst: isNewestFirst)
        }

        // MARK: As a record

        static let kind = StoreRecord.Kind(rawValue: "history-question")

        func record(_ key: [UInt8]) -> StoreRecord {
            StoreRecord(Self.kind, key: key, value: (try? JSONEncoder().encode(self)).map(Array.init))
        }

        /// Reads a question; `nil` when it is none.
        init?(_ record: StoreRecord) {
            guard record.kind == Self.kind,
                let question = record.value.flatMap({ try? JSONDecoder().decode(Self.self, from: Data($0)) })
            else { return nil }
            self = question
        }
    }
#endif
