#if SQLite
    import Testing

    @testable import DHCPSQLite

    /// How long the log becomes, when moving it takes as long as a number of commits.
    @Suite struct LogGrowthTests {
        /// A log into which commits of 100 pages come, and what is moved of it.
        private struct Log {
            static let commit = 100
            var growth = LogGrowth()
            var position = LogPosition()
            /// What is behind this is needed by a reader.
            var reader = Int.max
            var moved = 0
            /// How many commits a move still takes, and up to where it goes.
            var move: (left: Int, end: Int)?
            var attempts = 0
            var longest = 0
            var longestPause = 0

            mutating func addCommit(moveLasts duration: Int) {
                if moved == position.pages && reader == .max {
                    position = LogPosition(round: position.round + 1, pages: 0)
                    moved = 0
                }
                position.pages += Self.commit
                longest = max(longest, position.pages)
                if let (left, end) = move {
                    move = left > 1 ? (left - 1, end) : nil
                    if left == 1 { note(end, .moveBeside) }
                }
                let step = growth.step(position, isMoving: move != nil)
                if step != .wait { attempts += 1 }
                switch step {
                case .wait: break
                case .moveBeside: move = (duration, position.pages)
                case .moveBetween:
                    longestPause = max(longestPause, position.pages - moved)
                    note(position.pages, step)
                }
            }

            /// The pages that an attempt finds are those from when it was begun.
            private mutating func note(_ pages: Int, _ step: LogGrowth.Step) {
                moved = min(pages, reader)
                growth.note(pages: pages, moved: moved, round: position.round, step: step)
            }
        }

        @Test(arguments: [1, 2, 3, 5, 8, 13, 21, 34]) func itIsBegunAnewHoweverLongAMoveTakes(commits: Int) {
            var log = Log()
            for _ in 0..<2000 { log.addCommit(moveLasts: commits) }
            // While all of it is moved so much is added, and as much again while that is moved.
            let added = (commits + 1) * Log.commit
            #expect(log.longest <= LogGrowth.due + Log.commit + max(LogGrowth.remainder, 2 * added))
            #expect(log.longestPause <= max(LogGrowth.remainder, added))
            #expect(log.position.round >= 2000 * Log.commit / log.longest - 1)
        }

        @Test(arguments: [true, false]) func behindReadersAnAttemptIsMadeNowAndThen(oneStays: Bool) {
            var log = Log(reader: 9000)
            while log.position.pages < LogGrowth.limit - Log.commit {
                if !oneStays { log.reader = max(log.reader, log.position.pages) }
                log.addCommit(moveLasts: 2)
            }
            #expect(log.position.round == 0 && (8..<24).contains(log.attempts), "\(log.attempts)")
            log.addCommit(moveLasts: 2)
            #expect(log.growth.step(log.position, isMoving: false) == .moveBetween)
        }

        @Test func whatAnAttemptFoundInAFormerRoundSaysNothingOfThisOne() {
            var growth = LogGrowth()
            #expect(growth.step(LogPosition(round: 0, pages: LogGrowth.due), isMoving: false) == .moveBeside)
            #expect(growth.step(LogPosition(round: 1, pages: 10), isMoving: false) == .wait)
            growth.note(pages: LogGrowth.due, moved: LogGrowth.due, round: 0, step: .moveBeside)
            let next = LogPosition(round: 1, pages: LogGrowth.due + 10)
            #expect(growth.step(next, isMoving: false) == .moveBeside)
        }
    }
#endif
