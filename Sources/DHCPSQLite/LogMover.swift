#if SQLite
    import Dispatch
    import GRDB
    import GRDBSQLite
    import Synchronization

    /// Moves the write-ahead log into the database on a connection and a thread of its own.
    final class LogMover: Sendable {
        private struct State {
            var growth = LogGrowth()
            var isMoving = false
        }

        private let connection: DatabaseQueue
        private let meters = CheckpointMeters()
        private let state = Mutex(State())

        init(path: String) throws {
            var configuration = Configuration()
            configuration.label = "dhcp.leases.log"
            configuration.prepareDatabase { try LeaseSchema.distrust($0) }
            connection = try DatabaseQueue(path: path, configuration: configuration)
        }

        /// Moves what is due, after a commit of `writer` with which the log was at `position`.
        ///
        /// Returns false when the log is as long as it may be, and a reader keeps it from being begun anew.
        func commitEnded(at position: LogPosition, writer: DatabaseQueue) -> Bool {
            let step = state.withLock { state in
                let step = state.growth.step(position, isMoving: state.isMoving)
                if case .moveBeside = step { state.isMoving = true }
                return step
            }
            switch step {
            case .wait: return true
            case .moveBetween:
                // SQLite refuses a second attempt beside one that is under way.
                connection.writeWithoutTransaction { _ in }
                let result = writer.writeWithoutTransaction { self.move($0) }
                note(result, position.round, step)
                // A reader needs what is not moved. All may be moved, and the log go on, when one reader follows another.
                let isHindered = result.map { $0.pages >= LogGrowth.limit && $0.moved < $0.pages } ?? false
                return !isHindered && position.pages < LogGrowth.renewal
            case .moveBeside:
                connection.asyncWriteWithoutTransaction { db in
                    self.note(self.move(db), position.round, step)
                    self.state.withLock { $0.isMoving = false }
                }
                return true
            }
        }

        func close() throws {
            try connection.close()
        }

        /// Moves as much as no reader needs; `nil` when the disk does not take it, and the next attempt may.
        private func move(_ db: Database) -> (pages: Int, moved: Int)? {
            // A closed one has none, and `nil` would be taken for a mistake of this program.
            guard let connection = db.sqliteConnection else { return nil }
            var pages: Int32 = 0
            var moved: Int32 = 0
            let begin = ContinuousClock.now
            let code = sqlite3_wal_checkpoint_v2(
                connection, nil, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved)
            let result = code == SQLITE_OK && pages >= 0 ? (pages: Int(pages), moved: Int(moved)) : nil
            meters.note(result, after: begin.duration(to: .now))
            return result
        }

        private func note(_ result: (pages: Int, moved: Int)?, _ round: Int, _ step: LogGrowth.Step) {
            guard let result else { return }
            state.withLock { $0.growth.note(pages: result.pages, moved: result.moved, round: round, step: step) }
        }
    }
#endif
