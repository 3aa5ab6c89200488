#if SQLite
    public import DHCP
    public import DHCPLeases
    import GRDB
    import GRDBSQLite
    import Glibc

    /// Reads a lease file, beside a server that uses it or without one, and changes nothing.
    public struct SQLiteLeaseReader: Sendable {
        private let connection: DatabaseQueue
        /// The file, as a path from the root.
        public let path: String

        /// Opens the file at `path`.
        ///
        /// Throws ``LeaseStoreError`` when there is none, or it is no lease file.
        public init(path: String) throws(LeaseStoreError) {
            self.path = try FileSystem.resolve(path)
            guard FilePlace(self.path) != nil else { throw LeaseStoreError(.unreachable, path, errorNumber: ENOENT) }
            do {
                let connection = try Self.open(self.path)
                try connection.unsafeRead { try LeaseSchema.check($0, path: path) }
                self.connection = connection
            } catch {
                throw LeaseStoreError(error, path: path)
            }
        }

        /// Hands the leases of `range`, or all of them, to `body` in the order of their addresses.
        ///
        /// Throws what `body` throws, which ends it, and ``LeaseStoreError`` when the file can not be read.
        public func forEach(in range: IPv4Range? = nil, _ body: (Lease) throws -> Void) throws {
            do {
                try connection.unsafeRead { db in
                    let statement = try db.makeStatement(
                        sql: "\(LeaseRow.select) WHERE address BETWEEN ? AND ? ORDER BY address")
                    sqlite3_bind_int64(statement.sqliteStatement, 1, Int64(range?.first.bitPattern ?? 0))
                    sqlite3_bind_int64(statement.sqliteStatement, 2, Int64(range?.last.bitPattern ?? .max))
                    try LeaseRow.forEach(statement, in: db, body)
                }
            } catch let error where LeaseStoreError.isOfDatabase(error) {
                throw LeaseStoreError(error, path: path)
            }
        }

        static func open(_ path: String) throws -> DatabaseQueue {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(1)
            return try DatabaseQueue(path: path, configuration: configuration)
        }
    }
#endif
