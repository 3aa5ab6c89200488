#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPSQLite
    import Synchronization

    /// A lease file with a history, and the clock by which that is recorded.
    final class HistoryFile: Sendable {
        /// A time of day that a test sets.
        final class Time: Sendable {
            private let seconds = Atomic<Int64>(100)

            var now: Int64 { seconds.load(ordering: .relaxed) }

            func set(_ seconds: Int64) { self.seconds.store(seconds, ordering: .relaxed) }
        }

        let file: StoreFile
        let time = Time()
        var path: String { file.path }

        init() throws { file = try StoreFile() }

        /// Opens it; without `settings` what it remembers is kept.
        func open(_ settings: HistorySettings? = HistorySettings()) throws -> SQLiteLeaseStore {
            try SQLiteLeaseStore(
                path: path, history: settings.map { ($0, "kr1") }, now: { [time] in time.now }, logger: .silent)
        }
    }

    extension SQLiteLeaseStore {
        /// Commits one change.
        func make(_ before: Lease?, _ after: Lease?) async throws {
            _ = try await commit(LeaseBatch([[LeaseChange(before: before, after: after)]]))
        }
    }

    extension Lease {
        /// The lease with something else about it.
        func changed(_ change: (inout Lease) -> Void) -> Lease {
            var lease = self
            change(&lease)
            return lease
        }
    }
#endif
