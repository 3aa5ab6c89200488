#if SQLite
    public import DHCP
    public import DHCPLeases
    import GRDB
    import GRDBSQLite
    import Glibc

    /// Reads a lease file, beside a server that uses it or without one, and changes nothing.
    ///
    /// The right to read the file is enough.
    public struct SQLiteLeaseReader: Sendable {
        /// `nil` when nothing stands in the file.
        private let file: ReadableDatabase?
        /// Whether this process has the file open to write it.
        private let isOfStore: Bool
        /// The file, as a path from the root.
        public let path: String
        /// How late it was for leases when a server last said so; `nil` in a file of a version before it did.
        public let timeMark: LeaseTimeMark?

        /// Opens the file at `path`.
        ///
        /// Throws ``LeaseStoreError`` when there is none, or it is no lease file.
        public init(path: String) throws(LeaseStoreError) {
            self.path = try FileSystem.resolve(path)
            isOfStore = false
            guard FilePlace(self.path) != nil else { throw LeaseStoreError(.unreachable, path, errorNumber: ENOENT) }
            if case .empty = StoreContent(self.path) {
                (file, timeMark) = (nil, nil)
                return
            }
            do {
                try StoreContent.refuseForeign(self.path)
                let file = try ReadableDatabase(self.path)
                let (hasTable, mark) = try file.read { db in
                    let hasTable = try LeaseSchema.check(db, path: path)
                    return (hasTable, hasTable ? try ClockRow.read(db) : nil)
                }
                (self.file, timeMark) = (hasTable ? file : nil, mark)
            } catch {
                throw StoreContent.judge(LeaseStoreError(error, path: path))
            }
        }

        /// Opens the file of a store that this process has open, at a path from the root.
        ///
        /// SQLite alone opens it: the kernel takes all locks of a process from a file of which the process closes any
        /// descriptor, and SQLite knows which of its own it may close (`fcntl(2)`).
        init(ofStoreAt path: String) throws(LeaseStoreError) {
            self.path = path
            isOfStore = true
            do {
                let file = try ReadableDatabase(ofStoreAt: path)
                self.file = file
                timeMark = try file.read { try ClockRow.read($0) }
            } catch {
                throw LeaseStoreError(error, path: path)
            }
        }

        /// What an error says about the file.
        private func failure(_ error: any Error) -> LeaseStoreError {
            let failure = LeaseStoreError(error, path: path)
            return isOfStore ? failure : StoreContent.judge(failure)
        }

        /// Hands the leases of `range`, or all of them, to `body` in the order of their addresses, with times of day.
        ///
        /// The file has leases' times, which ``timeMark`` tells from times of day. Throws what `body` throws, which ends
        /// it, and ``LeaseStoreError`` when the file can not be read.
        public func forEach(in range: IPv4Range? = nil, _ body: (Lease) throws -> Void) throws {
            guard let file else { return }
            do {
                try file.read { db in
                    let statement = try db.makeStatement(
                        sql: "\(LeaseRow.select(db)) WHERE address BETWEEN ? AND ? ORDER BY address")
                    sqlite3_bind_int64(statement.sqliteStatement, 1, Int64(range?.first.bitPattern ?? 0))
                    sqlite3_bind_int64(statement.sqliteStatement, 2, Int64(range?.last.bitPattern ?? .max))
                    let ahead = timeMark?.secondsToTimeOfDay ?? 0
                    try LeaseRow.forEach(statement, in: db) { lease in
                        try body(ahead == 0 ? lease : lease.shifted(by: ahead))
                    }
                }
            } catch let error where LeaseStoreError.isOfDatabase(error) {
                throw failure(error)
            }
        }

        /// The other records of a kind, in the order of their keys.
        ///
        /// Throws ``LeaseStoreError`` when the file can not be read.
        public func records(_ kind: StoreRecord.Kind) throws -> [StoreRecord] {
            guard let file else { return [] }
            var records: [StoreRecord] = []
            do {
                try file.read { db in
                    // Files of earlier versions have no others.
                    guard try db.tableExists("record") else { return }
                    try RecordRows.forEach(kind, startingWith: [], in: db) { records.append($0) }
                }
            } catch let error where LeaseStoreError.isOfDatabase(error) {
                throw failure(error)
            }
            return records
        }

        /// Reads from the file; `nil` when nothing stands in it.
        func readHistory<Value>(_ body: (Database) throws -> Value) throws -> Value? {
            guard let file else { return nil }
            do {
                return try file.read(body)
            } catch let error where LeaseStoreError.isOfDatabase(error) {
                throw failure(error)
            }
        }
    }
#endif
