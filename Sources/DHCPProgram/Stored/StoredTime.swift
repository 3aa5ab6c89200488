import DHCP
package import DHCPLeases
package import DHCPServer

/// How late it is for the leases of a store, for who is no server of it.
package struct StoredTime: Sendable {
    /// The clocks now.
    package let mark: LeaseTimeMark
    /// Whether servers use the store, by whose time this is, and who keep its mark.
    package let isServed: Bool

    /// Asks the store, and where several servers share it those that live, which takes 1.5 s.
    ///
    /// Throws what the store throws.
    package init(
        of store: any LeaseStore, clock: any DHCPClock = SystemClock(),
        pausing pause: ClusterLook.Pause = { try await Task.sleep(for: $0) }
    ) async throws {
        let timeline = try await LeaseTimeline(of: store, clock: clock)
        if store.isShared,
            let ahead = try await ClusterLook(
                into: store, clock: clock, pausing: pause
            ).distanceOfLeaseTime
        {
            let (now, own) = (clock.now, timeline.mark(at: clock.now))
            mark = LeaseTimeMark(
                leaseTime: now.advanced(by: ahead), timeOfDay: clock.wallTime, boot: own.boot, sinceBoot: own.sinceBoot)
            isServed = true
        } else {
            mark = timeline.mark(at: clock.now)
            isServed = false
        }
    }

    /// The leases' time now, in seconds.
    package var now: UInt32 { UInt32(clamping: mark.leaseTime.seconds) }

    /// Has the store keep the mark, unless servers do.
    ///
    /// Throws what the store throws.
    package func keep(in store: any LeaseStore) async throws {
        if !isServed { try await store.keep(mark) }
    }

    /// A lease with times of day as it is stored: in leases' time, and only with what can be.
    ///
    /// What its file calls bound has expired when its end is past, and what was promised behind that.
    package func stored(_ lease: Lease) -> Lease {
        var lease = lease.shifted(by: -mark.secondsToTimeOfDay)
        if lease.state == .bound, lease.promised <= now, lease.start <= lease.end { lease.state = .expired }
        return lease.corrected(at: now) ?? lease
    }
}
