#if SQLite
    import Dispatch
    import GRDB
    import GRDBSQLite
    import Logging
    import Synchronization

    /// Moves the write-ahead log into the database on a connection and a thread of its own.
    final class LogMover: Sendable {
        private struct State {
            var growth = LogGrowth()
            var isMoving = false
            var hasWarned = false
        }

        private let connection: DatabaseQueue
        private let path: String
        private let logger: Logger
        private let state = Mutex(State())

        init(path: String, logger: Logger) throws {
            var configuration = Configuration()
            configuration.label = "dhcp.leases.log"
            connection = try DatabaseQueue(path: path, configuration: configuration)
            self.path = path
            self.logger = logger
        }

        /// Moves what is due, after a commit of `writer` with which the log had `pages`.
        func commitEnded(pages: Int, writer: DatabaseQueue) {
            let step = state.withLock { state in
                let step = state.growth.step(pages: pages, isMoving: state.isMoving)
                if case .moveBeside = step { state.isMoving = true }
                return step
            }
            switch step {
            case .wait: return
            case .moveBetween: writer.writeWithoutTransaction { note(Self.move($0)) }
            case .moveBeside:
                connection.asyncWriteWithoutTransaction { db in
                    self.note(Self.move(db))
                    self.state.withLock { $0.isMoving = false }
                }
            }
        }

        func close() throws {
            try connection.close()
        }

        /// Moves as much as no reader needs; `nil` when the disk does not take it, and the next attempt may.
        private static func move(_ db: Database) -> (pages: Int, moved: Int)? {
            var pages: Int32 = 0
            var moved: Int32 = 0
            let code = sqlite3_wal_checkpoint_v2(
                db.sqliteConnection, nil, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved)
            return code == SQLITE_OK && pages >= 0 ? (Int(pages), Int(moved)) : nil
        }

        private func note(_ result: (pages: Int, moved: Int)?) {
            let needsWarning = state.withLock { state in
                guard let result else { return false }
                state.growth.note(pages: result.pages, moved: result.moved)
                let isBlocked = result.pages >= LogGrowth.limit && result.moved < result.pages
                defer { state.hasWarned = isBlocked }
                return isBlocked && !state.hasWarned
            }
            if needsWarning {
                logger.warning(
                    "\(path)-wal grows, because another program has been reading the leases for long: end that program")
            }
        }
    }
#endif
