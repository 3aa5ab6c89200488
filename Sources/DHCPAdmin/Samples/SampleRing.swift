#if Admin
    import DHCP
    import DHCPLeases
    import DHCPProgram
    import DHCPServer
    import Foundation
    import Synchronization

    /// How a server stood at one moment.
    struct Sample: Hashable, Sendable, Codable {
        /// Seconds since 1970.
        let time: Int
        /// Messages received since the server began.
        let received: Int
        /// Replies sent since then.
        let answered: Int
        /// Messages refused since then, by a NAK or by silence.
        let refused: Int
        /// In how many milliseconds half of the answers left since the sample before, and 99 of 100; `nil` when none did.
        let p50: Double?
        let p99: Double?
        /// Leases that clients have.
        let bound: Int
        /// Addresses of each pool that nobody else can have; `nil` where pools were left out.
        var pools: [IPv4Range: Int]?
    }

    /// What the dashboard draws: how the server stood in the last day.
    ///
    /// It is bounded: a sample every ten seconds, and the pools every ten minutes, the thousand largest of them.
    final class SampleRing: Sendable {
        private struct State {
            var samples: [Sample] = []
            /// Where the oldest stands, once there are as many as may be.
            var oldest = 0
            var pools: [(time: Int, used: [IPv4Range: Int])] = []
            /// The answers until the last sample.
            var times = AnswerTimes()
        }

        /// Seconds between two samples.
        static let period = 10
        /// Seconds between two looks at the pools.
        static let poolPeriod = 600
        private static let day = 86400
        private static let mostPools = 1000

        private let state = Mutex(State())

        /// This moment, in seconds since 1970.
        static var now: Int { Int(Date().timeIntervalSince1970) }

        /// Takes note of how the server stands at `time`, in seconds since 1970.
        func add(_ status: ServerStatus, _ times: AnswerTimes = AnswerTimes(), at time: Int) {
            let answers = state.withLock { state in
                defer { state.times = times }
                return times.since(state.times)
            }
            let sample = Sample(
                time: time, received: status.counts.received, answered: status.counts.sent,
                refused: status.counts.outcomes.reduce(0) { $0 + ($1.key.isRefusal ? $1.value : 0) },
                p50: answers.percentile(0.5).map { $0 * 1000 }, p99: answers.percentile(0.99).map { $0 * 1000 },
                bound: status.store.leases[.bound] ?? 0)
            state.withLock { state in
                if state.samples.count < Self.day / Self.period {
                    state.samples.append(sample)
                } else {
                    state.samples[state.oldest] = sample
                    state.oldest = (state.oldest + 1) % state.samples.count
                }
                if let last = state.pools.last, time - last.time < Self.poolPeriod { return }
                if state.pools.count == Self.day / Self.poolPeriod { state.pools.removeFirst() }
                state.pools.append((time, Self.used(status)))
            }
        }

        private static func used(_ status: ServerStatus) -> [IPv4Range: Int] {
            let pools = status.subnets.flatMap(\.pools).sorted { $0.capacity > $1.capacity }.prefix(mostPools)
            return Dictionary(pools.map { ($0.range, $0.capacity - $0.free) }, uniquingKeysWith: { first, _ in first })
        }

        /// The samples since `time`, oldest first, 720 at most: of more, each so many-th and the last.
        func samples(since time: Int) -> [Sample] {
            let recent = state.withLock { state in
                (state.samples[state.oldest...] + state.samples[..<state.oldest]).filter { $0.time >= time }
            }
            let step = max(1, recent.count / 720)
            return recent.indices.filter { ($0 - recent.count + 1) % step == 0 }.map { recent[$0] }
        }

        /// The pools since `time`, with the sample that was taken with them, oldest first.
        func pools(since time: Int) -> [Sample] {
            let (pools, samples) = state.withLock { state in
                (state.pools.filter { $0.time >= time }, Dictionary(state.samples.map { ($0.time, $0) }) { $1 })
            }
            return pools.compactMap { look in
                samples[look.time].map { sample in
                    var sample = sample
                    sample.pools = look.used
                    return sample
                }
            }
        }
    }
#endif
