#if SQLite
    import CDHCPLinux
    import Glibc

    /// What the file system says of a lease file.
    enum FileSystem {
        /// The path from the root, through all links, so that two names of a file take the same lock.
        ///
        /// Throws ``LeaseStoreError/Code/unreachable`` when there is no such directory.
        static func resolve(_ path: String) throws(LeaseStoreError) -> String {
            if let resolved = real(path) { return resolved }
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            guard !name.isEmpty, !path.hasSuffix("/"), let directory = real(FileSync.directory(path)) else {
                throw LeaseStoreError(.unreachable, path, errorNumber: path.isEmpty ? ENOENT : errno)
            }
            return directory == "/" ? "/" + name : directory + "/" + name
        }

        /// Whether the file is lost when the machine starts again.
        static func isVolatile(_ path: String) -> Bool {
            cdhcp_is_in_memory(path) != 0
        }

        private static func real(_ path: String) -> String? {
            guard let resolved = realpath(path, nil) else { return nil }
            defer { free(resolved) }
            return String(cString: resolved)
        }
    }
#endif
