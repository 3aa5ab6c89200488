#if SQLite
    import DHCPLeases
    import DHCPSQLite
    import Foundation
    import Testing

    /// What happens when somebody removes files that the store has open.
    @Suite struct LostFileTests {
        let file: StoreFile

        init() throws {
            file = try StoreFile()
        }

        /// What a restart finds.
        private func restarted(_ store: SQLiteLeaseStore) async throws -> [Lease] {
            await store.close()
            let again = try file.open()
            let leases = try await again.leases()
            await again.close()
            return leases
        }

        @Test(arguments: [[""], ["-wal"], ["", "-wal", "-shm"], ["-shm", "-lock", ""]])
        func removedFilesAreMadeAgainWithAllLeases(_ suffixes: [String]) async throws {
            let store = try file.open()
            for number in 0..<100 { try await store.keep(StoreFile.lease(number)) }
            for suffix in suffixes { try file.remove(suffix) }
            try await store.keep(StoreFile.lease(100))
            #expect(throws: LeaseStoreError.self) { try file.open() }
            try await store.keep(StoreFile.lease(101))
            #expect(try await restarted(store) == (0...101).map { StoreFile.lease($0) })
        }

        @Test func withoutItsDirectoryNothingIsStoredUntilItIsThere() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            try FileManager.default.removeItem(atPath: file.directory)
            for _ in 0..<2 {
                let error = await #expect(throws: LeaseStoreError.self) { try await store.keep(StoreFile.lease(2)) }
                #expect(error?.code == .vanished)
                await #expect(throws: LeaseStoreError.self) { try await store.commit(LeaseBatch()) }
            }
            try FileManager.default.createDirectory(atPath: file.directory, withIntermediateDirectories: true)
            #expect(try await store.commit(LeaseBatch()) == [])
            try await store.keep(StoreFile.lease(3))
            #expect(try await restarted(store) == [StoreFile.lease(1), StoreFile.lease(3)])
        }

        @Test func aFileThatWasPutInItsPlaceIsNotOverwritten() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            try file.remove()
            try file.write(Data("something else".utf8))
            let error = await #expect(throws: LeaseStoreError.self) { try await store.keep(StoreFile.lease(2)) }
            #expect(error?.code == .vanished)
            #expect(try file.octets() == Data("something else".utf8))
            try file.remove()
            try await store.keep(StoreFile.lease(3))
            #expect(try await restarted(store) == [StoreFile.lease(1), StoreFile.lease(3)])
        }
    }
#endif
