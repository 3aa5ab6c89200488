import DHCP

extension LeaseTable {
    /// What a row stands for.
    enum RowState: UInt8 { case unused, offered, bound, released, expired, declined }
}

extension LeaseTable.RowState {
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
