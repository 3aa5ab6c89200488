#if SQLite
    import DHCPLeases
    import GRDB

    /// What is written in one transaction.
    enum LeaseWrite {
        /// Changes, in order; none to find out whether the file can be written.
        case changes([LeaseChange])
        /// All times, by so many seconds.
        case shift(Int64)

        /// What takes it back.
        var reversed: LeaseWrite {
            switch self {
            case .changes(let changes): .changes(changes.reversed().map(\.reversed))
            case .shift(let seconds): .shift(-seconds)
            }
        }

        /// Does it, inside a transaction.
        func run(in db: Database) throws {
            switch self {
            case .changes(let changes):
                if changes.isEmpty { return try LeaseSchema.touch(db) }
                try LeaseRowWriter(db).write(changes)
            case .shift(let seconds):
                try db.execute(sql: Self.shift, arguments: ["seconds": seconds])
            }
        }

        /// `Lease.shifted(by:)` for all leases at once.
        private static let shift = """
            UPDATE lease SET
                starts = min(max(starts + :seconds, 0), 4294967295),
                ends = CASE ends WHEN 4294967295 THEN ends ELSE min(max(ends + :seconds, 0), 4294967294) END
            """
    }
#endif
