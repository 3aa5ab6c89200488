#if SQLite
    import DHCPLeases
    import GRDB

    /// What is written in one transaction of the database.
    struct LeaseWrite {
        /// Changes of leases, in order.
        var changes: [LeaseChange] = []
        /// What else is kept.
        var records: [StoreRecord] = []
        /// How late it is for leases, in place of what stood there; `nil` leaves that.
        var mark: LeaseTimeMark?

        /// Whether so few clients wait for it that what they are told costs little.
        var isSmall: Bool { changes.count <= 4 }

        /// Does it, inside a transaction, and returns the records that were there.
        ///
        /// Without anything to write it finds out whether the file can be written.
        func run(in db: Database) throws -> [StoreRecord] {
            if changes.isEmpty, records.isEmpty, mark == nil { try LeaseSchema.touch(db) }
            if !changes.isEmpty { try LeaseRowWriter(db).write(changes) }
            let former = records.isEmpty ? [] : try RecordRows.write(records, in: db)
            if let mark { try ClockRow.write(mark, in: db) }
            return former
        }

        /// What takes it back, given the records that were there; a mark stays, since it says nothing of leases.
        func reversed(_ former: [StoreRecord]) -> LeaseWrite {
            LeaseWrite(changes: changes.reversed().map(\.reversed), records: former)
        }
    }
#endif
