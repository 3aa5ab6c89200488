#if SQLite
    import CoreMetrics

    /// What is measured for swift-metrics when the log is moved into the database.
    struct CheckpointMeters: Sendable {
        private let duration = Timer(label: "dhcp_checkpoint_duration_seconds", dimensions: [])
        private let whole = Self.counter("whole")
        private let partial = Self.counter("partial")
        private let failed = Self.counter("failed")

        private static func counter(_ result: String) -> Counter {
            Counter(label: "dhcp_checkpoints_total", dimensions: [("result", result)])
        }

        /// The log was moved: all of it, or less than it has, or nothing (`nil`) as the disk did not take it.
        func note(_ result: (pages: Int, moved: Int)?, after time: Duration) {
            duration.recordNanoseconds(
                time.components.seconds * 1_000_000_000 + time.components.attoseconds / 1_000_000_000)
            switch result {
            case nil: failed.increment()
            case let (pages, moved)? where moved < pages: partial.increment()
            default: whole.increment()
            }
        }
    }
#endif
