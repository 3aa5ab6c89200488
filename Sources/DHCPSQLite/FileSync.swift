#if SQLite
    import Glibc

    /// Waits until what was written is on the disk.
    enum FileSync {
        /// Waits for the octets of a file.
        static func file(_ path: String) throws(LeaseStoreError) {
            try sync(path, O_RDONLY, file: path)
        }

        /// Waits for the name of a file.
        static func directory(of path: String) throws(LeaseStoreError) {
            try sync(directory(path), O_RDONLY | O_DIRECTORY, file: path)
        }

        /// Opens the directory in which the file is, to wait for it later.
        static func open(directoryOf path: String) throws(LeaseStoreError) -> Int32 {
            let descriptor = Glibc.open(directory(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { throw LeaseStoreError(.unreachable, path, errorNumber: errno) }
            return descriptor
        }

        /// The directory in which the file is.
        static func directory(_ path: String) -> String {
            guard let slash = path.lastIndex(of: "/") else { return "." }
            return slash == path.startIndex ? "/" : String(path[..<slash])
        }

        private static func sync(_ path: String, _ flags: Int32, file: String) throws(LeaseStoreError) {
            let descriptor = Glibc.open(path, flags | O_CLOEXEC)
            guard descriptor >= 0 else { throw LeaseStoreError(.unreachable, file, errorNumber: errno) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw LeaseStoreError(.failed, file, errorNumber: errno) }
        }
    }
#endif
