#if SQLite
    import Glibc

    /// Keeps other processes from using a lease file, by a lock on `PATH-lock`.
    ///
    /// Not on the file itself: there SQLite has locks of its own, and readers must not be kept out. The lock is gone with
    /// the process, however it ends. The file stays, since to remove it would let two processes lock two files.
    final class StoreLock: Sendable {
        private let descriptor: Int32
        private let place: FilePlace

        /// Takes the lock of the lease file at `path`.
        ///
        /// Throws ``LeaseStoreError`` when another process has it, or when the file can not be made.
        init(path: String) throws(LeaseStoreError) {
            let name = Self.name(path)
            let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw LeaseStoreError(.unreachable, path, errorNumber: errno) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let owner = Self.process(in: descriptor)
                close(descriptor)
                throw LeaseStoreError(.inUse(process: owner), path)
            }
            guard let place = FilePlace(name, descriptor: descriptor), place.isHeld else {
                close(descriptor)
                throw LeaseStoreError(.vanished, path)
            }
            Self.write(getpid(), to: descriptor)
            self.descriptor = descriptor
            self.place = place
        }

        deinit {
            close(descriptor)
        }

        /// Whether another process would still meet this lock.
        var isHeld: Bool { place.isHeld }

        private static func name(_ path: String) -> String { path + "-lock" }

        private static func process(in descriptor: Int32) -> Int32? {
            var digits = [UInt8](repeating: 0, count: 16)
            let count = pread(descriptor, &digits, digits.count, 0)
            return Int32(String(decoding: digits.prefix(max(count, 0)).prefix { $0 != 0x0A }, as: UTF8.self))
        }

        /// What can not be written is only missed in a message.
        private static func write(_ process: pid_t, to descriptor: Int32) {
            let line = Array("\(process)\n".utf8)
            if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, line, line.count, 0) }
        }
    }
#endif
