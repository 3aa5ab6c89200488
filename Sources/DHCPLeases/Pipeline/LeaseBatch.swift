/// Changes that are committed together, in transactions.
///
/// A transaction is the changes of one decision, such as the end of one lease and the beginning of another when a client
/// moves: they stand or fall together. Transactions of a batch do not depend on another's outcome, but they are in order,
/// and a later one may continue what an earlier one wrote.
///
/// All changes lie in one array, so that a decision adds its own without an allocation.
public struct LeaseBatch: Hashable, Sendable {
    /// All changes, in order.
    public internal(set) var changes: [LeaseChange] = []
    /// Where each transaction ends in `changes`.
    private var ends: [Int] = []

    /// Makes an empty batch.
    public init() {}

    /// Makes a batch of these transactions; empty ones are left out.
    public init(_ transactions: some Sequence<[LeaseChange]>) {
        for transaction in transactions { append(transaction) }
    }

    /// Adds a transaction; one without changes is none.
    public mutating func append(_ transaction: some Sequence<LeaseChange>) {
        changes.append(contentsOf: transaction)
        endTransaction()
    }

    /// Makes the changes that were added since the last transaction a transaction, if there are any, and returns its
    /// index.
    @discardableResult
    mutating func endTransaction() -> Int? {
        guard changes.count > ends.last ?? 0 else { return nil }
        ends.append(changes.count)
        return ends.count - 1
    }
}

extension LeaseBatch: RandomAccessCollection {
    /// The first transaction's index.
    public var startIndex: Int { 0 }
    /// How many transactions there are.
    public var endIndex: Int { ends.count }

    /// The changes of one transaction.
    public subscript(index: Int) -> ArraySlice<LeaseChange> {
        changes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}
