#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// Leases in and out of SQLite's statements, without a copy of each row in between.
    ///
    /// GRDB's own rows and arguments take twice the time, both for loading a million leases and for a batch of changes.
    enum LeaseRow {
        static let select =
            "SELECT address, state, client_kind, client, hardware, starts, ends, options FROM lease"
        static let replace = "INSERT OR REPLACE INTO lease VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        static let delete = "DELETE FROM lease WHERE address = ?"

        /// Hands every lease that `statement`, a form of ``select``, finds to `body`.
        static func forEach(_ statement: Statement, in db: Database, _ body: (Lease) throws -> Void) throws {
            let row = statement.sqliteStatement
            defer { sqlite3_reset(row) }
            while true {
                switch sqlite3_step(row) {
                case SQLITE_ROW: try body(lease(row))
                case SQLITE_DONE: return
                case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
                }
            }
        }

        /// Writes a change, inside a transaction.
        static func write(_ change: LeaseChange, in db: Database) throws {
            if let lease = change.after {
                let statement = try db.cachedStatement(sql: replace).sqliteStatement
                bind(lease, to: statement)
                try run(statement, in: db)
            } else if let address = change.address {
                let statement = try db.cachedStatement(sql: delete).sqliteStatement
                sqlite3_bind_int64(statement, 1, Int64(address.bitPattern))
                try run(statement, in: db)
            }
        }

        private static func run(_ statement: OpaquePointer?, in db: Database) throws {
            let code = sqlite3_step(statement)
            sqlite3_reset(statement)
            guard code == SQLITE_DONE else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
            }
        }

        private static func bind(_ lease: Lease, to statement: OpaquePointer?) {
            sqlite3_bind_int64(statement, 1, Int64(lease.address.bitPattern))
            sqlite3_bind_int(statement, 2, Int32(lease.state.rawValue))
            bind(lease.client.octets, to: statement, at: 3)
            sqlite3_bind_int(statement, 4, Int32(lease.client.source.rawValue))
            bind([lease.hardwareAddress.type.rawValue] + lease.hardwareAddress.octets, to: statement, at: 5)
            sqlite3_bind_int64(statement, 6, Int64(lease.start))
            sqlite3_bind_int64(statement, 7, Int64(lease.end))
            bind(lease.sentOptions, to: statement, at: 8)
        }

        /// SQLite's word for octets that it has to copy.
        private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

        private static func bind(_ octets: [UInt8], to statement: OpaquePointer?, at index: Int32) {
            if octets.isEmpty {
                // A blob without octets has no address, and no address would be NULL.
                sqlite3_bind_zeroblob(statement, index, 0)
            } else {
                sqlite3_bind_blob(statement, index, octets, Int32(octets.count), transient)
            }
        }

        private static func lease(_ row: OpaquePointer?) throws -> Lease {
            let hardware = octets(row, 4)
            guard let address = UInt32(exactly: sqlite3_column_int64(row, 0)),
                let state = UInt8(exactly: sqlite3_column_int64(row, 1)).flatMap(LeaseState.init),
                let source = UInt8(exactly: sqlite3_column_int64(row, 2)).flatMap(ClientIdentity.Source.init),
                let client = ClientIdentity(source: source, octets: octets(row, 3).bytes),
                let type = hardware.first,
                let hardwareAddress = HardwareAddress(
                    type: HardwareType(rawValue: type), octets: hardware.bytes.extracting(droppingFirst: 1)),
                let start = UInt32(exactly: sqlite3_column_int64(row, 5)),
                let end = UInt32(exactly: sqlite3_column_int64(row, 6))
            else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "row \(sqlite3_column_int64(row, 0)) is no lease")
            }
            return Lease(
                address: IPv4Address(bitPattern: address), client: client, hardwareAddress: hardwareAddress,
                state: state, start: start, end: end, sentOptions: [UInt8](octets(row, 7)))
        }

        /// The octets of a column; they are there until the next step.
        private static func octets(_ row: OpaquePointer?, _ column: Int32) -> UnsafeRawBufferPointer {
            // The count is asked for after the pointer, as asking for the pointer may convert the value.
            let start = sqlite3_column_blob(row, column)
            return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column)))
        }
    }
#endif
