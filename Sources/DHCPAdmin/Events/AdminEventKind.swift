/// What kind of thing happened to a server, in the words of its stream of events.
public enum AdminEventKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A client has an address that it had not before.
    case leaseBegun = "lease-begun"
    /// A client has its address for longer.
    case leaseRenewed = "lease-renewed"
    /// A client has its address no more: it gave it back, its time ran out, or somebody freed it.
    case leaseEnded = "lease-ended"
    /// A client found its address in use.
    case declined
    /// A client was refused something.
    case refused
    /// A pool runs full, or has room again.
    case pool
    /// It stands otherwise with an interface.
    case interface
    /// Another server answers clients, or somebody set the clock.
    case network
    /// Leases can not be stored, or can again.
    case store
    /// Another configuration is served.
    case reconfigured
    /// A member of the cluster came or went, or this one lost or regained its quorum.
    case cluster
    /// Somebody changed something.
    case audit
    /// So many events are not told.
    case missed

    /// What is told unless somebody asks for less or more: renewals are too many.
    public static let usual = Set(allCases).subtracting([.leaseRenewed])
}
