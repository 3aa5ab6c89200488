#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// Adds records of what happened to the transactions of a lease file, and takes those out that are too old.
    ///
    /// It knows where the file stands from its last transaction. When one of those did not come to be, it is made anew from
    /// the file.
    struct HistoryWriter {
        private let settings: HistorySettings
        private let server: String
        /// The number of the newest record.
        private(set) var head: Int64
        /// The hash of the transaction that has it.
        private var hash: [UInt8]
        /// The last run, which is not full.
        private var index = HistoryIndex()
        private var times: ClosedRange<Int64>?
        private var octets: Int64 = 0
        private var trimming: HistoryTrimming
        /// By how many seconds the time of day is ahead of leases' time.
        var ahead: Int64
        private var salts = Salts()
        private var sealed = SealedOctets()

        /// Goes on where a file stands; `nil` when none was ever asked for.
        init?(_ db: Database) throws {
            guard let state = try HistoryState(db) else { return nil }
            (settings, server) = (state.settings, state.server)
            let link = try Row.fetchOne(db, sql: "SELECT last, hash FROM history_link ORDER BY last DESC LIMIT 1")
            let last: Int64? = link?[0]
            head = last ?? 0
            hash = link.map { HistoryRow.octets($0, 1) } ?? []
            ahead = try ClockRow.read(db)?.secondsToTimeOfDay ?? 0
            trimming = try HistoryTrimming(db, settings)
            let start = HistoryIndex.run(of: head + 1) * HistoryIndex.runCount
            try HistoryRow.forEach(in: db, where: "id > \(start)") { record in
                note(HistoryEntry(record), number: record.number, time: record.time)
                return true
            }
        }

        /// Whether anything is done at all.
        var isIdle: Bool { !settings.isKept && trimming.isEmpty }

        /// Records a transaction at a time of day, inside it, and takes out what is too old.
        mutating func record(_ events: [LeaseWrite.Event], at time: Int64, in db: Database) throws {
            var count = 0
            if settings.isKept {
                let entries = events.flatMap {
                    HistoryEntry.entries(of: $0, recordsRenewals: settings.recordsRenewals, ahead: ahead)
                }
                try append(entries, at: time, in: db)
                count = entries.count
            }
            try trimming.run(at: time, total: octets, budget: max(256, 2 * count), in: db)
        }

        /// Adds records, all of one transaction.
        mutating func append(_ entries: [HistoryEntry], at time: Int64, in db: Database) throws {
            if entries.isEmpty { return }
            sealed.removeAll()
            let places = entries.map { sealed.append($0, salts: &salts) }
            var link = LinkOctets(after: hash, server: server)
            sealed.octets.withUnsafeBytes { octets in
                for (offset, (entry, place)) in zip(entries, places).enumerated() {
                    link.append(
                        number: head + 1 + Int64(offset), time: time, event: entry.event.rawValue,
                        address: entry.address.map { Int64($0.bitPattern) }, end: entry.end.map { Int64($0) })
                    link.append(digestOf: UnsafeRawBufferPointer(rebasing: octets[place.all]))
                }
            }
            hash = link.hash
            try HistoryRowWriter.write(entries, places, sealed.octets, behind: head, at: time, in: db)
            for entry in entries {
                head += 1
                note(entry, number: head, time: time)
                if head % HistoryIndex.runCount == 0 { try endRun(in: db) }
            }
            try HistoryLinks.append(head, server: server, hash: hash, in: db)
            trimming.noteAppended(at: time)
        }

        private mutating func note(_ entry: HistoryEntry, number: Int64, time: Int64) {
            index.add(entry, number: number)
            times = times.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
            octets += entry.size
        }

        private mutating func endRun(in db: Database) throws {
            let run = HistoryIndex.run(of: head)
            let insertion = try db.cachedStatement(sql: "INSERT INTO history_index VALUES (?, ?)")
            for (slice, entries) in index.slices.enumerated() where !entries.isEmpty {
                insertion.bind(run * HistoryIndex.sliceCount + Int64(slice))
                try entries.withUnsafeBytes {
                    bindOctets($0, to: insertion.sqliteStatement, at: 2)
                    defer { sqlite3_clear_bindings(insertion.sqliteStatement) }
                    try insertion.run(in: db)
                }
            }
            try db.execute(
                sql: "INSERT INTO history_run VALUES (?, ?, ?, ?)",
                arguments: [run, times?.lowerBound ?? 0, times?.upperBound ?? 0, octets])
            trimming.noteRun(run, octets: octets)
            index.removeAll()
            (times, octets) = (nil, 0)
        }

        /// Takes back what was recorded behind a number; what was taken out for its age stays so.
        static func takeBack(to head: Int64, in db: Database) throws {
            try db.execute(sql: "DELETE FROM history WHERE id > ?", arguments: [head])
            try db.execute(sql: "DELETE FROM history_link WHERE last > ?", arguments: [head])
            let run = HistoryIndex.run(of: head + 1)
            try db.execute(sql: "DELETE FROM history_run WHERE run >= ?", arguments: [run])
            try db.execute(
                sql: "DELETE FROM history_index WHERE place >= ?", arguments: [run * HistoryIndex.sliceCount])
            try db.execute(sql: "UPDATE history_state SET head = ?", arguments: [head])
        }
    }

    extension HistoryEntry {
        /// How much room a record takes about, with its part of the index.
        var size: Int64 { Int64(80 + (hardwareAddress?.count ?? 0) + sentOptions.count + (client == nil ? 0 : 8)) }
    }

    /// The table `history_link`.
    enum HistoryLinks {
        /// Ends a transaction's records.
        static func append(_ last: Int64, server: String, hash: [UInt8], in db: Database) throws {
            let insertion = try db.cachedStatement(sql: "INSERT INTO history_link VALUES (?, ?, ?)")
            insertion.bind(last)
            try server.withCString { text in
                sqlite3_bind_text(insertion.sqliteStatement, 2, text, -1, nil)
                try hash.withUnsafeBytes { hash in
                    bindOctets(hash, to: insertion.sqliteStatement, at: 3)
                    defer { sqlite3_clear_bindings(insertion.sqliteStatement) }
                    try insertion.run(in: db)
                }
            }
            let update = try db.cachedStatement(sql: "UPDATE history_state SET head = ?")
            update.bind(last)
            try update.run(in: db)
        }
    }
#endif
