#if SQLite
    import DHCP
    import DHCPLeases
    import Foundation

    /// Records for people, and for programs.
    enum HistoryText {
        /// A record on one line.
        static func line(_ record: HistoryRecord) -> String {
            var parts = [HistoryTime.text(record.time), "\(record.event)"]
            if let address = record.address { parts.append("\(address)") }
            parts.append(contentsOf: who(record))
            if let end = end(record) { parts.append(end) }
            if let note = record.note { parts.append("(\(note))") }
            return parts.joined(separator: "  ")
        }

        /// Who had an address when, on one line.
        static func line(_ period: HistoryPeriod) -> String {
            let who = who(period.beginning).joined(separator: "  ")
            let end = period.endTime.map { "until \(HistoryTime.text($0)) (\(period.ending?.event.description ?? ""))" }
            return "\(who)  from \(HistoryTime.text(period.beginning.time))  \(end ?? "and has it still")"
        }

        /// The client of a record, as far as it is known.
        static func who(_ record: HistoryRecord) -> [String] {
            if record.isForgotten { return ["forgotten"] }
            var parts: [String] = []
            if let hardware = record.hardwareAddress { parts.append("\(hardware)") }
            if let client = record.client, client.source != .hardwareAddress { parts.append("[\(client)]") }
            if let name = record.hostName { parts.append(name.printable) }
            if let port = record.circuitID { parts.append("port \(text(port))") }
            if let remote = record.remoteID { parts.append("remote \(text(remote))") }
            return parts
        }

        /// Text where it is one, else hexadecimal.
        private static func text(_ octets: [UInt8]) -> String {
            let isText = !octets.isEmpty && octets.allSatisfy { (0x21...0x7E).contains($0) }
            return isText ? String(decoding: octets, as: UTF8.self) : octets.hexadecimal(separator: ":")
        }

        private static func end(_ record: HistoryRecord) -> String? {
            guard let end = record.end, record.event.isHeld || record.event == .declined else { return nil }
            return end == LeaseTimes.infinite ? "for ever" : "until \(HistoryTime.text(Int64(end)))"
        }

        /// A record as an object on one line, with times as texts.
        static func json(_ record: HistoryRecord) -> String {
            encoded(Line(record))
        }

        /// A period as an object of what began it and what ended it.
        static func json(_ period: HistoryPeriod, at time: Int64) -> String {
            encoded(
                Span(
                    at: HistoryTime.text(time), isHeld: period.contains(time),
                    from: HistoryTime.text(period.beginning.time),
                    until: period.endTime.map(HistoryTime.text), begun: Line(period.beginning),
                    ended: period.ending.map(Line.init)))
        }

        private static func encoded(_ value: some Encodable) -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard let data = try? encoder.encode(value) else { return "{}" }
            return String(decoding: data, as: UTF8.self)
        }

        private struct Span: Encodable {
            let at: String
            let isHeld: Bool
            let from: String
            let until: String?
            let begun: Line
            let ended: Line?
        }

        /// What is printed of a record.
        private struct Line: Encodable {
            let number: Int64
            let time: String
            let event: HistoryEvent
            let address: IPv4Address?
            let client: ClientIdentity?
            let hardware: HardwareAddress?
            let hostName: String?
            let circuitID: String?
            let remoteID: String?
            let ends: String?
            let note: String?
            let server: String
            let isForgotten: Bool

            private enum CodingKeys: String, CodingKey {
                case number, time, event, address, client, hardware, ends, note, server
                case hostName = "host-name"
                case circuitID = "circuit-id"
                case remoteID = "remote-id"
                case isForgotten = "forgotten"
            }

            init(_ record: HistoryRecord) {
                number = record.number
                time = HistoryTime.text(record.time)
                event = record.event
                address = record.address
                client = record.client
                hardware = record.hardwareAddress
                hostName = record.hostName
                circuitID = record.circuitID?.hexadecimal(separator: ":")
                remoteID = record.remoteID?.hexadecimal(separator: ":")
                ends = record.end.map { $0 == LeaseTimes.infinite ? "never" : HistoryTime.text(Int64($0)) }
                note = record.note
                server = record.server
                isForgotten = record.isForgotten
            }
        }
    }
#endif
