public import DHCP

/// How full a pool is.
public struct PoolUsage: Hashable, Sendable {
    /// The pool.
    public let range: IPv4Range
    /// How many of its addresses are for everybody: all but reserved ones and those that are never leased.
    public let capacity: Int
    /// How many of those nobody has, was offered or declined.
    public let free: Int
    /// What is remembered of all its addresses, reserved ones too.
    public let leases: LeaseCounts

    /// Makes a description of a pool.
    public init(range: IPv4Range, capacity: Int, free: Int, leases: LeaseCounts = LeaseCounts()) {
        self.range = range
        self.capacity = capacity
        self.free = free
        self.leases = leases
    }
}

/// How many leases there are in each state.
public struct LeaseCounts: Hashable, Sendable {
    /// Those that clients have.
    public var bound: Int
    /// Those that were given back.
    public var released: Int
    /// Those that ran out.
    public var expired: Int
    /// Addresses that rest, since somebody uses them without a lease.
    public var declined: Int

    /// Makes counts; by default of nothing.
    public init(bound: Int = 0, released: Int = 0, expired: Int = 0, declined: Int = 0) {
        self.bound = bound
        self.released = released
        self.expired = expired
        self.declined = declined
    }

    /// How many are in a state.
    public subscript(state: LeaseState) -> Int {
        switch state {
        case .bound: bound
        case .released: released
        case .expired: expired
        case .declined: declined
        }
    }
}
