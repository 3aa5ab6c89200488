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

    /// A part of what a member answers.
    struct HistoryReply: Codable, Sendable {
        let records: [ToldRecord]
        /// How many records were emptied.
        let count: Int
        /// Whether it is the last part.
        let isLast: Bool
        /// Why the member could not answer.
        let error: String?

        /// So many records are in a part, which has to fit into one value of the store.
        private static let partCount = 100

        /// The parts of an answer, in order; there is one at least.
        static func parts(_ records: [HistoryRecord], count: Int = 0, error: String? = nil) -> [HistoryReply] {
            stride(from: 0, to: max(records.count, 1), by: partCount).map { begin in
                let end = min(begin + partCount, records.count)
                return HistoryReply(
                    records: records[begin..<end].map(ToldRecord.init), count: count, isLast: end == records.count,
                    error: error)
            }
        }

        // MARK: As a record

        static let kind = StoreRecord.Kind(rawValue: "history-answer")

        /// What the keys of all answers to a question begin with.
        static func prefix(_ question: [UInt8]) -> [UInt8] { question + Array("/".utf8) }

        func record(_ question: [UInt8], of member: String, part: Int) -> StoreRecord {
            let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(clamping: part)))
            return StoreRecord(
                Self.kind, key: Self.prefix(question) + Array("\(member)/\(letter)".utf8),
                value: (try? JSONEncoder().encode(self)).map(Array.init))
        }

        /// Reads a part, and whose it is; `nil` when it is none.
        static func read(_ record: StoreRecord) -> (member: String, reply: HistoryReply)? {
            let fields = record.key.split(separator: UInt8(ascii: "/"))
            guard record.kind == kind, fields.count == 3,
                let reply = record.value.flatMap({ try? JSONDecoder().decode(Self.self, from: Data($0)) })
            else { return nil }
            return (String(decoding: fields[1], as: UTF8.self), reply)
        }
    }

    /// A record as one member tells it to another: all of it, octet for octet.
    struct ToldRecord: Codable, Sendable {
        private let number: Int64
        private let time: Int64
        private let event: HistoryEvent
        private let address: IPv4Address?
        private let end: UInt32?
        private let client: ClientIdentity?
        private let hardwareAddress: HardwareAddress?
        private let sentOptions: Data
        private let note: String?
        private let server: String
        private let isForgotten: Bool

        init(_ record: HistoryRecord) {
            (number, time, event) = (record.number, record.time, record.event)
            (address, end, client) = (record.address, record.end, record.client)
            (hardwareAddress, sentOptions) = (record.hardwareAddress, Data(record.sentOptions))
            (note, server, isForgotten) = (record.note, record.server, record.isForgotten)
        }

        var record: HistoryRecord {
            HistoryRecord(
                number: number, time: time, event: event, address: address, end: end, client: client,
                hardwareAddress: hardwareAddress, sentOptions: Array(sentOptions), note: note, server: server,
                isForgotten: isForgotten)
        }
    }
#endif
