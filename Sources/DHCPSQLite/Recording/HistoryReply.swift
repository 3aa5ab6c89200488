#if SQLite
    import DHCPLeases
    import Foundation

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
#endif
