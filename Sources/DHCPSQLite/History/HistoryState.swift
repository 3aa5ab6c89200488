#if SQLite
    import DHCPLeases
    import GRDB

    /// The one row of `history_state`: what is kept, as the server was last told.
    ///
    /// It stands in the file, so that commands that change leases without a server go on with the same history.
    struct HistoryState {
        let settings: HistorySettings
        let server: String
        let head: Int64

        /// What stands in a file; `nil` when nobody ever asked for a history there.
        init?(_ db: Database) throws {
            guard try HistorySchema.isThere(db),
                let row = try Row.fetchOne(db, sql: "SELECT seconds, size, renewals, server, head FROM history_state")
            else { return nil }
            settings = HistorySettings(
                seconds: UInt32(clamping: row[0] as Int64), size: UInt64(clamping: row[1] as Int64),
                recordsRenewals: row[2] as Int64 != 0)
            server = row[3]
            head = row[4]
        }

        /// Writes what is to be kept from now on, and by whom; the first time also where the chain begins.
        static func write(_ settings: HistorySettings, server: String, in db: Database) throws {
            let current = try HistoryState(db)
            if current == nil, !settings.isKept { return }
            if current?.settings == settings, current?.server == server { return }
            try db.inTransaction {
                if current == nil {
                    try db.execute(
                        sql: "INSERT INTO history_link VALUES (0, '', ?)",
                        arguments: [[UInt8](repeating: 0, count: SHA256.count).blob])
                }
                try db.execute(
                    sql: "INSERT OR REPLACE INTO history_state VALUES (1, ?, ?, ?, ?, ?)",
                    arguments: [
                        Int64(settings.seconds), Int64(clamping: settings.size), settings.recordsRenewals ? 1 : 0,
                        server,
                        current?.head ?? 0,
                    ])
                return .commit
            }
        }
    }
#endif
