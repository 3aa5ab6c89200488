public import DHCP

extension CommitPipeline {
    /// Frees an address as ``LeaseEngine/release(_:at:)`` does; the change is committed with the next commit.
    public mutating func release(_ address: IPv4Address, at now: DHCPInstant) -> LeaseChange? {
        guard let change = engine.release(address, at: now) else { return nil }
        waiting.batch.append(CollectionOfOne(change))
        return change
    }
}
