#if SQLite
    import DHCPLeases
    import DHCPSQLite
    import Foundation
    import Testing

    /// Files that are not opened, and not touched.
    @Suite struct RefusedFileTests {
        let file: StoreFile

        init() throws {
            file = try StoreFile()
        }

        private func expectRefusal(_ code: LeaseStoreError.Code) throws {
            let before = try file.octets()
            let error = #expect(throws: LeaseStoreError.self) { try file.open() }
            #expect(error?.code == code)
            #expect(try file.octets() == before)
        }

        /// What never was a lease file, and what a power cut or a disk made of one.
        static let foreign: [(String, Data)] = [
            ("a configuration", Data("subnets:\n  - { subnet: 10.0.0.0/24 }\n".utf8)),
            ("a long text", Data("lease 10.0.0.1 {\n}\n".utf8) + Data(repeating: 0x20, count: 4096)),
            ("an image", Data([0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3]) + Data((0..<255).map { UInt8($0) })),
            ("a database", Data("SQLite format 3\0".utf8) + Data(repeating: 1, count: 4080)),
        ]

        @Test(arguments: foreign) func aFileThatNeverWasOneOfLeasesIsNotTouched(_ name: String, _ octets: Data)
            async throws
        {
            try file.write(octets)
            try expectRefusal(.notLeases)
            #expect(throws: LeaseStoreError.self, "\(name)") { try SQLiteLeaseReader(path: file.path) }
            await #expect(throws: LeaseStoreError.self) { _ = try await SQLiteLeaseRecovery.replace(file.path) }
            #expect(try file.octets() == octets)
            #expect(try FileManager.default.contentsOfDirectory(atPath: file.directory) == ["leases.sqlite"])
        }

        @Test func anEmptyFileHasNoLeasesAndNothingToRecover() async throws {
            try file.write(Data())
            var count = 0
            try SQLiteLeaseReader(path: file.path).forEach { _ in count += 1 }
            #expect(count == 0)
            await #expect(throws: LeaseStoreError.self) { _ = try await SQLiteLeaseRecovery.replace(file.path) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: file.directory) == ["leases.sqlite"])
        }

        @Test(arguments: [16, 100, 4096]) func aLeaseFileWhoseBeginningIsLostIsDamaged(_ count: Int) async throws {
            let store = try file.open()
            _ = try await store.commit(
                LeaseBatch(separately: (0..<5000).map { LeaseChange(before: nil, after: StoreFile.lease($0)) }))
            await store.close()
            var octets = try file.octets()
            octets.replaceSubrange(0..<count, with: (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) })
            try file.write(octets)
            try expectRefusal(.corrupt)
            let (_, damaged) = try await SQLiteLeaseRecovery.replace(file.path)
            #expect(try Data(contentsOf: URL(filePath: damaged)) == octets)
        }

        @Test func aDatabaseOfSomethingElse() async throws {
            let store = try file.open()
            await store.close()
            var octets = try file.octets()
            octets.replaceSubrange(68..<72, with: Data([0, 0, 0, 0]))
            try file.write(octets)
            try expectRefusal(.notLeases)
        }

        @Test(arguments: [
            "CREATE TRIGGER t AFTER INSERT ON lease BEGIN DELETE FROM lease; END",
            "CREATE VIEW more AS SELECT 1", "CREATE TABLE more (a)", "CREATE UNIQUE INDEX i ON lease (state)",
            "CREATE VIRTUAL TABLE more USING fts5 (a)",
            "ALTER TABLE lease RENAME TO kept; CREATE VIEW lease AS SELECT * FROM kept",
            "DROP TABLE lease; CREATE TABLE lease (address, state, client, client_kind, hardware, starts, ends, options)",
            "DROP TABLE grdb_migrations; CREATE VIEW grdb_migrations AS SELECT 'leases' AS identifier",
        ])
        func aDatabaseThatDoesMoreThanToKeepLeases(_ statements: String) async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            await store.close()
            try file.execute(statements)
            try expectRefusal(.notLeases)
            #expect(throws: LeaseStoreError.self) { try SQLiteLeaseReader(path: file.path) }
        }

        @Test func whatAnalyzeKeepsIsNoHindrance() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            await store.close()
            try file.execute("ANALYZE")
            let again = try file.open()
            #expect(try await again.leases() == [StoreFile.lease(1)])
            await again.close()
        }

        @Test func aDamagedFileIsReportedWhenItIsLoaded() async throws {
            let store = try file.open()
            _ = try await store.commit(
                LeaseBatch(separately: (0..<5000).map { LeaseChange(before: nil, after: StoreFile.lease($0)) }))
            await store.close()
            var octets = try file.octets()
            let middle = octets.count / 2 / 4096 * 4096
            octets.replaceSubrange(middle..<middle + 8192, with: Data(repeating: 0xA5, count: 8192))
            try file.write(octets)
            let damaged = try file.open()
            let error = await #expect(throws: LeaseStoreError.self) { try await damaged.leases() }
            #expect(error?.code == .corrupt)
            #expect(error?.cause != nil)
            #expect(error?.description.contains("dhcp leases recover") == true)
            await damaged.close()
            #expect(try file.octets() == octets)
        }
    }
#endif
