public import DHCP

extension LeaseEngine {
    /// Frees an address as if its client had released it, and returns the change, which has to be stored; `nil` when no
    /// client has the address.
    ///
    /// An address that rests since a client declined it is free too. A client that still uses the address is not told, and
    /// keeps it until it renews.
    public mutating func release(_ address: IPv4Address, at now: DHCPInstant) -> LeaseChange? {
        guard var lease = lease(at: address), lease.state == .bound || lease.state == .declined else { return nil }
        lease.state = .released
        lease.end = UInt32(clamping: now.secondsRoundedUp)
        lease.start = min(lease.start, lease.end)
        return set(lease, at: address)
    }
}
