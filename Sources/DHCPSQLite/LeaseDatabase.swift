#if SQLite
    import DHCPLeases
    import GRDB
    import GRDBSQLite
    import Glibc
    import Logging
    import Synchronization

    /// An open lease file.
    ///
    /// It blocks the thread that calls it. Whoever opens it holds the ``StoreLock``.
    final class LeaseDatabase: Sendable {
        private struct History {
            /// `nil` when none is kept.
            var writer: HistoryWriter?
            /// Whether it believes what did not come to be.
            var isStale = false
        }

        private let path: String
        private let writer: DatabaseQueue
        private let mover: LogMover
        private let log: LogSize
        /// `nil` where the log is in memory, or can not be opened.
        private let reserve: LogReserve?
        private let probe: LockProbe
        /// The files that were opened: the database and its log.
        private let places: [FilePlace]
        /// What records the history.
        private let history = Mutex(History())
        private let now: @Sendable () -> Int64

        /// Opens the file, and makes it when there is none.
        ///
        /// A file that is damaged, or is no lease file, is not written to.
        ///
        /// `history` is what is kept from now on, and by whom; without it what the file says is. `now` tells the time of day.
        init(
            path: String, history: (settings: HistorySettings, server: String)? = nil,
            now: @escaping @Sendable () -> Int64 = LeaseDatabase.timeOfDay, logger: Logger
        ) throws(LeaseStoreError) {
            self.path = path
            self.now = now
            let log = LogSize()
            self.log = log
            let probe = LockProbe(path: path)
            self.probe = probe
            do {
                try LeaseRenewal.finish(path)
                try Self.inspect(path)
                try Self.makePrivate(path, logger)
                writer = try DatabaseQueue(path: path, configuration: Self.configuration)
                try writer.writeWithoutTransaction { try Self.prepare($0, path: path) }
                try LeaseSchema.migrator.migrate(writer)
                let written = try writer.writeWithoutTransaction { db in
                    if let history { try HistoryState.write(history.settings, server: history.server, in: db) }
                    return try HistoryWriter(db)
                }
                self.history.withLock { $0.writer = written }
                writer.writeWithoutTransaction { db in
                    log.watch(db)
                    sqlite3_busy_timeout(db.sqliteConnection, Self.commitPatience)
                }
                mover = try LogMover(path: path)
                try FileSync.directory(of: path)
            } catch {
                let failure = LeaseStoreError(error, path: path).naming(probe)
                probe.close()
                throw failure
            }
            places = [path, path + "-wal"].compactMap { FilePlace($0) }
            reserve = FileSystem.isVolatile(path) ? nil : LogReserve(path: path + "-wal")
            guard places.count == 2 else { throw LeaseStoreError(.vanished, path) }
            reserve?.extend(beyond: log.pages)
        }

        /// Seconds since 1970 by the clock of this machine.
        static let timeOfDay: @Sendable () -> Int64 = { Int64(time(nil)) }

        /// The level of `PRAGMA synchronous` that commits have.
        var synchronous: Int? {
            get throws { try writer.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") } }
        }

        /// Whether a restart would find the files that are open.
        private var isInPlace: Bool { places.allSatisfy(\.isHeld) }

        func load(_ body: (Lease) throws -> Void) throws {
            try writer.unsafeRead { db in
                let statement = try db.makeStatement(sql: LeaseRow.select(db))
                try LeaseRow.forEach(statement, in: db, body)
            }
        }

        func records(
            _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
        ) throws {
            try writer.unsafeRead { try RecordRows.forEach(kind, startingWith: prefix, in: $0, body) }
        }

        func timeMark() throws -> LeaseTimeMark? {
            try writer.unsafeRead { try ClockRow.read($0) }
        }

        /// Makes something durable, all or nothing.
        ///
        /// Throws ``LeaseStoreError/Code/vanished`` when a restart would not find them.
        func commit(_ write: LeaseWrite) throws(LeaseStoreError) {
            guard isInPlace else { throw LeaseStoreError(.vanished, path) }
            guard log.pages < LogGrowth.end || tidy() else {
                throw LeaseStoreError(.busy, path, detail: reader?.description ?? "").naming(probe)
            }
            let former = try run(write)
            guard isInPlace else {
                // Nobody will hear of it, so it must not come back with the rest of the open file.
                try run(write.reversed(former))
                history.withLock { $0.isStale = true }
                throw LeaseStoreError(.vanished, path)
            }
        }

        /// Whether there is something to do for ``tidy()``.
        var isUntidy: Bool { log.pages >= LogGrowth.due || reserve?.isShort(at: log.pages) == true }

        /// Keeps the log small; called when nobody waits for the last commit any more.
        ///
        /// Returns false when it can not, because another program reads what stood there long ago.
        func tidy() -> Bool {
            reserve?.extend(beyond: log.pages)
            return mover.commitEnded(at: log.current, writer: writer)
        }

        /// Whoever keeps the log from being begun anew, if the kernel tells.
        var reader: LockHolder? { probe.holder() }

        /// Closes the file; all of the log is in the database then.
        func close() {
            try? mover.close()
            try? writer.close()
            probe.close()
        }

        /// Writes, and returns the records that were there.
        @discardableResult
        private func run(_ write: LeaseWrite) throws(LeaseStoreError) -> LeaseWrite.Former {
            try transaction { db, history in try write.run(in: db, &history, at: now()) }
        }

        /// Empties the records of the history that are about somebody, and returns how many there were.
        func forget(_ subject: HistoryQuery.Subject) throws(LeaseStoreError) -> Int {
            var total = 0
            while true {
                let count = try transaction { db, history in
                    let count = try HistoryForgetting.run(subject, in: db)
                    if count > 0 { try history?.append([HistoryForgetting.entry(count: count)], at: now(), in: db) }
                    return count
                }
                // What is in no full run is known by heart.
                history.withLock { $0.isStale = true }
                total += count
                if count < HistoryForgetting.limit { return total }
            }
        }

        /// Runs a transaction; the history goes on where the file stands when there is none.
        private func transaction<Result: Sendable>(
            _ body: (Database, inout HistoryWriter?) throws -> Result
        ) throws(LeaseStoreError) -> Result {
            do {
                return try writer.writeWithoutTransaction { db in
                    do {
                        return try history.withLock { history in
                            let isStale = history.isStale
                            history.isStale = true
                            let result = try db.inImmediateTransaction {
                                if isStale { history.writer = try HistoryWriter(db) }
                                return try body(db, &history.writer)
                            }
                            history.isStale = false
                            return result
                        }
                    } catch {
                        let errorNumber = sqlite3_system_errno(db.sqliteConnection)
                        throw LeaseStoreError(error, path: path, errorNumber: errorNumber)
                    }
                }
            } catch {
                throw LeaseStoreError(error, path: path).naming(probe)
            }
        }
    }

    extension LeaseDatabase {
        /// Puts the leases, which only the open files still have, back to where a restart looks for them.
        ///
        /// Afterwards this file is closed, and `path` can be opened again. Throws, and stays as it is, when the directory
        /// is not there, or another file is in the way.
        func restore() throws(LeaseStoreError) {
            do {
                if places[0].isHeld {
                    // Only the log was removed. What it holds goes into the database.
                    try writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
                } else {
                    guard FilePlace(path) == nil else { throw LeaseStoreError(.vanished, path) }
                    try copy(to: path)
                }
                // SQLite removes a log by its name when it closes a file, and that name may be the new file's.
                writer.writeWithoutTransaction { Self.keepLog($0) }
                close()
            } catch {
                throw LeaseStoreError(error, path: path)
            }
        }

        /// Begins a new file with all leases, for a log that can not be begun anew while somebody reads the old one.
        ///
        /// Whoever reads goes on with the files that were, until it closes them. Afterwards this file is closed, and opening
        /// `path` again puts the new one in its place. Throws, and stays as it is, when that can not be.
        func renew() throws(LeaseStoreError) {
            do {
                try copy(to: LeaseRenewal.name(path))
                writer.writeWithoutTransaction { Self.keepLog($0) }
                close()
            } catch {
                throw LeaseStoreError(error, path: path)
            }
        }

        /// Writes all leases into a file that is on the disk, and whole, when it has the name `target`.
        private func copy(to target: String) throws {
            let copy = path + "-restored"
            unlink(copy)
            guard let descriptor = try PrivateFile.create(copy, places[0].rights) else {
                throw LeaseStoreError(.inTheWay, copy, detail: "somebody else's")
            }
            defer { Glibc.close(descriptor) }
            let directory: Int32
            do {
                // Before anything has a new name, so that there is one when it is needed.
                directory = try FileSync.open(directoryOf: path)
            } catch {
                unlink(copy)
                throw error
            }
            defer { Glibc.close(directory) }
            do {
                try writer.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [copy]) }
                guard fsync(descriptor) == 0 else { throw LeaseStoreError(.failed, copy, errorNumber: errno) }
            } catch {
                // The disk may be full.
                unlink(copy)
                throw error
            }
            if target == path {
                // They belong to the file that is gone; SQLite would take them for the new one's.
                unlink(path + "-wal")
                unlink(path + "-shm")
            }
            guard rename(copy, target) == 0 else { throw LeaseStoreError(.vanished, path, errorNumber: errno) }
            guard fsync(directory) != 0 else { return }
            let number = errno
            // What has the file's own name is the only one there is, and opening it waits for the directory again. Another
            // may be there only when the rest follows: else a restart would take it, and what is stored until then be lost.
            if target != path, unlink(target) == 0 { throw LeaseStoreError(.failed, path, errorNumber: number) }
        }

        private static func keepLog(_ db: Database) {
            var isKept: Int32 = 1
            sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isKept)
        }
    }

    extension LeaseDatabase {
        private static let configuration: Configuration = {
            var configuration = Configuration()
            configuration.label = "dhcp.leases"
            configuration.foreignKeysEnabled = false
            // Only a person with a database shell can be in the way, and a copy may be under way: the start waits for that.
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { try LeaseSchema.distrust($0) }
            return configuration
        }()

        /// How many milliseconds a commit waits for such a person; clients wait with it.
        private static let commitPatience: Int32 = 1000

        /// Throws when a file is there and can not be one of leases, before anything opens it for writing.
        private static func inspect(_ path: String) throws {
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return }
            do {
                let file = try ReadableDatabase(path)
                _ = try file.read { try LeaseSchema.check($0, path: path) }
            } catch {
                throw StoreContent.judge(LeaseStoreError(error, path: path))
            }
        }

        /// Makes the file, since SQLite would make it for everybody to read, and as whoever runs this program.
        private static func makePrivate(_ path: String, _ logger: Logger) throws {
            Glibc.close(try PrivateFile.openOrCreate(path, FileRights(newAt: path)))
            // SQLite gives the others the mode of the database, and leaves those alone that are there.
            for suffix in ["", "-wal", "-shm", "-lock"] { PrivateFile.tighten(path + suffix, logger) }
        }

        /// Sets the connection up so that a commit is durable when it returns.
        private static func prepare(_ db: Database, path: String) throws {
            // Again, as somebody may have put another file there since.
            try LeaseSchema.check(db, path: path)
            guard sqlite3_db_readonly(db.sqliteConnection, nil) == 0 else { throw LeaseStoreError(.readOnly, path) }
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            // In this mode GRDB would choose NORMAL, which forgets the last commits when the power fails.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            let level = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            guard mode == "wal", level == 2 else {
                throw LeaseStoreError(.failed, path, detail: "no durable commits: journal_mode \(mode ?? "unknown")")
            }
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            // What a log begun anew may keep: pages that are there already are synced faster than new ones.
            try db.execute(sql: "PRAGMA journal_size_limit = \(2 * LogGrowth.due * 4096)")
        }
    }

    /// Where the write-ahead log ends.
    final class LogSize: Sendable {
        private let position = Mutex(LogPosition())

        var current: LogPosition { position.withLock { $0 } }

        var pages: Int { current.pages }

        /// Watches the commits of a connection, which must not outlive this.
        func watch(_ db: Database) {
            sqlite3_wal_hook(
                db.sqliteConnection,
                { context, _, _, pages in
                    guard let context else { return SQLITE_OK }
                    Unmanaged<LogSize>.fromOpaque(context).takeUnretainedValue().note(Int(pages))
                    return SQLITE_OK
                }, Unmanaged.passUnretained(self).toOpaque())
        }

        /// A log that has fewer pages than before was begun anew.
        ///
        /// One commit alone can have as many, and is not noticed; then more is moved at once.
        private func note(_ pages: Int) {
            position.withLock { position in
                if pages < position.pages { position.round += 1 }
                position.pages = pages
            }
        }
    }
#endif
