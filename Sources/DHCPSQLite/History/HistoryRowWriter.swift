#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// Writes records, many rows at once, with values bound where they are.
    struct HistoryRowWriter {
        private let db: Database
        private let insertions: [(rows: Int, statement: Statement)]

        private static let columns: Int32 = 11
        private static let sources = [16, 4, 1].map { rows in
            let row = "(" + Array(repeating: "?", count: Int(columns)).joined(separator: ", ") + ")"
            let all = Array(repeating: row, count: rows).joined(separator: ", ")
            return (rows: rows, sql: "INSERT INTO history VALUES " + all)
        }

        /// Writes records behind a number, whose parts are in `octets` at `places`, in a transaction of `db`.
        static func write(
            _ entries: [HistoryEntry], _ places: [SealedOctets.Places], _ octets: [UInt8], behind head: Int64,
            at time: Int64, in db: Database
        ) throws {
            try HistoryRowWriter(db, count: entries.count).write(entries, places, octets, behind: head, at: time)
        }

        /// Prepares for so many records.
        private init(_ db: Database, count: Int) throws {
            self.db = db
            insertions = try Self.sources.filter { $0.rows <= count }.map {
                ($0.rows, try db.cachedStatement(sql: $0.sql))
            }
        }

        private func write(
            _ entries: [HistoryEntry], _ places: [SealedOctets.Places], _ octets: [UInt8], behind head: Int64,
            at time: Int64
        ) throws {
            try octets.withUnsafeBytes { octets in
                var next = 0
                while next < entries.count {
                    let count = entries.count - next
                    guard let (rows, statement) = insertions.first(where: { $0.rows <= count }) else { return }
                    for row in 0..<rows {
                        let column = Int32(row) * Self.columns
                        let number = head + Int64(next + row + 1)
                        bind(entries[next + row], number, time, to: statement.sqliteStatement, behind: column)
                        bind(places[next + row], octets, to: statement.sqliteStatement, behind: column)
                    }
                    // The octets go when this returns, and the statement stays.
                    defer { sqlite3_clear_bindings(statement.sqliteStatement) }
                    try statement.run(in: db)
                    next += rows
                }
            }
        }

        private func bind(
            _ entry: HistoryEntry, _ number: Int64, _ time: Int64, to statement: OpaquePointer, behind column: Int32
        ) {
            sqlite3_bind_int64(statement, column + 1, number)
            sqlite3_bind_int64(statement, column + 2, time)
            sqlite3_bind_int(statement, column + 3, Int32(entry.event.rawValue))
            if let address = entry.address {
                sqlite3_bind_int64(statement, column + 4, Int64(address.bitPattern))
            } else {
                sqlite3_bind_null(statement, column + 4)
            }
            if let end = entry.end {
                sqlite3_bind_int64(statement, column + 5, Int64(end))
            } else {
                sqlite3_bind_null(statement, column + 5)
            }
            if let client = entry.client {
                sqlite3_bind_int(statement, column + 6, Int32(client.source.rawValue))
            } else {
                sqlite3_bind_null(statement, column + 6)
            }
        }

        private func bind(
            _ places: SealedOctets.Places, _ octets: UnsafeRawBufferPointer, to statement: OpaquePointer,
            behind column: Int32
        ) {
            let parts = [places.client, places.hardware, places.options]
            for (index, part) in parts.enumerated() {
                if let part {
                    bindOctets(
                        UnsafeRawBufferPointer(rebasing: octets[part]), to: statement, at: column + 7 + Int32(index))
                } else {
                    sqlite3_bind_null(statement, column + 7 + Int32(index))
                }
            }
            if let note = places.note, let start = octets.baseAddress {
                let text = (start + note.lowerBound).assumingMemoryBound(to: CChar.self)
                sqlite3_bind_text(statement, column + 10, text, Int32(note.count), nil)
            } else {
                sqlite3_bind_null(statement, column + 10)
            }
            bindOctets(UnsafeRawBufferPointer(rebasing: octets[places.salt]), to: statement, at: column + 11)
        }
    }
#endif
