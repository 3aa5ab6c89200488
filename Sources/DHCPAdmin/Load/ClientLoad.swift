#if Admin
    import Synchronization

    /// Whether so many clients ask that the administration has to make room for them.
    ///
    /// Only then does it work in ``SpareTime``: on a machine that is busy with something else, a quiet server's administration
    /// would wait for that.
    final class ClientLoad: Sendable {
        private let meter = Mutex(LoadMeter(at: .now))
        private let received: @Sendable () -> Int

        /// Takes what says how many messages were received so far.
        init(received: @escaping @Sendable () -> Int) { self.received = received }

        /// What somebody waits for once is done by this; `nil` for any thread.
        var executor: (any TaskExecutor)? { level == .low ? nil : SpareTime.shared }

        /// What programs read again and again is done by this; `nil` for any thread.
        var readers: (any TaskExecutor)? {
            switch level {
            case .low: nil
            case .high: SpareTime.shared
            case .full: SpareTime.rationed
            }
        }

        private var level: LoadMeter.Level { meter.withLock { $0.level(at: .now, received) } }
    }

    /// Tells from a count of messages, looked at now and then, whether they are many.
    struct LoadMeter {
        /// How many messages come.
        enum Level {
            /// So few that nobody notices what else is done.
            case low
            /// So many that what else is done waits for a processor that has nothing to do.
            case high
            /// So many that they may need all processors.
            case full
        }

        /// More messages a second than this are many; a processor takes ten to fifty times as many.
        static let high = 500.0
        /// More than this may be all that a machine can take.
        static let full = 10_000.0
        /// What was found out holds so long.
        static let period = Duration.milliseconds(100)

        private var count = 0
        private var time: ContinuousClock.Instant
        private var level = Level.low

        init(at time: ContinuousClock.Instant) { self.time = time }

        /// How many messages came since the last look, which a look after less than a ``period`` repeats.
        mutating func level(at now: ContinuousClock.Instant, _ received: () -> Int) -> Level {
            let past = now - time
            if past < Self.period { return level }
            let count = received()
            let rate = Double(count - self.count) / (past / .seconds(1))
            level = rate > Self.full ? .full : rate > Self.high ? .high : .low
            (self.count, time) = (count, now)
            return level
        }
    }
#endif
