#if SQLite
    import Glibc

    /// Whose a file is, and who may read it.
    struct FileRights: Hashable, Sendable {
        var mode: mode_t
        var owner: uid_t
        var group: gid_t

        /// What new files get: they tell about people, and whoever can read them can lock them, so they are their owner's
        /// alone.
        static let newMode: mode_t = 0o600

        init(_ status: stat) {
            mode = status.st_mode & 0o777
            owner = status.st_uid
            group = status.st_gid
        }

        /// What a new file at `path` gets: it belongs to whoever has the file `model`, else to whoever has the directory.
        init?(newAt path: String, like model: String? = nil) {
            var status = stat()
            let isKnown = model.map { stat($0, &status) == 0 } ?? false
            guard isKnown || stat(FileSync.directory(path), &status) == 0 else { return nil }
            self.init(status)
            mode = Self.newMode
        }

        /// Gives them to a file that was made just now.
        ///
        /// Only root can give a file away; root without that capability keeps it.
        func apply(to descriptor: Int32) -> Bool {
            if geteuid() == 0 { _ = fchown(descriptor, owner, group) } else { _ = fchown(descriptor, uid_t.max, group) }
            // After the owner, as a change of that can take bits away. Whatever the umask was.
            return fchmod(descriptor, mode) == 0
        }
    }
#endif
