#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// Reads what can be read of a damaged lease file.
    ///
    /// It reads forwards up to the damage, backwards down to it, and looks for what lies between by halves.
    struct LeaseSalvage {
        private let db: Database
        private let body: (Lease) throws -> Void
        /// How many more places without a lease are looked at; a file of which nothing is left ends soon.
        private var patience = 100_000
        private(set) var count = 0

        init(_ db: Database, _ body: @escaping (Lease) throws -> Void) {
            self.db = db
            self.body = body
        }

        /// Hands every lease that can be read to `body`, each once.
        mutating func run() throws {
            var open: [ClosedRange<Int64>] = [0...Int64(UInt32.max)]
            while let range = open.popLast(), patience > 0 {
                var (low, high) = (range.lowerBound, range.upperBound)
                guard try !read(range, "ASC", { low = Int64($0.address.bitPattern) + 1 }), low <= high,
                    try !read(low...high, "DESC", { high = Int64($0.address.bitPattern) - 1 }), low < high
                else { continue }
                let middle = (low + high) / 2
                open += [middle + 1...high, low...middle]
            }
        }

        /// Reads a range; gives whether it came to the end.
        private mutating func read(
            _ range: ClosedRange<Int64>, _ order: String, _ note: (Lease) -> Void
        ) throws -> Bool {
            var found = 0
            do {
                let statement = try db.cachedStatement(
                    sql: "\(LeaseRow.select(db)) WHERE address BETWEEN ? AND ? ORDER BY address \(order)")
                sqlite3_bind_int64(statement.sqliteStatement, 1, range.lowerBound)
                sqlite3_bind_int64(statement.sqliteStatement, 2, range.upperBound)
                try LeaseRow.forEach(statement, in: db) { lease in
                    try body(lease)
                    note(lease)
                    found += 1
                }
                count += found
                return true
            } catch let error where LeaseStoreError.isOfDatabase(error) {
                count += found
                if found == 0 { patience -= 1 }
                return false
            }
        }
    }
#endif
