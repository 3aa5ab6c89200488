/// Too few of the machines that keep a store can be reached, so nothing is stored and nothing can be proved.
///
/// That is no fault of the store's: leases that are promised for longer than their clients know go on meanwhile.
public struct LeaseStoreWithoutQuorum: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was met, for people.
    public let description: String

    /// Makes an error.
    public init(_ description: String = "too few of the machines that keep the leases can be reached") {
        self.description = description
    }
}

extension LeaseStoreWithoutQuorum: LeaseStoreFailure {
    /// It is not.
    public var isForWantOfRoom: Bool { false }
}
