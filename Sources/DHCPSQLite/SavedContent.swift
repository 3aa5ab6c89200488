#if SQLite
    import DHCP
    import DHCPLeases

    /// What could be read of a damaged lease file.
    struct SavedContent {
        /// In the order of their addresses.
        private(set) var leases: [Lease] = []
        private(set) var records: [StoreRecord] = []
        /// The clocks with which they were stored, when those can be read.
        private(set) var mark: LeaseTimeMark?

        /// Reads the file at `path`.
        ///
        /// Throws ``LeaseStoreError`` when it can not be opened; of one that can not even be told for a database there is
        /// nothing.
        init(of path: String) throws(LeaseStoreError) {
            do {
                try ReadableDatabase(path).read { db in
                    mark = try? ClockRow.read(db)
                    var found: [Lease] = []
                    var salvage = LeaseSalvage(db) { found.append($0) }
                    try salvage.run()
                    leases = found.sorted { $0.address < $1.address }
                    records = RecordSalvage.records(in: db)
                }
            } catch {
                let failure = LeaseStoreError(error, path: path)
                guard failure.code == .corrupt else { throw failure }
            }
        }

        /// Stores all of it, so much at a time.
        func write(to store: SQLiteLeaseStore, by count: Int) async throws {
            if let mark { try await store.keep(mark) }
            for start in stride(from: 0, to: leases.count, by: count) {
                let some = leases[start..<min(start + count, leases.count)]
                _ = try await store.commit(LeaseBatch(separately: some.map { LeaseChange(before: nil, after: $0) }))
            }
            for start in stride(from: 0, to: records.count, by: count) {
                var batch = LeaseBatch()
                batch.append(Array(records[start..<min(start + count, records.count)]), to: 0)
                _ = try await store.commit(batch)
            }
        }
    }
#endif
