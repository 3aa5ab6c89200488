#if SQLite
    import DHCPLeases
    import DHCPSQLite
    import Foundation
    import Testing

    /// Which files are known for those of a store before anything is done to them.
    @Suite struct StoreFilesTests {
        let file: StoreFile

        init() throws {
            file = try StoreFile()
        }

        private func check() throws {
            let descriptor = open(file.path, O_RDONLY)
            let log = open(file.path + "-wal", O_RDONLY)
            defer { for number in [descriptor, log] where number >= 0 { close(number) } }
            try StoreFiles.check(descriptor, log: log < 0 ? nil : log, path: file.path)
            try StoreFiles.checkTables(descriptor, path: file.path)
        }

        private func recognizes(_ suffix: String) -> Bool {
            let descriptor = open(file.path + suffix, O_RDONLY)
            defer { close(descriptor) }
            return StoreFiles.recognize(suffix, descriptor)
        }

        @Test func aFileOfLeasesIsKnownWithItsLogAndWithout() async throws {
            try file.write(Data())
            try check()
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            // All of it is in the log.
            try check()
            for suffix in ["", "-wal", "-shm", "-lock"] { #expect(recognizes(suffix), "\(suffix)") }
            await store.close()
            try check()
        }

        @Test(arguments: RefusedFileTests.foreign)
        func whatNeverWasOneIsNot(_ name: String, _ octets: Data) throws {
            try file.write(octets)
            // A lock beside it can be anybody's.
            try Data().write(to: URL(filePath: file.path + "-lock"))
            #expect(throws: LeaseStoreError.self, "\(name)") { try check() }
            for suffix in ["-wal", "-shm", "-lock", "-next", "-saved"] {
                try octets.write(to: URL(filePath: file.path + suffix))
                #expect(!recognizes(suffix), "\(name) as \(suffix)")
            }
        }

        @Test func aFileWithMoreThanLeasesIsNot() async throws {
            let store = try file.open()
            await store.close()
            try file.execute("CREATE TRIGGER t AFTER INSERT ON lease BEGIN DELETE FROM lease; END")
            let error = #expect(throws: LeaseStoreError.self) { try check() }
            #expect(error?.code == .notLeases)
        }

        @Test func whetherAFileCouldBeWrittenIsSaidWithoutWriting() async throws {
            try SQLiteLeaseStore.check(path: file.path)
            #expect(try FileManager.default.contentsOfDirectory(atPath: file.directory) == [])
            let store = try file.open()
            let error = #expect(throws: LeaseStoreError.self) { try SQLiteLeaseStore.check(path: file.path) }
            #expect(error?.code == .inUse && error?.process == getpid())
            await store.close()
            try SQLiteLeaseStore.check(path: file.path)
            try file.write(Data("subnets: []\n".utf8))
            #expect(throws: LeaseStoreError.self) { try SQLiteLeaseStore.check(path: file.path) }
            #expect(throws: LeaseStoreError.self) {
                try SQLiteLeaseStore.check(path: file.directory + "/none/leases.sqlite")
            }
        }
    }
#endif
