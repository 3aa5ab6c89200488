#if SQLite
    import DHCPLeases
    import GRDB

    /// What is written in one transaction of the database.
    struct LeaseWrite {
        /// Something that happened at once, for the history.
        struct Event {
            /// Changes of leases, in order; they may be kept elsewhere.
            var changes: [LeaseChange] = []
            /// What somebody asked for.
            var administration: AdministrativeChange?
        }

        /// Changes of the leases that are kept here, in order.
        var changes: [LeaseChange] = []
        /// What is recorded, in order.
        var events: [Event] = []
        /// What else is kept.
        var records: [StoreRecord] = []
        /// How late it is for leases, in place of what stood there; `nil` leaves that.
        var mark: LeaseTimeMark?
        /// The record of the history behind which all is taken back, in place of recording the changes; `nil` for none.
        var historyHead: Int64?

        /// What was there before a write.
        struct Former {
            var records: [StoreRecord] = []
            /// The newest record of the history; `nil` when none is kept.
            var historyHead: Int64?
        }

        /// Whether so few clients wait for it that what they are told costs little.
        var isSmall: Bool { changes.count <= 4 && events.count <= 4 }

        /// Does it, inside a transaction at a time of day, and returns what was there.
        ///
        /// Without anything to write it finds out whether the file can be written.
        func run(in db: Database, _ history: inout HistoryWriter?, at time: Int64) throws -> Former {
            var former = Former(historyHead: history?.head)
            if changes.isEmpty, records.isEmpty, mark == nil { try LeaseSchema.touch(db) }
            if !changes.isEmpty { try LeaseRowWriter.write(changes, in: db) }
            if !records.isEmpty { former.records = try RecordRows.write(records, in: db) }
            if let mark {
                try ClockRow.write(mark, in: db)
                history?.ahead = mark.secondsToTimeOfDay
            }
            if let historyHead {
                try HistoryWriter.takeBack(to: historyHead, in: db)
            } else if history?.isIdle == false {
                try history?.record(events, at: time, in: db)
            }
            return former
        }

        /// What takes it back, given what was there; a mark stays, since it says nothing of leases.
        func reversed(_ former: Former) -> LeaseWrite {
            LeaseWrite(
                changes: changes.reversed().map(\.reversed), records: former.records, historyHead: former.historyHead)
        }
    }
#endif
