#if SQLite
    import GRDB
    import GRDBSQLite
    import Glibc

    /// A database that is open for reading alone.
    ///
    /// SQLite reads one with a write-ahead log only together with the log's index, which it makes when there is none. Where
    /// this user must not make it (a directory or disk that can only be read, a copy without the index), no server uses the
    /// file either; then a copy of it is read, which goes when this does.
    final class ReadableDatabase: Sendable {
        private let connection: DatabaseQueue
        /// The directory with the copy.
        private let copy: String?

        init(_ path: String) throws {
            do {
                connection = try Self.open(path)
                copy = nil
            } catch let error as DatabaseError {
                guard Self.needsIndex(error.resultCode), access(path, R_OK) == 0 else { throw error }
                let copy = try Self.copy(path)
                do {
                    connection = try Self.open(copy + "/leases.sqlite")
                } catch {
                    Self.remove(copy)
                    throw error
                }
                self.copy = copy
            }
        }

        /// Reads from it.
        func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
            // It would be closed with its last use otherwise, which is before `body` runs.
            try withExtendedLifetime(self) { try connection.unsafeRead(body) }
        }

        deinit {
            try? connection.close()
            if let copy { Self.remove(copy) }
        }

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

        private static func copy(_ path: String) throws -> String {
            var name = Array(
                ((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/dhcp-leases-XXXXXX").utf8CString)
            // Nobody else can look into it.
            guard mkdtemp(&name) != nil else { throw LeaseStoreError(.unreachable, path, errorNumber: errno) }
            let directory = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            do {
                try copy(path, to: directory + "/leases.sqlite")
                if access(path + "-wal", R_OK) == 0 { try copy(path + "-wal", to: directory + "/leases.sqlite-wal") }
            } catch {
                remove(directory)
                throw error
            }
            return directory
        }

        private static func copy(_ path: String, to copy: String) throws {
            let source = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            guard source >= 0 else { throw LeaseStoreError(.unreachable, path, errorNumber: errno) }
            defer { close(source) }
            let target = Glibc.open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard target >= 0 else { throw LeaseStoreError(.unreachable, copy, errorNumber: errno) }
            defer { close(target) }
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = Glibc.read(source, &piece, piece.count)
                if count == 0 { return }
                guard count > 0 else { throw LeaseStoreError(.failed, path, errorNumber: errno) }
                guard write(target, piece, count) == count else {
                    throw LeaseStoreError(.failed, copy, errorNumber: errno)
                }
            }
        }

        private static func remove(_ directory: String) {
            for suffix in ["", "-wal", "-shm"] { unlink(directory + "/leases.sqlite" + suffix) }
            rmdir(directory)
        }
    }
#endif
