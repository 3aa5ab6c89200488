#if SQLite
    import GRDB
    import GRDBSQLite
    import Glibc

    /// A database that is open for reading alone.
    ///
    /// SQLite reads one with a write-ahead log only together with the log's index, which it makes when there is none. Where
    /// this user must not make it (a directory or disk that can only be read, a copy without the index), no server uses the
    /// file either; then a copy of it is read, which goes when this does, or without room for one the file in memory.
    final class ReadableDatabase: Sendable {
        private let connection: DatabaseQueue
        private let copy: TemporaryCopy?
        /// Kept, as the connection reads in it.
        private let mapping: FileMapping?

        init(_ path: String) throws {
            do {
                connection = try Self.open(path)
                (copy, mapping) = (nil, nil)
            } catch let error as DatabaseError {
                guard Self.needsIndex(error.resultCode), access(path, R_OK) == 0 else { throw error }
                do {
                    let copy = try TemporaryCopy(of: path)
                    connection = try Self.open(copy.path)
                    (self.copy, mapping) = (copy, nil)
                } catch let failure as LeaseStoreError {
                    guard failure.code == .noCopy, !Self.hasLog(path) else { throw failure }
                    let mapping = try Self.map(path)
                    connection = try mapping.open()
                    (copy, self.mapping) = (nil, mapping)
                }
            }
        }

        /// Opens the file of a store that this process has open, which has all that reading takes.
        init(ofStoreAt path: String) throws {
            connection = try Self.open(path)
            (copy, mapping) = (nil, nil)
        }

        /// Reads from it.
        func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
            // It would be closed with its last use otherwise, which is before `body` runs.
            try withExtendedLifetime(self) { try connection.unsafeRead(body) }
        }

        deinit { try? connection.close() }

        private static func open(_ path: String) throws -> DatabaseQueue {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { try LeaseSchema.distrust($0) }
            let connection = try DatabaseQueue(path: path, configuration: configuration)
            // The index is needed for the first reading, not for the opening.
            do {
                _ = try connection.unsafeRead { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            } catch {
                try? connection.close()
                throw error
            }
            return connection
        }

        private static func needsIndex(_ code: ResultCode) -> Bool {
            code == .SQLITE_CANTOPEN || code == .SQLITE_READONLY
        }

        private static func hasLog(_ path: String) -> Bool {
            var status = stat()
            return stat(path + "-wal", &status) == 0 && status.st_size > 0
        }

        private static func map(_ path: String) throws -> FileMapping {
            let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
            guard descriptor >= 0 else { throw LeaseStoreError(.unreachable, path, errorNumber: errno) }
            defer { close(descriptor) }
            return try FileMapping(descriptor)
        }
    }
#endif
