#if SQLite
    import DHCPLeases
    import GRDB
    import Glibc
    import Logging

    /// Saves the leases of a damaged file.
    public enum SQLiteLeaseRecovery {
        /// Writes what can be read of the file at `path` into a new file at `output`.
        ///
        /// The damaged file is not changed. Returns how many leases were saved. Throws ``LeaseStoreError`` when a server
        /// uses either file, `output` is there already, or nothing can be opened.
        public static func save(_ path: String, to output: String) async throws -> Int {
            let path = try FileSystem.resolve(path)
            guard FilePlace(path) != nil else { throw LeaseStoreError(.unreachable, path, errorNumber: ENOENT) }
            guard FilePlace(output) == nil else { throw LeaseStoreError(.failed, output, errorNumber: EEXIST) }
            try refuseOthers(path)
            let lock = try StoreLock(path: path)
            defer { withExtendedLifetime(lock) {} }
            let (leases, mark) = try salvage(path)
            let store = try SQLiteLeaseStore(path: output)
            if let mark { try await store.keep(mark) }
            for start in stride(from: 0, to: leases.count, by: batchSize) {
                let batch = leases[start..<min(start + batchSize, leases.count)]
                _ = try await store.commit(LeaseBatch(separately: batch.map { LeaseChange(before: nil, after: $0) }))
            }
            await store.close()
            return leases.count
        }

        /// Saves what can be read of the file at `path`, and puts it in the damaged file's place.
        ///
        /// Returns how many leases were saved, and the new name of the damaged file, which is kept. Throws what
        /// ``save(_:to:)`` throws.
        public static func replace(_ path: String) async throws -> (count: Int, damaged: String) {
            let path = try FileSystem.resolve(path)
            let saved = path + "-saved"
            let damaged = unusedName(path + "-damaged")
            let count = try await save(path, to: saved)
            for suffix in ["-wal", "-shm", ""] where rename(path + suffix, damaged + suffix) != 0 && errno != ENOENT {
                throw LeaseStoreError(.failed, path, errorNumber: errno)
            }
            guard rename(saved, path) == 0 else { throw LeaseStoreError(.failed, saved, errorNumber: errno) }
            unlink(saved + "-lock")
            try FileSync.directory(of: path)
            return (count, damaged)
        }

        /// Throws when there is nothing of ours in the file that could be saved.
        private static func refuseOthers(_ path: String) throws(LeaseStoreError) {
            switch StoreContent(path) {
            case .unknown, .damagedLeases, .database(isOfLeases: true): return
            case .empty: throw LeaseStoreError(.notLeases, path, detail: "an empty file")
            case .database(isOfLeases: false): throw LeaseStoreError(.notLeases, path, detail: "another database")
            case .foreign(let what): throw LeaseStoreError(.notLeases, path, detail: what)
            }
        }

        private static let batchSize = 10_000

        /// The leases, and the clocks with which they were stored when those can be read.
        private static func salvage(_ path: String) throws(LeaseStoreError) -> ([Lease], LeaseTimeMark?) {
            var leases: [Lease] = []
            var mark: LeaseTimeMark?
            do {
                let file = try ReadableDatabase(path)
                try file.read { db in
                    mark = try? ClockRow.read(db)
                    var salvage = LeaseSalvage(db) { leases.append($0) }
                    try salvage.run()
                }
            } catch {
                let failure = LeaseStoreError(error, path: path)
                // Of a file that can not even be told for a database nothing can be read.
                guard failure.reason == .corrupt else { throw failure }
            }
            return (leases, mark)
        }

        private static func unusedName(_ name: String) -> String {
            var number = 1
            while FilePlace("\(name)-\(number)") != nil { number += 1 }
            return "\(name)-\(number)"
        }
    }
#endif
