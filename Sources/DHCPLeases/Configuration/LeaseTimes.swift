/// How long things last.
public struct LeaseTimes: Hashable, Sendable {
    /// Lease time for clients that ask for none, in seconds.
    ///
    /// `infinite` never ends.
    public var lease: UInt32
    /// The shortest lease time that a client gets, whatever it asks for, in seconds.
    public var minimumLease: UInt32
    /// The longest lease time that a client gets, whether it asks for one or not, in seconds.
    public var maximumLease: UInt32
    /// How long an address is held for a client that was offered it, in seconds.
    public var offer: UInt32
    /// How long an address rests after a client found it in use (DECLINE), in seconds.
    public var decline: UInt32
    /// After which part of the lease time a client renews (T1), in thousandths.
    public var renewalPermille: Int
    /// After which part of the lease time a client asks any server (T2), in thousandths.
    public var rebindingPermille: Int
    /// After how many seconds a client renews (T1); `nil` for ``renewalPermille``, which also holds for leases that are
    /// no longer than this.
    public var renewal: UInt32?
    /// After how many seconds a client asks any server (T2); `nil` for ``rebindingPermille``, which also holds for leases
    /// that are no longer than this.
    public var rebinding: UInt32?

    /// The lease time that never ends (RFC 2131 section 3.3).
    public static let infinite = UInt32.max

    /// Makes times; the defaults are 12 hours (5 minutes to 24 hours), offers held for a minute, declined addresses
    /// resting for a day, T1 and T2 as RFC 2131 section 4.4.5 suggests.
    public init(
        lease: UInt32 = 43_200, minimumLease: UInt32 = 300, maximumLease: UInt32 = 86_400, offer: UInt32 = 60,
        decline: UInt32 = 86_400, renewalPermille: Int = 500, rebindingPermille: Int = 875,
        renewal: UInt32? = nil, rebinding: UInt32? = nil
    ) {
        self.lease = lease
        self.minimumLease = minimumLease
        self.maximumLease = maximumLease
        self.offer = offer
        self.decline = decline
        self.renewalPermille = renewalPermille
        self.rebindingPermille = rebindingPermille
        self.renewal = renewal
        self.rebinding = rebinding
    }

    /// The lease time for a client that asks for `requested`, kept within the bounds.
    ///
    /// Who asks for none gets ``lease``, and ``maximumLease`` when that is longer. Where the bounds contradict each
    /// other, the longest lease time holds.
    public func granted(requested: UInt32?) -> UInt32 {
        min(requested.map { max($0, minimumLease) } ?? lease, maximumLease)
    }

    /// T1 and T2 of a lease time, in seconds: T1 < T2 < lease whenever the lease is at least 3 seconds.
    package func renewalAndRebinding(of lease: UInt32) -> (renewal: UInt32, rebinding: UInt32) {
        if lease == Self.infinite { return (Self.infinite, Self.infinite) }
        func time(_ seconds: UInt32?, _ permille: Int) -> UInt32 {
            if let seconds, seconds < lease { return seconds }
            return part(permille, of: lease)
        }
        let rebinding = min(time(rebinding, rebindingPermille), lease > 0 ? lease - 1 : 0)
        return (min(time(renewal, renewalPermille), rebinding > 0 ? rebinding - 1 : 0), rebinding)
    }

    private func part(_ permille: Int, of lease: UInt32) -> UInt32 {
        UInt32(clamping: Int(lease) * min(max(permille, 0), 1000) / 1000)
    }

    /// Whether T1 and T2 differ from what a client takes when it is not told (RFC 2131 section 4.4.5).
    var differFromClientDefaults: Bool {
        renewalPermille != 500 || rebindingPermille != 875 || renewal != nil || rebinding != nil
    }
}

/// Lease times that a pool, a class or a reservation has of its own, in seconds; what is `nil` is as it is elsewhere.
public struct LeaseTimeOverrides: Hashable, Sendable {
    /// Lease time for clients that ask for none.
    public var lease: UInt32?
    /// The shortest lease time.
    public var minimumLease: UInt32?
    /// The longest lease time.
    public var maximumLease: UInt32?

    /// Makes overrides; by default there are none.
    public init(lease: UInt32? = nil, minimumLease: UInt32? = nil, maximumLease: UInt32? = nil) {
        self.lease = lease
        self.minimumLease = minimumLease
        self.maximumLease = maximumLease
    }

    /// Whether nothing is different.
    public var isEmpty: Bool { lease == nil && minimumLease == nil && maximumLease == nil }
}

extension LeaseTimes {
    /// These times with what is different in a narrower scope.
    ///
    /// What the narrower scope says holds: its bounds for the lease time of the wider one too, and its lease time for
    /// the wider one's bounds, which move when it passes them. Beside a bound of its own a lease time ends at that; so
    /// does a shortest lease time that is longer than the longest.
    public func overridden(by overrides: LeaseTimeOverrides) -> LeaseTimes {
        if overrides.isEmpty { return self }
        var times = self
        times.maximumLease =
            overrides.maximumLease ?? max(maximumLease, overrides.lease ?? 0, overrides.minimumLease ?? 0)
        let shortest = min(minimumLease, overrides.lease ?? .max)
        times.minimumLease = min(overrides.minimumLease ?? shortest, times.maximumLease)
        times.lease = overrides.lease ?? lease
        if overrides.minimumLease != nil { times.lease = max(times.lease, times.minimumLease) }
        if overrides.maximumLease != nil { times.lease = min(times.lease, times.maximumLease) }
        return times
    }
}
