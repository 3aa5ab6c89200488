#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// Finds the records that are about somebody.
    struct HistorySearch {
        private struct Run {
            let number: Int64
            let earliest: Int64
            let latest: Int64
        }

        private let db: Database
        private let subject: HistoryQuery.Subject
        private let key: HistoryKey
        private let runs: [Run]

        /// Looks where a file stands; `nil` when it has no history.
        init?(_ subject: HistoryQuery.Subject, in db: Database) throws {
            guard try HistorySchema.isThere(db) else { return nil }
            self.db = db
            self.subject = subject
            key = HistoryKey(subject)
            runs = try Row.fetchAll(db, sql: "SELECT run, earliest, latest FROM history_run ORDER BY run").map {
                Run(number: $0[0], earliest: $0[1], latest: $0[2])
            }
        }

        /// Hands the records that were made in `times` to `body`, in order or the newest first, until that gives false.
        func forEach(
            _ times: ClosedRange<Int64>, isNewestFirst: Bool, _ body: (HistoryRecord) throws -> Bool
        ) throws {
            let meant = { (record: HistoryRecord) in
                guard times.contains(record.time), subject.matches(record) else { return true }
                return try body(record)
            }
            if isNewestFirst {
                guard try readRest(isNewestFirst: true, meant) else { return }
            }
            for run in isNewestFirst ? runs.reversed() : runs
            where run.earliest <= times.upperBound && run.latest >= times.lowerBound {
                guard try read(run, isNewestFirst: isNewestFirst, meant) else { return }
            }
            if !isNewestFirst { _ = try readRest(isNewestFirst: false, meant) }
        }

        /// Reads those of a run that have the key.
        private func read(
            _ run: Run, isNewestFirst: Bool, _ body: (HistoryRecord) throws -> Bool
        ) throws -> Bool {
            let slice = try db.cachedStatement(sql: "SELECT entries FROM history_index WHERE place = ?")
            slice.bind(run.number * HistoryIndex.sliceCount + key.slice)
            var places: [Int64] = []
            do {
                defer { sqlite3_reset(slice.sqliteStatement) }
                if try slice.step(in: db) { places = HistoryIndex.places(of: key, in: slice.octets(0)) }
            }
            for place in isNewestFirst ? places.reversed() : places {
                let record = try db.cachedStatement(sql: "SELECT \(HistoryRow.columns) FROM history WHERE id = ?")
                record.bind(run.number * HistoryIndex.runCount + place + 1)
                defer { sqlite3_reset(record.sqliteStatement) }
                // It may be gone while others of its run are there.
                if try record.step(in: db), try !body(HistoryRow.record(record)) { return false }
            }
            return true
        }

        /// Reads those that are in no full run yet.
        private func readRest(isNewestFirst: Bool, _ body: (HistoryRecord) throws -> Bool) throws -> Bool {
            let start = ((runs.last?.number ?? -1) + 1) * HistoryIndex.runCount
            var isWanted = true
            let (condition, arguments) = condition
            try HistoryRow.forEach(
                in: db, where: "id > ? AND \(condition)", arguments: [start] + arguments, isNewestFirst: isNewestFirst
            ) { record in
                isWanted = try body(record)
                return isWanted
            }
            return isWanted
        }

        /// What SQLite can pick by, so that few rows are looked at here.
        private var condition: (String, StatementArguments) {
            switch subject {
            case .address(let address): return ("address = ?", [Int64(address.bitPattern)])
            case .client(let client):
                return ("client_kind = ? AND client = ?", [Int64(client.source.rawValue), client.octets.blob])
            case .hardware(let hardware):
                let octets = ([hardware.type.rawValue] + hardware.octets).blob
                return ("(hardware = ? OR client = ?)", [octets, octets])
            case .name: return ("length(options) > 0", [])
            }
        }
    }

    extension HistorySearch {
        /// The records of a question.
        static func records(_ query: HistoryQuery, in db: Database) throws -> [HistoryRecord] {
            guard query.limit > 0, let search = try HistorySearch(query.subject, in: db) else { return [] }
            var records: [HistoryRecord] = []
            try search.forEach(query.times, isNewestFirst: query.isNewestFirst) { record in
                records.append(record)
                return records.count < query.limit
            }
            return records
        }

        /// Who had an address at a time.
        static func holder(of address: IPv4Address, at time: Int64, in db: Database) throws -> HistoryPeriod? {
            guard let search = try HistorySearch(.address(address), in: db) else { return nil }
            var before: [HistoryRecord] = []
            try search.forEach(Int64.min...time, isNewestFirst: true) { record in
                before.append(record)
                // Renewals may be many, and the beginning not be kept.
                return record.event != .begun && record.event != .takenOver && before.count < 10_000
            }
            guard let first = before.last else { return nil }
            var after: [HistoryRecord] = []
            try search.forEach((before.first ?? first).time...Int64.max, isNewestFirst: false) { record in
                if record.number > (before.first ?? first).number { after.append(record) }
                return after.last.map { $0.event == .renewed || $0.event == .changed } ?? true && after.count < 10_000
            }
            return HistoryPeriod.last(at: time, in: before.reversed() + after)
        }
    }
#endif
