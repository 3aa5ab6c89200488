#if SQLite
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// The table `record`: what a transaction keeps besides leases.
    enum RecordRows {
        /// Writes records, inside a transaction, and returns what was there: writing that takes it back.
        static func write(_ records: some Sequence<StoreRecord>, in db: Database) throws -> [StoreRecord] {
            var former: [StoreRecord] = []
            for record in records {
                former.append(StoreRecord(record.kind, key: record.key, value: try value(of: record, in: db)))
                try put(record, in: db)
            }
            return former.reversed()
        }

        /// Hands the records of a kind whose key begins with `prefix` to `body`, in the order of their keys.
        static func forEach(
            _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], in db: Database,
            _ body: (StoreRecord) throws -> Void
        ) throws {
            let statement = try db.makeStatement(
                sql: "SELECT key, value FROM record WHERE kind = ? AND key >= ? ORDER BY key")
            try bind(kind, prefix, to: statement.sqliteStatement) {
                while try statement.step(in: db) {
                    let key = octets(statement, 0)
                    guard key.starts(with: prefix) else { return }
                    try body(StoreRecord(kind, key: key, value: octets(statement, 1)))
                }
            }
        }

        /// Hands the records for which a condition holds to `body`, by kind and key in `order`.
        static func forEach(
            where condition: String, _ order: String, in db: Database, _ body: (StoreRecord) throws -> Void
        ) throws {
            let statement = try db.makeStatement(
                sql: "SELECT CAST(kind AS BLOB), key, value FROM record WHERE \(condition) "
                    + "ORDER BY kind \(order), key \(order)")
            defer { sqlite3_reset(statement.sqliteStatement) }
            while try statement.step(in: db) {
                let kind = StoreRecord.Kind(rawValue: String(decoding: octets(statement, 0), as: UTF8.self))
                try body(StoreRecord(kind, key: octets(statement, 1), value: octets(statement, 2)))
            }
        }

        private static func value(of record: StoreRecord, in db: Database) throws -> [UInt8]? {
            let statement = try db.cachedStatement(sql: "SELECT value FROM record WHERE kind = ? AND key = ?")
            return try bind(record.kind, record.key, to: statement.sqliteStatement) {
                try statement.step(in: db) ? octets(statement, 0) : nil
            }
        }

        private static func put(_ record: StoreRecord, in db: Database) throws {
            guard let value = record.value else {
                let deletion = try db.cachedStatement(sql: "DELETE FROM record WHERE kind = ? AND key = ?")
                return try bind(record.kind, record.key, to: deletion.sqliteStatement) {
                    _ = try deletion.step(in: db)
                }
            }
            let insertion = try db.cachedStatement(sql: "INSERT OR REPLACE INTO record VALUES (?, ?, ?)")
            try bind(record.kind, record.key, to: insertion.sqliteStatement) {
                try withBlob(value, at: 3, of: insertion.sqliteStatement) { _ = try insertion.step(in: db) }
            }
        }

        /// Runs `body` while a statement has kind and key as its first values.
        private static func bind<Result>(
            _ kind: StoreRecord.Kind, _ key: [UInt8], to statement: OpaquePointer, _ body: () throws -> Result
        ) throws -> Result {
            defer {
                sqlite3_reset(statement)
                sqlite3_clear_bindings(statement)
            }
            return try kind.rawValue.withCString { text in
                sqlite3_bind_text(statement, 1, text, -1, nil)
                return try withBlob(key, at: 2, of: statement, body)
            }
        }

        private static func withBlob<Result>(
            _ octets: [UInt8], at index: Int32, of statement: OpaquePointer, _ body: () throws -> Result
        ) rethrows -> Result {
            try octets.withUnsafeBytes { octets in
                bindOctets(octets, to: statement, at: index)
                return try body()
            }
        }

        private static func octets(_ statement: Statement, _ column: Int32) -> [UInt8] {
            [UInt8](statement.octets(column))
        }
    }
#endif
