#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// Leases out of SQLite's statements, without a copy of each row in between.
    ///
    /// GRDB's own rows take twice the time for a million leases.
    enum LeaseRow {
        static func select(_ db: Database) throws -> String {
            // A file that is only read may be of a version before there were several servers.
            let lead = try db.columns(in: "lease").contains { $0.name == "lead" } ? "lead" : "0"
            return "SELECT address, state, client_kind, client, hardware, starts, ends, options, \(lead) FROM lease"
        }

        /// Hands every lease that `statement`, a form of ``select(_:)``, finds to `body`.
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
                let end = UInt32(exactly: sqlite3_column_int64(row, 6)),
                let lead = UInt32(exactly: sqlite3_column_int64(row, 8))
            else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "row \(sqlite3_column_int64(row, 0)) is no lease")
            }
            return Lease(
                address: IPv4Address(bitPattern: address), client: client, hardwareAddress: hardwareAddress,
                state: state, start: start, end: end, sentOptions: [UInt8](octets(row, 7)), lead: lead)
        }

        /// The octets of a column; they are there until the next step.
        private static func octets(_ row: OpaquePointer?, _ column: Int32) -> UnsafeRawBufferPointer {
            // The count is asked for after the pointer, as asking for the pointer may convert the value.
            let start = sqlite3_column_blob(row, column)
            return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column)))
        }
    }
#endif
