#if SQLite
    import Glibc
    import Synchronization

    /// Room that the write-ahead log has on the disk before it needs it.
    ///
    /// A commit that overwrites what the file has is on the disk in half the time of one that makes the file longer, as then
    /// the file system has to store the new length too. SQLite overwrites the log from its second round on; with this it does
    /// so from the first lease on. It takes octets that it did not write for the end of the log.
    final class LogReserve: Sendable {
        /// How many octets are written at once: about 10 milliseconds' work, once in a thousand leases.
        private static let step = 4 << 20
        /// From which length on the log is begun anew: its header, and pages with a header each.
        private static let limit = 32 + LogGrowth.due * (24 + 4096)

        private struct State {
            let descriptor: Int32
            /// How long the file was when it was last made longer.
            var count = 0
        }

        private let state: Mutex<State>

        /// Opens the log at `path`; `nil` where it can not be.
        init?(path: String) {
            let descriptor = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            state = Mutex(State(descriptor: descriptor))
        }

        deinit {
            state.withLock { _ = close($0.descriptor) }
        }

        /// Whether the log, with so many `pages`, has little room left.
        func isShort(at pages: Int) -> Bool {
            state.withLock { Self.isShort(of: $0.count, at: pages) }
        }

        private static func isShort(of count: Int, at pages: Int) -> Bool {
            count < limit && pages * limit / LogGrowth.due + step / 2 > count
        }

        /// Makes more room when the log, with so many `pages`, has little left; on the thread that commits, and between two
        /// commits, since nobody may write to the log meanwhile.
        ///
        /// Where the disk has no room for it, all goes on without.
        func extend(beyond pages: Int) {
            state.withLock { state in
                guard Self.isShort(of: state.count, at: pages) else { return }
                var status = stat()
                guard fstat(state.descriptor, &status) == 0 else { return }
                state.count = Self.write(behind: Int(status.st_size), state.descriptor)
            }
        }

        /// Writes one step behind the end, and returns how long the file is then; the limit when there is no more room.
        private static func write(behind end: Int, _ descriptor: Int32) -> Int {
            let zeros = [UInt8](repeating: 0, count: 256 << 10)
            let target = min(end + step, limit)
            var count = end
            while count < target {
                let written = pwrite(descriptor, zeros, min(zeros.count, target - count), off_t(count))
                guard written > 0 else {
                    // What there is of it is better left to others.
                    ftruncate(descriptor, off_t(end))
                    return limit
                }
                count += written
            }
            fdatasync(descriptor)
            return max(count, end)
        }
    }
#endif
