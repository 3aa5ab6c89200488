package import DHCPLeases

extension LeaseTimeline {
    /// Goes on from what a store knows.
    ///
    /// A store without a mark is of an older version, or keeps none; then its leases are read once to find out when they
    /// began. Throws what the store throws.
    package init(of store: any LeaseStore, clock: any DHCPClock) async throws {
        let mark = try await store.timeMark()
        var starts: [UInt32] = []
        if mark == nil {
            _ = try await store.load { lease in
                if lease.state == .bound { starts.append(lease.start) }
            }
        }
        self.init(mark: mark, starts: starts, clock: clock)
    }
}
