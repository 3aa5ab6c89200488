#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// Writes changes of leases, inside a transaction.
    ///
    /// Values are bound to SQLite's statements where they are, many rows at once: GRDB's own arguments take twice the time,
    /// and a statement for each row nearly twice again, with two allocations of SQLite's.
    struct LeaseRowWriter {
        private let db: Database
        /// Statements that replace so many rows, the most first.
        private let replacements: [(rows: Int, statement: Statement)]
        private var deletion: Statement?

        private static let columns = 9
        private static let sources = [16, 4, 1].map { rows in
            let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
            let all = Array(repeating: row, count: rows).joined(separator: ", ")
            return (rows: rows, sql: "INSERT OR REPLACE INTO lease VALUES " + all)
        }

        /// Writes changes in order, in a transaction of `db`.
        static func write(_ changes: [LeaseChange], in db: Database) throws {
            var writer = try LeaseRowWriter(db, count: changes.count)
            try writer.write(changes)
        }

        /// A look-up takes as long as writing a row: once for all rows, and only what so many changes can need.
        private init(_ db: Database, count: Int) throws {
            self.db = db
            replacements = try Self.sources.filter { $0.rows <= count }.map {
                ($0.rows, try db.cachedStatement(sql: $0.sql))
            }
        }

        private mutating func write(_ changes: [LeaseChange]) throws {
            var rest = changes[...]
            while let first = rest.first {
                let count = rest.prefix(Self.sources[0].rows).prefix { $0.after != nil }.count
                if let (rows, statement) = replacements.first(where: { $0.rows <= count }) {
                    try replace(rest.prefix(rows), with: statement.sqliteStatement)
                    rest = rest.dropFirst(rows)
                } else {
                    try remove(first.address)
                    rest = rest.dropFirst()
                }
            }
        }

        private mutating func remove(_ address: IPv4Address?) throws {
            guard let address else { return }
            let deletion = try self.deletion ?? db.cachedStatement(sql: "DELETE FROM lease WHERE address = ?")
            self.deletion = deletion
            sqlite3_bind_int64(deletion.sqliteStatement, 1, Int64(address.bitPattern))
            try run(deletion.sqliteStatement)
        }

        private func replace(_ changes: ArraySlice<LeaseChange>, with statement: OpaquePointer) throws {
            let leases = changes.lazy.compactMap(\.after)
            let count = leases.reduce(0) { $0 + RowOctets.count(for: $1) }
            try withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { buffer in
                var octets = RowOctets(buffer)
                var column: Int32 = 0
                for lease in leases {
                    bind(lease, to: statement, behind: column, &octets)
                    column += Int32(Self.columns)
                }
                // The octets go when this returns, and the statement stays.
                defer { sqlite3_clear_bindings(statement) }
                try run(statement)
            }
        }

        private func bind(
            _ lease: Lease, to statement: OpaquePointer, behind column: Int32, _ octets: inout RowOctets
        ) {
            sqlite3_bind_int64(statement, column + 1, Int64(lease.address.bitPattern))
            sqlite3_bind_int(statement, column + 2, Int32(lease.state.rawValue))
            lease.client.withOctets { octets.bind($0, to: statement, at: column + 3) }
            sqlite3_bind_int(statement, column + 4, Int32(lease.client.source.rawValue))
            lease.hardwareAddress.withTypeAndOctets { octets.bind($0, to: statement, at: column + 5) }
            sqlite3_bind_int64(statement, column + 6, Int64(lease.start))
            sqlite3_bind_int64(statement, column + 7, Int64(lease.end))
            octets.bind(lease.sentOptions.span.bytes, to: statement, at: column + 8)
            sqlite3_bind_int64(statement, column + 9, Int64(lease.lead))
        }

        private func run(_ statement: OpaquePointer) throws {
            let code = sqlite3_step(statement)
            sqlite3_reset(statement)
            guard code == SQLITE_DONE else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
            }
        }
    }

    /// The octets of the rows that one statement writes, which stay where they are until it has run.
    private struct RowOctets {
        private var rest: UnsafeMutableRawBufferPointer

        init(_ buffer: UnsafeMutableRawBufferPointer) {
            rest = buffer
        }

        /// How much room the octets of a lease take.
        static func count(for lease: Lease) -> Int {
            lease.client.withOctets { $0.byteCount } + 1 + lease.hardwareAddress.count + lease.sentOptions.count
        }

        mutating func bind(_ octets: RawSpan, to statement: OpaquePointer, at index: Int32) {
            if octets.isEmpty {
                // A blob without octets has no address, and no address would be NULL.
                sqlite3_bind_zeroblob(statement, index, 0)
                return
            }
            let place = UnsafeMutableRawBufferPointer(rebasing: rest.prefix(octets.byteCount))
            octets.withUnsafeBytes { place.copyMemory(from: $0) }
            sqlite3_bind_blob(statement, index, place.baseAddress, Int32(place.count), nil)
            rest = UnsafeMutableRawBufferPointer(rebasing: rest.dropFirst(octets.byteCount))
        }
    }
#endif
