import Synchronization

/// Counts wrong secrets, and has whoever says several of them wait: the longer, the more there were.
final class FailureLedger: Sendable {
    private struct Entry {
        var count = 0
        var last: ContinuousClock.Instant
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var total = 0
    }

    private let state = Mutex(State())

    /// So many are free, as a person mistypes.
    private static let freeCount = 5
    private static let longestWait = 60
    /// So many addresses are remembered; when there are more, those that were heard of longest ago are forgotten.
    private static let limit = 4096

    /// How many wrong secrets there were.
    var total: Int { state.withLock { $0.total } }

    /// How many seconds this address has to wait before another secret of it is looked at; 0 for none.
    func wait(for origin: String, at now: ContinuousClock.Instant = .now) -> Int {
        state.withLock { state in
            guard let entry = state.entries[origin], entry.count >= Self.freeCount else { return 0 }
            let wait = Duration.seconds(min(Self.longestWait, 4 << min(4, entry.count - Self.freeCount)))
            let left = entry.last + wait - now
            return left > .zero ? Int(left.components.seconds) + 1 : 0
        }
    }

    /// Notes a wrong secret, and returns how many there were of this address.
    func note(_ origin: String, at now: ContinuousClock.Instant = .now) -> Int {
        state.withLock { state in
            state.total += 1
            if state.entries[origin] == nil, state.entries.count >= Self.limit {
                state.entries.min { $0.value.last < $1.value.last }.map { state.entries[$0.key] = nil }
            }
            var entry = state.entries[origin] ?? Entry(last: now)
            (entry.count, entry.last) = (entry.count + 1, now)
            state.entries[origin] = entry
            return entry.count
        }
    }

    /// Forgets an address that said a right one.
    func forgive(_ origin: String) { state.withLock { $0.entries[origin] = nil } }
}
