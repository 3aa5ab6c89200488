#if SQLite
    import GRDB
    import GRDBSQLite
    import Glibc

    /// A database that is read in memory, without its log, and without a lock or a file beside it.
    ///
    /// What it points to is changed before anybody else has it, and freed with it; so threads can share it.
    final class FileMapping: @unchecked Sendable {
        private let start: UnsafeMutableRawPointer
        private let count: Int

        /// Takes what stands in an open file.
        init(_ file: Int32) throws(LeaseStoreError) {
            var status = stat()
            guard fstat(file, &status) == 0, status.st_size > 0,
                let start = mmap(nil, Int(status.st_size), PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0),
                start != UnsafeMutableRawPointer(bitPattern: -1)
            else { throw LeaseStoreError(.failed, "", errorNumber: errno) }
            self.start = start
            count = Int(status.st_size)
            // A database with a log can not be read without one; this copy has none.
            for offset in [18, 19] where count > offset {
                if start.load(fromByteOffset: offset, as: UInt8.self) == 2 {
                    start.storeBytes(of: 1, toByteOffset: offset, as: UInt8.self)
                }
            }
        }

        deinit { munmap(start, count) }

        /// Opens it; the connection keeps this.
        func open() throws -> DatabaseQueue {
            var configuration = Configuration()
            configuration.prepareDatabase { [self, count] db in
                let octets = start.assumingMemoryBound(to: UInt8.self)
                let code = sqlite3_deserialize(
                    db.sqliteConnection, "main", octets, Int64(count), Int64(count),
                    UInt32(SQLITE_DESERIALIZE_READONLY))
                guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
                try LeaseSchema.distrust(db)
            }
            return try DatabaseQueue(configuration: configuration)
        }
    }
#endif
