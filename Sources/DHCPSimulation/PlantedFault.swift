/// A fault that is put into a simulation on purpose, to see whether it is found.
public enum PlantedFault: String, CaseIterable, Sendable {
    /// The store makes transactions whose addresses hold something else.
    case compareLeftOut
    /// The store lets a client have two addresses of a network.
    case clientNotCompared
    /// A lease is ended when its client thinks so, and not when its promise is over.
    case promiseNotHonoured
    /// What is known here refuses an address, without asking the store.
    case cacheBelievedForNAK
    /// Without a quorum a lease is extended by as much as its promise, whatever of it is left.
    case renewalBeyondPromise
    /// A change of another server is now and then not heard of.
    case watchEventLost
    /// What the store can not tell of is taken for not stored.
    case unknownTakenForFailure
    /// What the store can not tell of is taken for stored, and its client is told.
    case unknownTakenForSuccess
    /// A member answers the clients of others at once.
    case stepInWithoutAsking
    /// Members do as if their clocks were one.
    case skewIgnored
    /// A client is told before the store has said that it is stored.
    case acknowledgedBeforeCommit
    /// A member that has missed too much goes on from now, and does not load the leases again.
    case compactionOverlooked
}
