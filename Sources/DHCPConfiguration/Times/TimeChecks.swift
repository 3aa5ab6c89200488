/// Checks what the lease times of pools, classes and reservations make of those of the scopes around them.
struct TimeChecks {
    let subnets: [ReadSubnet]
    let classes: [ReadClass]
    let defaults: TimeScope

    func run() {
        for subnet in subnets {
            for pool in subnet.pools { pool.written?.warnOfBounds(within: subnet.times ?? defaults) }
            for reservation in subnet.reservations {
                reservation.written.warnOfBounds(within: subnet.times ?? defaults)
            }
        }
        // A class is for clients of all subnets; the first for which it says something is enough.
        let all = [defaults] + subnets.compactMap(\.times)
        for member in classes { _ = all.first { member.written.warnOfBounds(within: $0) } }
    }
}
