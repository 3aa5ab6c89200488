#if SQLite
    import GRDB
    import GRDBSQLite

    /// SQLite's statements as they are, without a copy of each row in between.
    extension Statement {
        /// Goes on to the next row, and says whether there is one.
        func step(in db: Database) throws -> Bool {
            switch sqlite3_step(sqliteStatement) {
            case SQLITE_ROW: return true
            case SQLITE_DONE: return false
            case let code:
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
            }
        }

        /// Runs it, with what was bound, and makes it ready to be run again.
        func run(in db: Database) throws {
            defer { sqlite3_reset(sqliteStatement) }
            _ = try step(in: db)
        }

        /// Binds numbers as its first values.
        func bind(_ numbers: Int64...) {
            for (index, number) in numbers.enumerated() {
                sqlite3_bind_int64(sqliteStatement, Int32(index + 1), number)
            }
        }

        /// The octets of a column; they are there until the next step.
        func octets(_ column: Int32) -> UnsafeRawBufferPointer {
            // The count is asked for after the pointer, as asking for the pointer may convert the value.
            let start = sqlite3_column_blob(sqliteStatement, column)
            return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(sqliteStatement, column)))
        }

        func number(_ column: Int32) -> Int64 { sqlite3_column_int64(sqliteStatement, column) }

        func isNull(_ column: Int32) -> Bool { sqlite3_column_type(sqliteStatement, column) == SQLITE_NULL }
    }

    extension Database {
        /// Runs `body` in a transaction that may write from its beginning; takes all back when it throws.
        ///
        /// GRDB's own prepares `BEGIN` and `COMMIT` each time: a tenth of what a commit of one lease costs.
        func inImmediateTransaction<Result>(_ body: () throws -> Result) throws -> Result {
            try cachedStatement(sql: "BEGIN IMMEDIATE").run(in: self)
            do {
                let result = try body()
                try cachedStatement(sql: "COMMIT").run(in: self)
                return result
            } catch {
                // After some errors SQLite has done so itself.
                if isInsideTransaction { try? cachedStatement(sql: "ROLLBACK").run(in: self) }
                throw error
            }
        }
    }

    /// Binds octets that stay where they are until the statement has run.
    func bindOctets(_ octets: UnsafeRawBufferPointer, to statement: OpaquePointer, at index: Int32) {
        if octets.isEmpty {
            // A blob without octets has no address, and no address would be NULL.
            sqlite3_bind_zeroblob(statement, index, 0)
        } else {
            sqlite3_bind_blob(statement, index, octets.baseAddress, Int32(octets.count), nil)
        }
    }
#endif
