#if SQLite
    /// Decides when the write-ahead log is moved into the database, so that it stays small and no reply waits for that.
    ///
    /// SQLite begins the log anew only when all of it was moved and a commit comes before the next page is added. So most
    /// of it is moved beside the commits, again and again until little is left, and that little between two commits.
    struct LogGrowth {
        enum Step { case wait, moveBeside, moveBetween }

        /// From how many pages on the log is moved: 32 MiB.
        ///
        /// The more, the fewer pages are written twice.
        static let due = 8192
        /// How many pages may be moved between two commits: they take about a millisecond.
        static let remainder = 256
        /// From how many pages on the commits wait until all is moved, because the disk does not keep up.
        static let limit = 4 * due
        /// From how many pages on a new file is begun, because readers keep the log from being begun anew.
        static let renewal = limit + due
        /// From how many pages on nothing is stored any more, where no new file can be made: half a GiB.
        static let end = 4 * limit

        private var next = due
        private var moved = 0

        /// What to do after a commit with which the log had `pages`.
        mutating func step(pages: Int, isMoving: Bool) -> Step {
            if pages >= Self.limit { return .moveBetween }
            guard pages >= next else { return .wait }
            if isMoving { return .wait }
            return moved > 0 && pages - moved <= Self.remainder ? .moveBetween : .moveBeside
        }

        /// Takes note of what an attempt found: the log's pages, and how many of them are in the database now.
        mutating func note(pages: Int, moved: Int) {
            let hasMoved = moved > self.moved
            // Once all is moved the log is begun anew.
            self.moved = moved == pages ? 0 : moved
            if moved == pages {
                next = Self.due
            } else if !hasMoved {
                // A reader needs the old pages.
                next = pages + Self.due / 4
            }
        }
    }
#endif
