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
        /// A new file gets `rights`, else belongs to whoever has the lease file. Throws ``LeaseStoreError`` when another
        /// process has it, when the file can not be made, or something else stands there, which is not touched.
        init(path: String, rights: FileRights? = nil) throws(LeaseStoreError) {
            let name = Self.name(path)
            let descriptor = try PrivateFile.openOrCreate(name, rights ?? FileRights(newAt: name, like: path))
            do throws(LeaseStoreError) {
                place = try Self.lock(descriptor, name, path)
            } catch {
                Self.release(descriptor)
                throw error
            }
            self.descriptor = descriptor
        }

        deinit {
            Self.release(descriptor)
        }

        /// Whether another process would still meet this lock.
        var isHeld: Bool { place.isHeld }

        /// What a new one gets in the place of one that was removed.
        var rights: FileRights { place.rights }

        /// Throws when another process has the lock of the lease file at `path`; makes nothing.
        static func refuseOther(_ path: String) throws(LeaseStoreError) {
            let descriptor = open(name(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
            guard descriptor >= 0 else { return }
            defer { release(descriptor) }
            guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
            let holder = FilePlace(name(path), descriptor: descriptor).flatMap { LockHolder.ofFile($0) }
            throw LeaseStoreError(.inUse, path, detail: holder?.name ?? "", process: holder?.process)
        }

        /// A process that is just being started has a copy of each descriptor until it becomes another program: what is
        /// only closed here would stay locked until then.
        private static func release(_ descriptor: Int32) {
            flock(descriptor, LOCK_UN)
            close(descriptor)
        }

        private static func name(_ path: String) -> String { path + "-lock" }

        private static func lock(
            _ descriptor: Int32, _ name: String, _ path: String
        ) throws(LeaseStoreError) -> FilePlace {
            guard isOurs(descriptor) else {
                throw LeaseStoreError(.inTheWay, name, detail: "a file of something else")
            }
            guard let place = FilePlace(name, descriptor: descriptor) else {
                throw LeaseStoreError(.vanished, path)
            }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let holder = LockHolder.ofFile(place)
                throw LeaseStoreError(.inUse, path, detail: holder?.name ?? "", process: holder?.process)
            }
            guard place.isHeld else { throw LeaseStoreError(.vanished, path) }
            write(getpid(), to: descriptor)
            return place
        }

        /// Whether the file has nothing but the number of a process: another is not emptied.
        static func isOurs(_ descriptor: Int32) -> Bool {
            var octets = [UInt8](repeating: 0, count: 16)
            let count = pread(descriptor, &octets, octets.count, 0)
            guard (0..<octets.count).contains(count) else { return false }
            var digits = octets[..<count]
            if digits.last == 0x0A { digits.removeLast() }
            return digits.allSatisfy { (0x30...0x39).contains($0) }
        }

        /// What can not be written is only missed by people.
        private static func write(_ process: pid_t, to descriptor: Int32) {
            let line = Array("\(process)\n".utf8)
            if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, line, line.count, 0) }
        }
    }
#endif
