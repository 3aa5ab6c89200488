#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// Takes out of the history who a client was: what happened when, at which address, stays.
    ///
    /// A record keeps the digest of what it said, so the chain can be checked on. The digest is of a salt too, which goes.
    enum HistoryForgetting {
        /// How many records are emptied in one transaction.
        static let limit = 500

        /// Empties some records, inside a transaction, and returns how many; fewer than ``limit`` when no more are there.
        static func run(_ subject: HistoryQuery.Subject, in db: Database) throws -> Int {
            // Else the octets stay in the file until something else is written there.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            defer { try? db.execute(sql: "PRAGMA secure_delete = OFF") }
            guard let search = try HistorySearch(subject, in: db) else { return 0 }
            var records: [HistoryRecord] = []
            try search.forEach(Int64.min...Int64.max, isNewestFirst: false) { record in
                records.append(record)
                return records.count < limit
            }
            for record in records { try empty(record.number, in: db) }
            try removeFromIndex(records, in: db)
            return records.count
        }

        /// What is recorded of it: who it was is not.
        static func entry(count: Int) -> HistoryEntry {
            HistoryEntry(AdministrativeChange("\(count) records of a client were emptied"), event: .forgotten)
        }

        /// How many records an entry says were emptied.
        static func count(in note: String) -> Int64 { note.split(separator: " ").first.flatMap { Int64($0) } ?? 0 }

        private static func empty(_ number: Int64, in db: Database) throws {
            let row = try db.cachedStatement(
                sql: """
                    SELECT id, time, event, address, ends, client_kind, client, hardware, options, CAST(note AS BLOB), seal
                    FROM history WHERE id = ?
                    """)
            row.bind(number)
            var sealed = SealedOctets()
            do {
                defer { sqlite3_reset(row.sqliteStatement) }
                guard try row.step(in: db), row.octets(10).count == SealedOctets.saltCount else { return }
                sealed.append(row)
            }
            try db.execute(
                sql: """
                    UPDATE history SET client_kind = NULL, client = NULL, hardware = NULL, options = NULL, note = NULL, seal = ?
                    WHERE id = ?
                    """, arguments: [SHA256.digest(of: sealed.octets).blob, number])
        }

        /// Takes out all entries of records but those of their addresses.
        private static func removeFromIndex(_ records: [HistoryRecord], in db: Database) throws {
            let places = Dictionary(grouping: records) { HistoryIndex.run(of: $0.number) }
            for (run, records) in places {
                let offsets = Set(records.map { ($0.number - 1) % HistoryIndex.runCount })
                let kept = Set(records.compactMap { $0.address.map { HistoryKey($0).tag } })
                for slice in Set(records.flatMap(keys).map(\.slice)) {
                    let place = run * HistoryIndex.sliceCount + slice
                    let row = try Row.fetchOne(
                        db, sql: "SELECT entries FROM history_index WHERE place = ?", arguments: [place])
                    guard let row else { continue }
                    let rest = HistoryIndex.removing(offsets, from: HistoryRow.octets(row, 0), keeping: kept)
                    try db.execute(
                        sql: "UPDATE history_index SET entries = ? WHERE place = ?", arguments: [rest.blob, place])
                }
            }
        }

        private static func keys(of record: HistoryRecord) -> [HistoryKey] {
            [
                record.client.map { HistoryKey($0) }, record.hardwareAddress.map { HistoryKey($0) },
                HistoryKey(nameIn: record.sentOptions),
            ].compactMap { $0 }
        }
    }
#endif
