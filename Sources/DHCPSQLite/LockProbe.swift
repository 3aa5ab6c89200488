#if SQLite
    import Glibc
    import Synchronization

    /// Asks the kernel who is in SQLite's way.
    ///
    /// A process loses its locks on a file with any descriptor of it that it closes, SQLite's own among them. So what is
    /// opened here stays open until SQLite has closed the file.
    final class LockProbe: Sendable {
        private let path: String
        private let descriptors = Mutex<[String: Int32]>([:])

        /// Looks at the lease file at `path`.
        init(path: String) {
            self.path = path
        }

        /// Ends it; only when the process has no other use of the file.
        func close() {
            descriptors.withLock { descriptors in
                for descriptor in descriptors.values { Glibc.close(descriptor) }
                descriptors = [:]
            }
        }

        /// Whoever holds a lock that keeps this process from writing; `nil` when there is nobody any more.
        func holder() -> LockHolder? {
            let places: [(suffix: String, first: off_t, count: off_t, isForWriting: Bool)] = [
                // To write, to move the log, and to begin it.
                ("-shm", 120, 3, true),
                // Whoever has all of the database, or is about to.
                ("", Self.pending, 2, true), ("", Self.pending + 2, 510, false),
                // Those who read: they are in the way of what needs the whole file, as its first opening.
                ("-shm", 123, 6, true), ("", Self.pending + 2, 510, true),
            ]
            for place in places {
                guard let descriptor = descriptor(place.suffix) else { continue }
                var lock = flock()
                lock.l_type = Int16(place.isForWriting ? F_WRLCK : F_RDLCK)
                lock.l_whence = Int16(SEEK_SET)
                (lock.l_start, lock.l_len) = (place.first, place.count)
                guard fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK), lock.l_pid > 0 else {
                    continue
                }
                return LockHolder(lock.l_pid)
            }
            return nil
        }

        /// `PENDING_BYTE`: behind it are the ones to reserve and to share the file.
        private static let pending: off_t = 0x4000_0000

        private func descriptor(_ suffix: String) -> Int32? {
            descriptors.withLock { descriptors in
                if let known = descriptors[suffix] { return known }
                let descriptor = open(path + suffix, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
                guard descriptor >= 0 else { return nil }
                descriptors[suffix] = descriptor
                return descriptor
            }
        }
    }
#endif
