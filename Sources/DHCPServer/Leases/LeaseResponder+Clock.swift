import DHCP
import DHCPLeases
import Logging

extension LeaseResponder {
    /// Loads the leases, and moves them when their times can not be right.
    mutating func load() async throws {
        var newest: UInt32?
        let store = store
        try await store.load { lease in
            engine.apply(LeaseChange(before: nil, after: lease))
            newest = max(newest ?? 0, lease.start)
        }
        guard let correction = timeline.correction(newest: newest, now: clock.now) else { return }
        try await store.shift(by: correction)
        engine.shift(by: correction)
        logger.warning(
            "the stored leases were given by a clock that was wrong, or this one is; they are moved to now",
            metadata: ["seconds": "\(correction)"])
    }

    /// Follows the time of day when somebody set it; leases go on as if nothing had happened.
    mutating func followClock() async {
        guard let step = timeline.step(wall: clock.wallTime, steady: clock.now) else { return }
        do {
            try await store.shift(by: step)
        } catch {
            logger.error(
                "the clock was set, and the stored leases can not be moved; trying again",
                metadata: ["seconds": "\(step)", "error": "\(error)"])
            return
        }
        engine.shift(by: step)
        timeline.follow(step)
        logger.warning("the clock was set; all leases are moved with it", metadata: ["seconds": "\(step)"])
    }
}
