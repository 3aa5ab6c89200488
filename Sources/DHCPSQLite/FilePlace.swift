#if SQLite
    import Glibc

    /// Which file a path means, so that a file that was removed or replaced while it is open is noticed.
    struct FilePlace: Hashable, Sendable {
        let path: String
        private let device: dev_t
        private let inode: ino_t

        /// The file that is at `path` now; `nil` when there is none that can be seen.
        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            self.path = path
            device = status.st_dev
            inode = status.st_ino
        }

        /// The file that is open.
        init?(_ path: String, descriptor: Int32) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { return nil }
            self.path = path
            device = status.st_dev
            inode = status.st_ino
        }

        /// Whether the path still means this file.
        var isHeld: Bool { FilePlace(path) == self }
    }
#endif
