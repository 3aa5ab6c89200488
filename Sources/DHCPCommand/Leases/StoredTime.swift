#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPServer

    /// How late it is for the leases of a store that no server uses.
    struct StoredTime {
        /// The clocks now.
        let mark: LeaseTimeMark

        /// Throws what the store throws.
        init(of store: any LeaseStore) async throws {
            let clock = SystemClock()
            mark = try await LeaseTimeline(of: store, clock: clock).mark(at: clock.now)
        }

        /// The leases' time now, in seconds.
        var now: UInt32 { UInt32(clamping: mark.leaseTime.seconds) }

        /// A lease with times of day as it is stored: in leases' time, and only with what can be.
        ///
        /// What its file calls bound has expired when its end is past.
        func stored(_ lease: Lease) -> Lease {
            var lease = lease.shifted(by: -mark.secondsToTimeOfDay)
            if lease.state == .bound, lease.end <= now, lease.start <= lease.end { lease.state = .expired }
            return lease.corrected(at: now) ?? lease
        }
    }
#endif
