#if SQLite
    import DHCPLeases
    import GRDB

    /// Takes records out that are too old or too many, a few with each transaction, so that none takes long.
    ///
    /// Whole transactions go, and the link of the last of them stays: what comes behind it is proved by its hash.
    struct HistoryTrimming {
        private let settings: HistorySettings
        /// The full runs that are there, the oldest first, and the octets of their records.
        private var runs: [(run: Int64, octets: Int64)]
        private var runOctets: Int64
        /// When the oldest record was recorded; `nil` when there is none.
        private var oldest: Int64?

        init(_ db: Database, _ settings: HistorySettings) throws {
            self.settings = settings
            runs = try Row.fetchAll(db, sql: "SELECT run, octets FROM history_run ORDER BY run").map {
                (run: $0[0], octets: $0[1])
            }
            runOctets = runs.reduce(0) { $0 + $1.octets }
            oldest = try Self.oldest(in: db)
        }

        var isEmpty: Bool { oldest == nil }

        mutating func noteRun(_ run: Int64, octets: Int64) {
            runs.append((run, octets))
            runOctets += octets
        }

        mutating func noteAppended(at time: Int64) {
            if oldest == nil { oldest = time }
        }

        /// Takes out the records of some transactions, about `budget` at most; `total` octets are in no full run.
        mutating func run(at time: Int64, total: Int64, budget: Int, in db: Database) throws {
            var rest = budget
            while rest > 0, isDue(at: time, total) {
                let links = try Int64.fetchAll(db, sql: "SELECT last FROM history_link ORDER BY last LIMIT 2")
                guard links.count == 2 else { return }
                try db.execute(sql: "DELETE FROM history WHERE id <= ?", arguments: [links[1]])
                // A transaction of records that are gone costs something too.
                rest -= max(1, db.changesCount)
                try db.execute(sql: "DELETE FROM history_link WHERE last = ?", arguments: [links[0]])
                try removeRuns(before: links[1], in: db)
                oldest = try Self.oldest(in: db)
            }
        }

        private func isDue(at time: Int64, _ total: Int64) -> Bool {
            guard let oldest else { return false }
            return oldest < time - Int64(settings.seconds) || !settings.isKept
                || (!runs.isEmpty && runOctets + total > Int64(clamping: settings.size))
        }

        private mutating func removeRuns(before number: Int64, in db: Database) throws {
            while let first = runs.first, (first.run + 1) * HistoryIndex.runCount <= number {
                let place = first.run * HistoryIndex.sliceCount
                try db.execute(
                    sql: "DELETE FROM history_index WHERE place BETWEEN ? AND ?",
                    arguments: [place, place + HistoryIndex.sliceCount - 1])
                try db.execute(sql: "DELETE FROM history_run WHERE run = ?", arguments: [first.run])
                runOctets -= first.octets
                runs.removeFirst()
            }
        }

        private static func oldest(in db: Database) throws -> Int64? {
            try Int64.fetchOne(db, sql: "SELECT time FROM history ORDER BY id LIMIT 1")
        }
    }
#endif
