#if SQLite
    public import DHCPLeases
    import DHCPLinux
    import Dispatch
    import Glibc
    public import Logging
    import Synchronization

    /// Leases in an SQLite file that survive a crash of the machine.
    ///
    /// A commit is one transaction, and returns when the disk has it. One process at a time has the file; others may read
    /// it. When the file is removed while it is open, it is made again from what is open, as soon as its directory is there.
    ///
    /// ```swift
    /// let store = try SQLiteLeaseStore(path: "/var/lib/dhcp/leases.sqlite")
    /// let responder = LeaseResponder(engine: engine, store: store)
    /// ```
    public final class SQLiteLeaseStore: LeaseStore {
        private struct Opened {
            /// `nil` when it was made again, or begun anew, and could not be opened yet.
            var database: LeaseDatabase?
            /// Whether it was removed, and nobody was told yet that it is there again.
            var wasRemoved = false
            var lock: StoreLock
            /// Whether it was said that the log grows.
            var hasWarned = false
        }

        /// The file, as a path from the root.
        public let path: String
        private let logger: Logger
        private let now: @Sendable () -> Int64
        /// Where commits run: SQLite blocks its thread.
        private let queue = DispatchQueue(label: "dhcp.leases.store")
        private let opened: Mutex<Opened?>

        /// Opens the file at `path`, and makes it when there is none.
        ///
        /// Throws ``LeaseStoreError`` when another process has the file, when it is damaged or is no lease file, and when
        /// it can not be written. Warns when the file system forgets it with the next start of the machine.
        ///
        /// `history` is which history is kept from now on, and `server` who records it. The file remembers both, and without
        /// `history` what it says is done: nothing in a new one.
        public convenience init(
            path: String, history: HistorySettings? = nil, server: String = "", logger: Logger = Logger(label: "dhcp")
        ) throws(LeaseStoreError) {
            try self.init(
                path: path, history: history.map { ($0, server) }, now: LeaseDatabase.timeOfDay, logger: logger)
        }

        /// Opens the file with another clock.
        package init(
            path: String, history: (settings: HistorySettings, server: String)?, now: @escaping @Sendable () -> Int64,
            logger: Logger = Logger(label: "dhcp")
        ) throws(LeaseStoreError) {
            let path = try FileSystem.resolve(path)
            self.path = path
            self.logger = logger
            self.now = now
            // Before a lock is made beside it.
            try StoreContent.refuseForeign(path)
            let lock = try StoreLock(path: path)
            let database = try LeaseDatabase(path: path, history: history, now: now, logger: logger)
            opened = Mutex(Opened(database: database, lock: lock))
            if FileSystem.isVolatile(path) {
                logger.warning(
                    "leases are in a file system that is kept in memory: they are lost when the machine starts again",
                    metadata: ["store": "\(path)"])
            }
        }

        /// Looks whether the file at `path` could be opened or made, and changes nothing.
        ///
        /// Throws ``LeaseStoreError`` as the initializer does.
        public static func check(path: String) throws(LeaseStoreError) {
            let path = try FileSystem.resolve(path)
            try StoreContent.refuseForeign(path)
            try StoreLock.refuseOther(path)
            let isThere = FilePlace(path) != nil
            let directory = FileSync.directory(path)
            guard access(directory, W_OK | X_OK) == 0, !isThere || access(path, R_OK | W_OK) == 0 else {
                throw LeaseStoreError(.unreachable, path, errorNumber: errno)
            }
            if isThere { _ = try SQLiteLeaseReader(path: path) }
        }

        /// The level of `PRAGMA synchronous` that commits have: 2 is FULL.
        package var synchronous: Int? {
            get throws { try opened.withLock { try $0?.database?.synchronous } }
        }

        /// Hands every lease to `body`, on the thread of the caller.
        public func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision {
            try read { try $0.load(body) }
            return .unshared
        }

        /// Makes a batch durable in one transaction of the database.
        ///
        /// All of it is committed, or ``LeaseStoreError`` is thrown. Not cancellable: a commit has an end.
        public func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
            try await run(
                LeaseWrite(
                    changes: batch.changes,
                    events: [LeaseWrite.Event(changes: batch.changes, administration: batch.administration)],
                    records: Array(batch.records)))
            return Array(repeating: .committed(), count: batch.count)
        }

        /// Records what happened to leases that are kept elsewhere, and keeps records with that.
        ///
        /// Throws ``LeaseStoreError``.
        func record(_ events: [LeaseWrite.Event], keeping records: [StoreRecord]) async throws {
            try await run(LeaseWrite(events: events, records: records))
        }

        /// Keeps records that have to do with no lease, and records nothing.
        ///
        /// Throws ``LeaseStoreError``.
        func keep(_ records: [StoreRecord]) async throws { try await run(LeaseWrite(records: records)) }

        /// Hands the records to `body`, on the thread of the caller.
        public func records(
            _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
        ) async throws {
            try read { try $0.records(kind, startingWith: prefix, body) }
        }

        /// How late it was for leases when the server last said so.
        ///
        /// Throws ``LeaseStoreError``.
        public func timeMark() async throws -> LeaseTimeMark? {
            try read { try $0.timeMark() }
        }

        /// Makes a mark durable in one row.
        ///
        /// Throws ``LeaseStoreError``; then the mark before it stays.
        public func keep(_ mark: LeaseTimeMark) async throws {
            try await run(LeaseWrite(mark: mark))
        }

        /// Closes the file; another process can have it then.
        public func close() async {
            await withCheckedContinuation { continuation in
                queue.async {
                    self.opened.withLock { opened in
                        opened?.database?.close()
                        opened = nil
                    }
                    continuation.resume()
                }
            }
        }

        /// Empties the records of the history that are about somebody: when and at which address something happened stays, and
        /// that so many were emptied is recorded.
        ///
        /// His lease, as long as he has one, is not forgotten. Returns how many records there were. Throws
        /// ``LeaseStoreError``; some may be emptied then.
        @discardableResult
        public func forget(_ subject: HistoryQuery.Subject) async throws -> Int {
            try await withCheckedThrowingContinuation { continuation in
                queue.async {
                    continuation.resume(
                        with: Result {
                            try self.opened.withLock { opened in
                                guard let database = opened?.database else { throw LeaseStoreError(.closed, self.path) }
                                return try database.forget(subject)
                            }
                        })
                }
            }
        }

        private func read<Result>(_ body: (LeaseDatabase) throws -> Result) throws -> Result {
            try opened.withLock { opened in
                guard let database = opened?.database else { throw LeaseStoreError(.closed, path) }
                do {
                    return try body(database)
                } catch let error where LeaseStoreError.isOfDatabase(error) {
                    throw LeaseStoreError(error, path: path)
                }
            }
        }

        private func run(_ write: LeaseWrite) async throws {
            try await withCheckedThrowingContinuation { continuation in
                let work = { @Sendable in self.run(write) { continuation.resume(with: $0) } }
                // On the thread of whom the commit is for, while so few wait that nobody else needs that thread.
                if write.isSmall, LentThread.takeWork({ self.queue.sync(execute: work) }) { return }
                queue.async(execute: work)
            }
        }

        /// Writes and tells what became of it; then, when nobody waits for that, keeps the log small.
        private func run(_ write: LeaseWrite, _ whenEnded: (Result<Void, any Error>) -> Void) {
            let (result, isUntidy) = opened.withLock { opened in
                (Result { try self.run(write, &opened) }, opened?.database?.isUntidy == true)
            }
            if isUntidy { queue.async { self.tidy() } }
            // Without the lock, as this thread may go on with what waited for the commit. For no more than two jobs: whichever
            // of them begins the next commit must find no room to wait here for this queue.
            LentThread.lend(room: write.isSmall ? 2 : 0) { whenEnded(result) }
        }

        private func tidy() {
            opened.withLock { opened in
                if opened?.database?.tidy() == false { renew(&opened) }
            }
        }

        private func run(_ write: LeaseWrite, _ opened: inout Opened?) throws(LeaseStoreError) {
            guard opened != nil else { throw LeaseStoreError(.closed, path) }
            do throws(LeaseStoreError) {
                try opened?.database?.commit(write)
            } catch {
                guard error.code == .vanished else { throw error }
                try restore(&opened)
            }
            if opened?.database == nil {
                try reopen(&opened)
                tellOpened(&opened)
                try opened?.database?.commit(write)
            }
        }

        private func tellOpened(_ opened: inout Opened?) {
            let metadata: Logger.Metadata = ["store": "\(path)"]
            if opened?.wasRemoved == true {
                logger.warning("the lease file had been removed; it is there again with all leases", metadata: metadata)
            } else {
                logger.notice("the new lease file is open, with all leases", metadata: metadata)
            }
            opened?.wasRemoved = false
        }

        /// Makes the file again that was removed.
        private func restore(_ opened: inout Opened?) throws(LeaseStoreError) {
            do throws(LeaseStoreError) {
                if let lock = opened?.lock, !lock.isHeld {
                    opened?.lock = try StoreLock(path: path, rights: lock.rights)
                }
                try opened?.database?.restore()
            } catch {
                // There is no directory to make it in.
                throw error.code == .unreachable ? LeaseStoreError(.vanished, path) : error
            }
            opened?.database = nil
            opened?.wasRemoved = true
        }

        /// Opens the file that was made again; one without leases must not take its place.
        private func reopen(_ opened: inout Opened?) throws(LeaseStoreError) {
            guard FilePlace(path) != nil || FilePlace(LeaseRenewal.name(path)) != nil else {
                throw LeaseStoreError(.vanished, path)
            }
            opened?.database = try LeaseDatabase(path: path, now: now, logger: logger)
        }

        /// Begins a new file, so that the log does not grow as long as somebody reads the old one.
        private func renew(_ opened: inout Opened?) {
            guard let database = opened?.database else { return }
            let reader = database.reader?.description ?? "another program"
            do throws(LeaseStoreError) {
                try database.renew()
            } catch {
                // Each further commit tries it again, and nothing is stored when the log has become too long.
                guard opened?.hasWarned == false else { return }
                opened?.hasWarned = true
                logger.warning(
                    "the log of the leases grows while \(reader) reads the old ones: end that; a new file can not be made",
                    metadata: ["store": "\(path)", "error": "\(error)"])
                return
            }
            // It is closed; whatever comes now, the next commit opens the new one.
            opened?.database = nil
            do throws(LeaseStoreError) {
                try reopen(&opened)
                opened?.hasWarned = false
                logger.notice(
                    "a new lease file was begun, with all leases, since the log of the old one can not be while it is read",
                    metadata: ["store": "\(path)", "reader": "\(reader)"])
            } catch {
                logger.warning(
                    "a new lease file was begun, with all leases, and can not be opened: the next commit tries it again",
                    metadata: ["store": "\(path)", "error": "\(error)"])
            }
        }
    }
#endif
