/// What a store that several servers share tells of its changes.
public enum StoreChanges: Hashable, Sendable {
    /// What addresses hold now, each once or in order, and up to which revision that is all. None tells that nothing changed.
    case changed([StoredLease], upTo: StoreRevision)
    /// More was changed than the store could keep: the leases have to be loaded again. Nothing comes behind it.
    case startAgain
    /// The store can not be reached; what follows the last revision that was told is to be asked for again. Nothing comes
    /// behind it.
    case interrupted
}
