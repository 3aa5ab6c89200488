#if SQLite
    import Glibc

    /// Copies files that nobody writes meanwhile.
    enum FileCopy {
        /// Makes a file for its owner alone with what stands in another.
        static func make(of path: String, at copy: String) throws(LeaseStoreError) {
            let source = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
            guard source >= 0 else { throw LeaseStoreError(.unreachable, path, errorNumber: errno) }
            defer { close(source) }
            let target = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FileRights.newMode)
            guard target >= 0 else { throw LeaseStoreError(.unreachable, copy, errorNumber: errno) }
            defer { close(target) }
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = read(source, &piece, piece.count)
                if count == 0 { return }
                guard count > 0 else { throw LeaseStoreError(.failed, path, errorNumber: errno) }
                guard write(target, piece, count) == count else {
                    throw LeaseStoreError(.failed, copy, errorNumber: errno)
                }
            }
        }
    }
#endif
