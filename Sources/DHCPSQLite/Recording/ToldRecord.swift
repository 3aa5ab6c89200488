#if SQLite
    import DHCP
    import DHCPLeases
    import Foundation

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
