import DHCPLeases

/// Checks what the lease times of pools, classes and reservations make of those of the scopes around them.
struct TimeChecks {
    let subnets: [ReadSubnet]
    let classes: [ReadClass]
    let defaults: WrittenTimes?
    let times: LeaseTimes

    func run() {
        for subnet in subnets {
            guard let wider = wider(subnet) else { continue }
            for pool in subnet.pools { pool.written?.warnOfBounds(within: wider) }
            for reservation in subnet.reservations { reservation.written.warnOfBounds(within: wider) }
        }
        // A class is for clients of all subnets; the first for which it says something is enough.
        let all =
            [defaults.map { WrittenTimes.Wider(written: $0, times: times, name: "defaults") }] + subnets.map(wider)
        for member in classes {
            _ = all.lazy.compactMap { $0 }.first { member.written.warnOfBounds(within: $0) }
        }
    }

    /// What is written for a subnet, by itself or in `defaults`.
    private func wider(_ subnet: ReadSubnet) -> WrittenTimes.Wider? {
        guard let written = subnet.writtenTimes ?? defaults.map({ $0.asInherited }) else { return nil }
        return WrittenTimes.Wider(written: written, times: subnet.times ?? times, name: subnet.place.path)
    }
}
