#if SQLite
    public import DHCP
    public import DHCPLeases
    import Dispatch
    import GRDB

    extension SQLiteLeaseReader {
        /// The records of the history that are asked for; none where no history is kept.
        ///
        /// Throws ``LeaseStoreError`` when the file can not be read.
        public func history(_ query: HistoryQuery) throws -> [HistoryRecord] {
            try readHistory { try HistorySearch.records(query, in: $0) } ?? []
        }

        /// Who had an address at a time of day, in seconds since 1970: the last who got it until then, and until when; `nil`
        /// when nothing is recorded of that.
        ///
        /// Throws ``LeaseStoreError`` when the file can not be read.
        public func holder(of address: IPv4Address, at time: Int64) throws -> HistoryPeriod? {
            try readHistory { try HistorySearch.holder(of: address, at: time, in: $0) } ?? nil
        }

        /// Hands all records to `body`, in order, as many at a time as leave a server's log alone.
        ///
        /// Throws what `body` throws, and ``LeaseStoreError`` when the file can not be read.
        public func forEachRecord(_ body: (HistoryRecord) throws -> Void) throws {
            var last: Int64 = .min
            var count = 0
            repeat {
                count = 0
                try readHistory { db in
                    guard try HistorySchema.isThere(db) else { return }
                    try HistoryRow.forEach(in: db, where: "id > ?", arguments: [last]) { record in
                        try body(record)
                        (last, count) = (record.number, count + 1)
                        return count < Self.pieceCount
                    }
                }
            } while count == Self.pieceCount
        }

        /// Looks whether a record was changed, removed or inserted since it was made.
        ///
        /// Whoever may write the file can make a new history that fits: so keep the hash of what is found elsewhere. Throws
        /// ``LeaseStoreError`` when the file can not be read.
        public func verifyHistory() throws -> HistoryFindings {
            var check = HistoryCheck()
            try check.run { body in try readHistory(body) ?? false }
            return check.findings
        }

        /// The hash of the transaction that ended with a record, in hexadecimal; `nil` when there is none.
        ///
        /// Throws ``LeaseStoreError`` when the file can not be read.
        public func historyHash(at number: Int64) throws -> String? {
            try readHistory { db in
                guard try HistorySchema.isThere(db) else { return nil }
                let row = try Row.fetchOne(db, sql: "SELECT hash FROM history_link WHERE last = ?", arguments: [number])
                return row.map { HistoryRow.octets($0, 0).hexadecimal() }
            } ?? nil
        }

        private static let pieceCount = 10_000
    }

    extension SQLiteLeaseStore: HistoryStore {
        /// The records that are asked for, read beside the commits.
        ///
        /// Throws ``LeaseStoreError`` when the file can not be read.
        public func history(_ query: HistoryQuery) async throws -> [HistoryRecord] {
            try await readBeside { try $0.history(query) }
        }

        /// Who had an address at a time of day, in seconds since 1970; `nil` when nothing is recorded of that.
        ///
        /// Throws ``LeaseStoreError`` when the file can not be read.
        public func holder(of address: IPv4Address, at time: Int64) async throws -> HistoryPeriod? {
            try await readBeside { try $0.holder(of: address, at: time) }
        }

        private func readBeside<Value: Sendable>(
            _ body: @escaping @Sendable (SQLiteLeaseReader) throws -> Value
        ) async throws -> Value {
            try await withCheckedThrowingContinuation { continuation in
                Self.readers.async { [path] in
                    continuation.resume(with: Result { try body(SQLiteLeaseReader(ofStoreAt: path)) })
                }
            }
        }

        /// One question after another, so that many who ask take one processor at most.
        private static let readers = DispatchQueue(label: "dhcp.leases.history")
    }
#endif
