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

        /// What is to be done now is done by this; `nil` for any thread.
        var executor: (any TaskExecutor)? {
            meter.withLock { $0.isHigh(at: .now, received) } ? SpareTime.shared : nil
        }
    }

    /// Tells from a count of messages, looked at now and then, whether they are many.
    struct LoadMeter {
        /// More messages a second than this are many; a processor takes ten to fifty times as many.
        static let bound = 500.0
        /// What was found out holds so long.
        static let period = Duration.milliseconds(100)

        private var count = 0
        private var time: ContinuousClock.Instant
        private var isHigh = false

        init(at time: ContinuousClock.Instant) { self.time = time }

        /// Whether many messages came since the last look, which a look after less than a ``period`` repeats.
        mutating func isHigh(at now: ContinuousClock.Instant, _ received: () -> Int) -> Bool {
            let past = now - time
            if past < Self.period { return isHigh }
            let count = received()
            isHigh = Double(count - self.count) > Self.bound * (past / .seconds(1))
            (self.count, time) = (count, now)
            return isHigh
        }
    }
#endif
