import DHCP

extension LeaseTable {
    /// What a row stands for.
    enum RowState: UInt8, CaseIterable { case unused, offered, bound, released, expired, declined }

    /// How many leases of a pool are in each state.
    func leaseCounts(ofPool pool: Int) -> LeaseCounts {
        let counts = poolCounts[pool * RowState.count..<(pool + 1) * RowState.count]
        func count(_ state: RowState) -> Int { counts[counts.startIndex + Int(state.rawValue)] }
        return LeaseCounts(
            bound: count(.bound), released: count(.released), expired: count(.expired), declined: count(.declined))
    }
}

extension LeaseTable.RowState {
    /// How many states there are.
    static let count = allCases.count

    init(_ state: LeaseState) {
        self =
            switch state {
            case .bound: .bound
            case .released: .released
            case .expired: .expired
            case .declined: .declined
            }
    }

    /// Whether a row stands for what is remembered of an address.
    var isLease: Bool { self != .unused && self != .offered }

    /// The state of the lease; a row that is no lease counts as expired.
    var leaseState: LeaseState {
        switch self {
        case .bound: .bound
        case .released: .released
        case .declined: .declined
        case .expired, .offered, .unused: .expired
        }
    }
}
