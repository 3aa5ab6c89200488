#if SQLite
    /// Tells on a terminal how far a long work is, a few times a second: how much of what is done, and how fast.
    struct Progress {
        private let line = TerminalLine()
        private let verb: String
        private let unit: String
        /// The octets, or other things, in one unit.
        private let scale: Int
        private let total: Int?
        private let start = ContinuousClock.now
        private var last: ContinuousClock.Instant?

        /// A work of `total` things when all of them are known, of which `scale` are one `unit`.
        init(_ verb: String, _ unit: String, scale: Int = 1, of total: Int?) {
            (self.verb, self.unit, self.scale, self.total) = (verb, unit, scale, total)
        }

        /// Shows that `count` things are done, unless the last time was a moment ago.
        mutating func show(_ count: Int) {
            let now = ContinuousClock.now
            if let last, now - last < .milliseconds(200) { return }
            last = now
            line.show(text(count, after: now - start))
        }

        /// Removes the line, before something else is printed.
        func end() {
            line.clear()
        }

        private func text(_ count: Int, after time: Duration) -> String {
            let share = total.map { " of \($0 / scale)" } ?? ""
            let percent = total.map { " (\(min(count, $0) * 100 / max($0, 1))%)" } ?? ""
            let rate = Int(Double(count / scale) / max(time / .seconds(1), 0.001))
            return "\(verb): \(count / scale)\(share) \(unit)\(percent), \(rate) a second"
        }
    }
#endif
