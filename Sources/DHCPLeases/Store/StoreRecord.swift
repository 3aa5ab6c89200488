/// Something besides leases that a store keeps, and that a transaction can change together with them: what was, what a name
/// server has to be told, reservations made at run time.
///
/// A store does not look into it; key and value are whatever its owner makes of them.
public struct StoreRecord: Hashable, Sendable {
    /// Whose record it is.
    public struct Kind: RawRepresentable, Hashable, Sendable {
        /// A word such as `history`.
        public let rawValue: String

        /// Names a kind.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }

    /// Whose it is.
    public var kind: Kind
    /// By what it is found and in which order it is read, among those of its kind.
    public var key: [UInt8]
    /// What it says; `nil` forgets the record.
    public var value: [UInt8]?

    /// Makes a record.
    public init(_ kind: Kind, key: [UInt8], value: [UInt8]?) {
        self.kind = kind
        self.key = key
        self.value = value
    }
}

/// Adds records to the transactions of a server: they are durable together with the changes of leases, or not at all.
public protocol TransactionRecorder: Sendable {
    /// The records that go with a transaction.
    ///
    /// Asked before each commit, again when a transaction is committed again: the same transaction has to give the same
    /// keys. Runs between two batches of messages, so it must be quick.
    func records(of transaction: ArraySlice<LeaseChange>) -> [StoreRecord]
}
