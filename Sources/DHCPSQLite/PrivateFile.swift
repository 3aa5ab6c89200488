#if SQLite
    import Glibc
    import Logging

    /// Opens and makes the files of a store.
    ///
    /// Where one of them is to be made or written, the last part of its path is never followed as a link, and nothing but a
    /// plain file with this one name is taken: whoever can write in the directory could lead root to any file otherwise.
    enum PrivateFile {
        /// Makes the file at `path`; returns its descriptor, or `nil` when something is there already.
        static func create(_ path: String, _ rights: FileRights?) throws(LeaseStoreError) -> Int32? {
            let descriptor = open(
                path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, rights?.mode ?? FileRights.newMode)
            if descriptor < 0 {
                if errno == EEXIST { return nil }
                throw LeaseStoreError(.unreachable, path, errorNumber: errno)
            }
            guard rights?.apply(to: descriptor) != false else {
                let number = errno
                close(descriptor)
                throw LeaseStoreError(.unreachable, path, errorNumber: number)
            }
            return descriptor
        }

        /// Opens the file at `path`, and makes it when there is none.
        static func openOrCreate(_ path: String, _ rights: FileRights?) throws(LeaseStoreError) -> Int32 {
            if let descriptor = try create(path, rights) { return descriptor }
            // A pipe would be waited for.
            let descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
            guard descriptor >= 0 else {
                let number = errno
                if let kind = kind(path) { throw LeaseStoreError(.inTheWay, path, detail: kind) }
                throw LeaseStoreError(.unreachable, path, errorNumber: number)
            }
            if let kind = kind(path, descriptor) {
                close(descriptor)
                throw LeaseStoreError(.inTheWay, path, detail: kind)
            }
            return descriptor
        }

        /// Takes the rights of others away from a file that older versions made for everybody to read.
        ///
        /// A file that only its group may read was made so by somebody, and stays.
        static func tighten(_ path: String, _ logger: Logger) {
            // To name it, not to open it: SQLite's locks end with any descriptor of an open file that is closed.
            let descriptor = open(path, pathOnly | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { return }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o007 != 0
            else { return }
            let metadata: Logger.Metadata = ["file": "\(path)"]
            if chmod("/proc/self/fd/\(descriptor)", FileRights.newMode) == 0 {
                logger.notice(
                    "the file could be read by everybody on this host, and can not any more", metadata: metadata)
            } else {
                logger.warning(
                    "everybody on this host can read the file, and keep leases from being stored: `chmod 600` it",
                    metadata: metadata)
            }
        }

        /// `O_PATH`, which Swift does not import.
        private static let pathOnly: Int32 = 0o10_000_000

        /// What stands at `path` when it is no plain file.
        private static func kind(_ path: String) -> String? {
            var status = stat()
            return lstat(path, &status) == 0 ? kind(status) : nil
        }

        private static func kind(_ path: String, _ descriptor: Int32) -> String? {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { return "unknown" }
            if status.st_nlink != 1 { return "a file with \(status.st_nlink) names (hard links)" }
            return kind(status)
        }

        private static func kind(_ status: stat) -> String? {
            switch status.st_mode & S_IFMT {
            case S_IFREG: nil
            case S_IFLNK: "a symbolic link"
            case S_IFDIR: "a directory"
            case S_IFIFO: "a pipe"
            case S_IFSOCK: "a socket"
            default: "a device"
            }
        }
    }
#endif
