public import DHCP

/// Changes that are committed together, in transactions.
///
/// A transaction is the changes of one decision, such as the end of one lease and the beginning of another when a client
/// moves: they stand or fall together, with the records that belong to them; some are records alone. Transactions of a batch do not depend on
/// another's outcome, but they are in order, and a later one may continue what an earlier one wrote.
///
/// All changes lie in one array, so that a decision adds its own without an allocation.
public struct LeaseBatch: Hashable, Sendable {
    /// All changes, in order.
    public internal(set) var changes: [LeaseChange] = []
    /// Where each transaction ends in `changes`.
    private var ends: [Int] = []
    /// In which network each change is; empty where nobody asks.
    private var networks: [IPv4Address] = []
    /// Records and their transactions, in order.
    private var notes: [Note] = []
    /// What a record has to say wherever a client gets an address that it did not have; `nil` when that does not matter.
    ///
    /// A shared store makes such a transaction only where that is so (``beginsLease(_:)``), else it is a conflict that names
    /// no lease. So a server whose pools are old can give nobody an address.
    public var condition: StoreRecord?
    /// What the batch does for somebody who asked for it; `nil` for what clients and time do.
    ///
    /// A store that keeps a history records it.
    public var administration: AdministrativeChange?

    private struct Note: Hashable, Sendable {
        let transaction: Int
        let record: StoreRecord
    }

    /// Makes an empty batch.
    public init() {}

    /// Makes a batch of these transactions; empty ones are left out.
    public init(_ transactions: some Sequence<[LeaseChange]>) {
        for transaction in transactions { append(transaction) }
    }

    /// Makes a batch of changes that have nothing to do with each other, each a transaction.
    public init(separately changes: some Sequence<LeaseChange>) {
        for change in changes { append(CollectionOfOne(change)) }
    }

    /// Adds a transaction with its records; one without changes and without records is none.
    public mutating func append(_ transaction: some Sequence<LeaseChange>, records: [StoreRecord] = []) {
        changes.append(contentsOf: transaction)
        if endTransaction() == nil {
            if records.isEmpty { return }
            ends.append(changes.count)
        }
        append(records, to: ends.count - 1)
    }

    /// Adds records to a transaction: to the last, or to one behind all that have records.
    public mutating func append(_ records: [StoreRecord], to transaction: Int) {
        for record in records { notes.append(Note(transaction: transaction, record: record)) }
    }

    /// The records of all transactions, in order.
    public var records: some Sequence<StoreRecord> { notes.lazy.map(\.record) }

    /// The records of one transaction.
    public func records(of transaction: Int) -> [StoreRecord] {
        // They are in the order of their transactions.
        let first = notes.partitioningIndex { $0.transaction >= transaction }
        return notes[first...].prefix { $0.transaction == transaction }.map(\.record)
    }

    /// Whether a client gets an address by a transaction that it did not have.
    public func beginsLease(_ transaction: Int) -> Bool {
        self[transaction].contains { change in
            guard let after = change.after, after.state == .bound else { return false }
            return change.before?.state != .bound || change.before?.client != after.client
        }
    }

    /// The network of the change at `index` of ``changes``, by the first address of its first subnet; `nil` when that is
    /// not told.
    ///
    /// A shared store may refuse a client a second address of the same network.
    public func network(ofChange index: Int) -> IPv4Address? {
        index < networks.count ? networks[index] : nil
    }

    /// Tells the network of each change: the first address of the first subnet of the link; `nil` for none.
    package mutating func nameNetworks(_ network: (IPv4Address) -> IPv4Address?) {
        networks = changes.map { $0.address.flatMap(network) ?? .any }
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

extension RandomAccessCollection {
    /// The index of the first element for which a question that is answered with no first and then with yes is answered with
    /// yes.
    fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
        var (low, count) = (startIndex, count)
        while count > 0 {
            let middle = index(low, offsetBy: count / 2)
            if isBehind(self[middle]) {
                count /= 2
            } else {
                low = index(after: middle)
                count -= count / 2 + 1
            }
        }
        return low
    }
}

extension LeaseBatch: RandomAccessCollection {
    /// The first transaction's index.
    public var startIndex: Int { 0 }
    /// How many transactions there are.
    public var endIndex: Int { ends.count }

    /// The changes of one transaction; their indices are those of ``changes``.
    public subscript(index: Int) -> ArraySlice<LeaseChange> {
        changes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}
