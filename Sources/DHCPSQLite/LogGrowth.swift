#if SQLite
    /// Decides when the write-ahead log is moved into the database, so that it stays small and replies wait little for that.
    ///
    /// SQLite begins the log anew only when all of it was moved and a commit comes before the next page is added. So most
    /// of it is moved beside the commits, again and again until little is left, and that little between two commits. Under
    /// load a further attempt leaves as much as the last, as that much is added meanwhile, and the log would grow to
    /// ``limit``: so what counts as little grows with the log.
    struct LogGrowth {
        enum Step { case wait, moveBeside, moveBetween }

        /// From how many pages on the log is moved: 32 MiB.
        ///
        /// The more, the fewer pages are written twice.
        static let due = 8192
        /// How many pages may always be moved between two commits: they take about a millisecond.
        static let remainder = 256
        /// From how many pages on the commits wait until all is moved, because the disk does not keep up.
        static let limit = 4 * due
        /// From how many pages on a new file is begun, because readers keep the log from being begun anew.
        static let renewal = limit + due
        /// From how many pages on nothing is stored any more, where no new file can be made: half a GiB.
        static let end = 4 * limit

        private var round = 0
        private var next = due
        private var moved = 0

        /// What to do after a commit with which the log is at `position`.
        mutating func step(_ position: LogPosition, isMoving: Bool) -> Step {
            if position.round != round { (round, next, moved) = (position.round, Self.due, 0) }
            if position.pages >= Self.limit { return .moveBetween }
            guard position.pages >= next, !isMoving else { return .wait }
            return moved > 0 && position.pages - moved <= Self.remainder(of: position.pages)
                ? .moveBetween : .moveBeside
        }

        /// How many pages may be moved between two commits when the log has `pages`; 12,288 at most.
        private static func remainder(of pages: Int) -> Int { max(remainder, (pages - due) / 2) }

        /// Takes note of what an attempt found that was begun in `round`: the log's pages, and how many of them are in the
        /// database now.
        mutating func note(pages: Int, moved: Int, round: Int, step: Step) {
            guard round == self.round else { return }
            // A reader needs the rest, or the next commit begins the log anew: before then there is nothing to do.
            if moved <= self.moved || step == .moveBetween { next = pages + Self.due / 4 }
            self.moved = moved
        }
    }

    /// Where in the write-ahead log a commit ended.
    struct LogPosition: Sendable {
        /// How often the log was begun anew.
        var round = 0
        /// How many pages the log has.
        var pages = 0
    }
#endif
