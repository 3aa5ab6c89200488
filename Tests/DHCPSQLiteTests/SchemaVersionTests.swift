#if SQLite
    import DHCPLeases
    import DHCPSQLite
    import Testing

    /// Files of older versions are brought up to date; those of newer ones are left alone.
    @Suite struct SchemaVersionTests {
        let file: StoreFile

        init() throws { file = try StoreFile() }

        private static let withoutHistory = """
            DROP TABLE history; DROP TABLE history_link; DROP TABLE history_index; DROP TABLE history_run;
            DROP TABLE history_state; DELETE FROM grdb_migrations WHERE identifier = 'history';
            """

        private static let withoutPromises = """
            \(withoutHistory)
            ALTER TABLE lease DROP COLUMN lead; DELETE FROM grdb_migrations WHERE identifier = 'lead'
            """

        @Test func aFileOfTheVersionBeforeRecordsOpensWithItsLeasesAndKeepsRecords() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            await store.close()
            try file.execute(Self.withoutPromises)
            try file.execute("DROP TABLE record; DELETE FROM grdb_migrations WHERE identifier = 'record'")
            #expect(try SQLiteLeaseReader(path: file.path).timeMark == nil, "readable before it is brought up to date")
            let again = try file.open()
            #expect(try await again.leases() == [StoreFile.lease(1)])
            let record = StoreRecord(StoreRecord.Kind(rawValue: "history"), key: [1], value: [2])
            var batch = LeaseBatch()
            batch.append([LeaseChange(before: nil, after: StoreFile.lease(2))], records: [record])
            _ = try await again.commit(batch)
            #expect(try await again.records(record.kind) == [record])
            await again.close()
        }

        @Test func aFileOfTheVersionBeforePromisesIsReadAndOpensWithItsLeasesAndKeepsPromises() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            await store.close()
            try file.execute(Self.withoutPromises)
            var read: [Lease] = []
            try SQLiteLeaseReader(path: file.path).forEach { read.append($0) }
            #expect(read == [StoreFile.lease(1)], "readable before it is brought up to date")
            let again = try file.open()
            var promised = StoreFile.lease(1)
            promised.lead = 900
            let change = LeaseChange(before: StoreFile.lease(1), after: promised)
            _ = try await again.commit(LeaseBatch(separately: [change]))
            #expect(try await again.leases() == [promised])
            await again.close()
        }

        @Test func aFileOfTheVersionBeforeHistoriesIsReadAndOpensWithItsLeasesAndKeepsAHistory() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            await store.close()
            try file.execute(Self.withoutHistory)
            let reader = try SQLiteLeaseReader(path: file.path)
            let address = StoreFile.lease(2).address
            #expect(
                try reader.history(HistoryQuery(.address(address))).isEmpty, "readable before it is brought up to date")
            #expect(try reader.verifyHistory().problems == [])
            let again = try SQLiteLeaseStore(
                path: file.path, history: HistorySettings(), server: "kr1", logger: .silent)
            #expect(try await again.leases() == [StoreFile.lease(1)])
            try await again.keep(StoreFile.lease(2))
            #expect(try await again.history(HistoryQuery(.address(address))).count == 1)
            await again.close()
        }

        @Test func aFileOfANewerVersionIsRefusedInOneClearLineAndNotTouched() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            await store.close()
            try file.execute("CREATE TABLE future (a); INSERT INTO grdb_migrations VALUES ('future')")
            let octets = try file.octets()
            let error = #expect(throws: LeaseStoreError.self) { try file.open() }
            #expect(error?.code == .newer)
            #expect(error?.description.contains("\n") == false && error?.description.contains("newer version") == true)
            #expect(try file.octets() == octets)
        }

        @Test func recordsOfACommitThatIsLostWithTheFileAreTakenBackToo() async throws {
            let store = try file.open()
            let kind = StoreRecord.Kind(rawValue: "history")
            var batch = LeaseBatch()
            batch.append(
                [LeaseChange(before: nil, after: StoreFile.lease(1))],
                records: [StoreRecord(kind, key: [1], value: [1]), StoreRecord(kind, key: [2], value: [1])])
            _ = try await store.commit(batch)
            batch = LeaseBatch()
            batch.append(
                [LeaseChange(before: StoreFile.lease(1), after: nil)],
                records: [
                    StoreRecord(kind, key: [1], value: [2]), StoreRecord(kind, key: [2], value: nil),
                    StoreRecord(kind, key: [1], value: [3]),
                ])
            try file.remove()
            _ = try await store.commit(batch)
            #expect(try await store.records(kind) == [StoreRecord(kind, key: [1], value: [3])])
            await store.close()
            let again = try file.open()
            #expect(try await again.records(kind) == [StoreRecord(kind, key: [1], value: [3])])
            #expect(try await again.leases().isEmpty)
            await again.close()
        }
    }
#endif
