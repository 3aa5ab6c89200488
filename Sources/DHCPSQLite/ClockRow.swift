#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB

    /// The one row of the table `clock`: how leases' time stands to the machine's clocks.
    enum ClockRow {
        /// The mark that a file has; `nil` when it has none, or is of a version before there were marks.
        static func read(_ db: Database) throws -> LeaseTimeMark? {
            guard try db.tableExists("clock"),
                let row = try Row.fetchOne(db, sql: "SELECT lease_time, time_of_day, boot, since_boot FROM clock"),
                let leaseTime = Int64.fromDatabaseValue(row[0]), let timeOfDay = Int64.fromDatabaseValue(row[1]),
                let boot = String.fromDatabaseValue(row[2]), let sinceBoot = Int64.fromDatabaseValue(row[3])
            else { return nil }
            return LeaseTimeMark(
                leaseTime: DHCPInstant(nanoseconds: leaseTime), timeOfDay: DHCPInstant(nanoseconds: timeOfDay),
                boot: boot, sinceBoot: .nanoseconds(sinceBoot))
        }

        /// Puts a mark in the place of the one before.
        static func write(_ mark: LeaseTimeMark, in db: Database) throws {
            let (seconds, attoseconds) = mark.sinceBoot.components
            let sinceBoot = Int64(clamping: Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000))
            try db.execute(
                sql: "INSERT OR REPLACE INTO clock VALUES (1, ?, ?, ?, ?)",
                arguments: [mark.leaseTime.nanoseconds, mark.timeOfDay.nanoseconds, mark.boot, sinceBoot])
        }
    }
#endif
