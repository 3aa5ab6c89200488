#if SQLite
    import GRDB
    import Glibc

    /// Puts a new file with all leases in the place of the one that is there.
    ///
    /// The new file gets the name `PATH-next` once it is whole and on the disk. From then on it is the lease file, whether
    /// the rest is done now or, after a crash, by the next who opens it: a log that stays behind would be taken for the new
    /// file's.
    enum LeaseRenewal {
        static func name(_ path: String) -> String { path + "-next" }

        /// Does what is left to do, if anything is.
        ///
        /// It may be called again when it threw. Whoever goes on waits for the directory, once all of the files are there.
        static func finish(_ path: String) throws {
            var status = stat()
            guard lstat(name(path), &status) == 0 else { return }
            try LeaseSchema.check(fileAt: name(path))
            for suffix in ["-wal", "-shm"] where unlink(path + suffix) != 0 && errno != ENOENT {
                throw LeaseStoreError(.unreachable, path, errorNumber: errno)
            }
            guard rename(name(path), path) == 0 else { throw LeaseStoreError(.unreachable, path, errorNumber: errno) }
        }
    }
#endif
