import DHCP

/// Some leases of an engine, and where to go on.
public struct LeasePage: Sendable {
    /// Leases, bound and ended, in no particular order.
    public let leases: [Lease]
    /// Where the next page begins; `nil` when there is none.
    public let next: LeaseCursor?
}

/// A place among the leases of an engine.
public struct LeaseCursor: Hashable, Sendable {
    /// Which configuration of the engine it was; another one has its leases in other places.
    let generation: UInt64
    let row: Int

    /// The beginning.
    public static let start = LeaseCursor(generation: 0, row: 0)
}

extension LeaseEngine {
    /// How many leases and offers there are, or a few more.
    public var leaseCount: Int { table.rows.count }

    /// The addresses of the leases from a place on, as numbers and in no particular order, from up to `limit` rows; and where
    /// the next begin.
    ///
    /// They are a small part of the leases, so many more of them can be read between two messages.
    package func leasedAddresses(from cursor: LeaseCursor, limit: Int) -> (addresses: [UInt32], next: LeaseCursor?) {
        let row = cursor.generation == generation ? cursor.row : 0
        let end = min(table.rows.count, row + max(1, min(limit, table.rows.count)))
        let addresses = (row..<max(row, end)).compactMap { row in
            table.rows[row].state.isLease ? table.rows[row].address.bitPattern : nil
        }
        return (addresses, end < table.rows.count ? LeaseCursor(generation: generation, row: end) : nil)
    }

    /// The leases from a place on, `limit` of them at most; no page takes longer, however many leases there are.
    ///
    /// Between two pages leases may change. What is there all the time comes once; after another configuration was taken
    /// over it all comes from the beginning.
    public func leases(from cursor: LeaseCursor, limit: Int) -> LeasePage {
        var row = cursor.generation == generation ? cursor.row : 0
        let end = min(table.rows.count, row + max(1, min(limit, table.rows.count)))
        var leases: [Lease] = []
        leases.reserveCapacity(end - row)
        while row < end {
            if table.rows[row].state.isLease { leases.append(table.lease(Int32(row))) }
            row += 1
        }
        return LeasePage(
            leases: leases, next: row < table.rows.count ? LeaseCursor(generation: generation, row: row) : nil)
    }
}
