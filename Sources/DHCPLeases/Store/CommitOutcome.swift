public import DHCP

/// What became of one transaction of a batch.
public enum CommitOutcome: Hashable, Sendable {
    /// All its changes are durable; others see them at this revision.
    case committed(StoreRevision = .unshared)
    /// Another server was faster, and none of its changes was made: this is what the store holds instead.
    ///
    /// What is there of each address that the transaction changes, and where the client has another address, of that too.
    case conflict([StoredLease])
    /// Nobody knows: the store was asked, and did not answer.
    ///
    /// Such a transaction is believed, since then nobody else gets the address, and acknowledged to nobody. The next one
    /// of the same address finds out.
    case unknown
}

/// What a store holds of an address.
public struct StoredLease: Hashable, Sendable {
    /// The address.
    public var address: IPv4Address
    /// What is remembered of it; `nil` for nothing.
    public var lease: Lease?
    /// The revision at which the store held it.
    public var revision: StoreRevision

    /// Makes a record of a store.
    public init(_ address: IPv4Address, _ lease: Lease?, at revision: StoreRevision = .unshared) {
        self.address = address
        self.lease = lease
        self.revision = revision
    }
}

/// A point in the history of a store that several servers share; each change has a later one than those before it.
public struct StoreRevision: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number; 0 where nobody else uses the store.
    public let rawValue: UInt64

    /// Makes a revision.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Where no other server uses the store, and so nothing has to be put in order.
    public static let unshared = StoreRevision(rawValue: 0)

    /// Whether one is earlier.
    public static func < (left: StoreRevision, right: StoreRevision) -> Bool { left.rawValue < right.rawValue }
}
