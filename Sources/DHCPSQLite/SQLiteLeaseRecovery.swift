#if SQLite
    import DHCPLeases
    import Glibc
    import Logging

    /// Saves the leases of a damaged file.
    public enum SQLiteLeaseRecovery {
        /// Writes what can be read of the file at `path` into a new file at `output`: leases, records and clocks.
        ///
        /// The damaged file is not changed. Returns how many leases were saved. Throws ``LeaseStoreError`` when a server
        /// uses either file, `output` is there already, or nothing can be opened; then there is no new file.
        public static func save(_ path: String, to output: String) async throws -> Int {
            let path = try place(of: path)
            let lock = try StoreLock(path: path)
            defer { withExtendedLifetime(lock) {} }
            let saved = try SavedContent(of: path)
            try await write(saved, to: output)
            return saved.leases.count
        }

        /// Saves what can be read of the file at `path`, and puts it in the damaged file's place.
        ///
        /// A crash at any moment leaves the one file or the other. Returns how many leases were saved, and the new name of
        /// the damaged file, which is kept. Throws what ``save(_:to:)`` throws.
        public static func replace(_ path: String) async throws -> (count: Int, damaged: String) {
            let path = try place(of: path)
            let lock = try StoreLock(path: path)
            defer { withExtendedLifetime(lock) {} }
            // What a crash left whole is what the server would go on with.
            try? LeaseRenewal.finish(path)
            let content = try SavedContent(of: path)
            let saved = unusedName(path + "-saved", isFirstPlain: true)
            try await write(content, to: saved)
            unlink(saved + "-lock")
            do {
                try keepRights(of: path, for: saved)
                let damaged = unusedName(path + "-damaged")
                for suffix in ["", "-wal", "-next"] { try keep(path + suffix, as: damaged + suffix) }
                try FileSync.directory(of: path)
                let next = LeaseRenewal.name(path)
                guard rename(saved, next) == 0 else { throw LeaseStoreError(.failed, saved, errorNumber: errno) }
                try FileSync.directory(of: path)
                try LeaseRenewal.finish(path)
                try FileSync.directory(of: path)
                return (content.leases.count, damaged)
            } catch {
                unlink(saved)
                throw error
            }
        }

        /// The path of a file of which something can be saved.
        private static func place(of path: String) throws(LeaseStoreError) -> String {
            let path = try FileSystem.resolve(path)
            guard FilePlace(path) != nil else { throw LeaseStoreError(.unreachable, path, errorNumber: ENOENT) }
            switch StoreContent(path) {
            case .unknown, .damagedLeases, .database(isOfLeases: true): return path
            case .empty: throw LeaseStoreError(.notLeases, path, detail: "an empty file")
            case .database(isOfLeases: false): throw LeaseStoreError(.notLeases, path, detail: "another database")
            case .foreign(let what): throw LeaseStoreError(.notLeases, path, detail: what)
            }
        }

        private static let batchSize = 10_000
        private static let companions = ["-wal", "-shm", "-journal", "-next", "-restored"]

        /// Makes a file of what was saved; none when that fails.
        private static func write(_ saved: SavedContent, to output: String) async throws {
            // What lies beside it would be taken for the new file's.
            for suffix in [""] + companions where isThere(output + suffix) {
                throw LeaseStoreError(.exists, output + suffix)
            }
            let hadLock = isThere(output + "-lock")
            var store: SQLiteLeaseStore?
            do {
                let opened = try SQLiteLeaseStore(path: output)
                store = opened
                try await saved.write(to: opened, by: batchSize)
                await opened.close()
            } catch {
                await store?.close()
                // When it could not be opened, it may be another process that makes it.
                if store != nil {
                    for suffix in [""] + companions + (hadLock ? [] : ["-lock"]) { unlink(output + suffix) }
                }
                throw error
            }
        }

        private static func keepRights(of path: String, for saved: String) throws(LeaseStoreError) {
            let descriptor = try PrivateFile.openOrCreate(saved, nil)
            defer { close(descriptor) }
            guard FileRights(newAt: saved, like: path)?.apply(to: descriptor) != false, fsync(descriptor) == 0 else {
                throw LeaseStoreError(.failed, saved, errorNumber: errno)
            }
        }

        /// Gives a file another name besides its own, or copies it where a file has one name only.
        private static func keep(_ path: String, as name: String) throws(LeaseStoreError) {
            var status = stat()
            // Reading it makes an empty log.
            guard lstat(path, &status) == 0, status.st_size > 0 || !path.hasSuffix("-wal") else { return }
            if link(path, name) == 0 { return }
            try FileCopy.make(of: path, at: name)
            try FileSync.file(name)
        }

        private static func isThere(_ path: String) -> Bool {
            var status = stat()
            return lstat(path, &status) == 0
        }

        private static func unusedName(_ name: String, isFirstPlain: Bool = false) -> String {
            if isFirstPlain, !([""] + companions).contains(where: { isThere(name + $0) }) { return name }
            var number = 1
            while isThere("\(name)-\(number)") { number += 1 }
            return "\(name)-\(number)"
        }
    }
#endif
