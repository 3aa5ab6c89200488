#if SQLite
    import DHCP
    import DHCPLeases
    import Foundation
    import GRDB
    import GRDBSQLite

    /// Records out of SQLite's statements.
    enum HistoryRow {
        /// What ``record(_:)`` reads; the server stands with the transaction.
        static let columns = """
            id, time, event, address, ends, client_kind, client, hardware, options, CAST(note AS BLOB), length(seal),
            (SELECT CAST(server AS BLOB) FROM history_link WHERE last >= id ORDER BY last LIMIT 1)
            """

        /// Hands the records for which a condition holds to `body`, in order, until that gives false.
        static func forEach(
            in db: Database, where condition: String, arguments: StatementArguments = [], isNewestFirst: Bool = false,
            _ body: (HistoryRecord) throws -> Bool
        ) throws {
            let order = isNewestFirst ? "DESC" : "ASC"
            let statement = try db.cachedStatement(
                sql: "SELECT \(columns) FROM history WHERE \(condition) ORDER BY id \(order)")
            statement.setUncheckedArguments(arguments)
            defer { sqlite3_reset(statement.sqliteStatement) }
            while try statement.step(in: db) {
                guard try body(record(statement)) else { return }
            }
        }

        static func record(_ row: Statement) throws -> HistoryRecord {
            guard let event = UInt8(exactly: row.number(2)).flatMap(HistoryEvent.init) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "record \(row.number(0)) is none")
            }
            let hardware = row.octets(7)
            return HistoryRecord(
                number: row.number(0), time: row.number(1), event: event,
                address: row.isNull(3) ? nil : IPv4Address(bitPattern: UInt32(truncatingIfNeeded: row.number(3))),
                end: row.isNull(4) ? nil : UInt32(truncatingIfNeeded: row.number(4)), client: client(row),
                hardwareAddress: hardware.first.flatMap {
                    HardwareAddress(
                        type: HardwareType(rawValue: $0), octets: hardware.bytes.extracting(droppingFirst: 1))
                }, sentOptions: [UInt8](row.octets(8)),
                note: row.isNull(9) ? nil : String(decoding: row.octets(9), as: UTF8.self),
                server: String(decoding: row.octets(11), as: UTF8.self),
                isForgotten: row.number(10) == Int64(SHA256.count))
        }

        private static func client(_ row: Statement) -> ClientIdentity? {
            if row.isNull(5) { return nil }
            return UInt8(exactly: row.number(5)).flatMap(ClientIdentity.Source.init).flatMap {
                ClientIdentity(source: $0, octets: row.octets(6).bytes)
            }
        }

        /// The octets of a column of GRDB's row.
        static func octets(_ row: Row, _ column: Int) -> [UInt8] {
            [UInt8](Data.fromDatabaseValue(row[column]) ?? Data())
        }
    }

    extension HistoryEntry {
        /// What was recorded.
        init(_ record: HistoryRecord) {
            event = record.event
            address = record.address
            end = record.end
            client = record.client
            hardwareAddress = record.hardwareAddress
            sentOptions = record.sentOptions
            note = record.note
        }
    }

    extension [UInt8] {
        /// The octets as a blob.
        var blob: Data { Data(self) }
    }
#endif
