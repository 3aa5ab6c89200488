#if SQLite
    import DHCPLeases
    import GRDB

    /// What is written in one transaction.
    enum LeaseWrite {
        /// Changes, in order; none to find out whether the file can be written.
        case changes([LeaseChange])
        /// How late it is for leases, in place of what stood there.
        case mark(LeaseTimeMark)

        /// What takes it back; a mark stays, since it says nothing of leases.
        var reversed: LeaseWrite {
            switch self {
            case .changes(let changes): .changes(changes.reversed().map(\.reversed))
            case .mark: self
            }
        }

        /// Does it, inside a transaction.
        func run(in db: Database) throws {
            switch self {
            case .changes(let changes):
                if changes.isEmpty { return try LeaseSchema.touch(db) }
                try LeaseRowWriter(db).write(changes)
            case .mark(let mark): try ClockRow.write(mark, in: db)
            }
        }
    }
#endif
