#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPSQLite
    import Foundation
    import Testing

    /// What is saved of damaged files, and what is read beside a server.
    @Suite struct RecoveryTests {
        let file: StoreFile
        private let leases = (0..<5000).map { StoreFile.lease($0) }

        init() throws {
            file = try StoreFile()
        }

        private func fill() async throws {
            let store = try file.open()
            _ = try await store.commit(LeaseBatch(separately: leases.map { LeaseChange(before: nil, after: $0) }))
            await store.close()
        }

        /// Overwrites whole pages.
        private func damage(_ pages: [Int]) throws -> Data {
            var octets = try file.octets()
            for page in pages {
                octets.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: 0xA5, count: 4096))
            }
            try file.write(octets)
            return octets
        }

        private func read(_ path: String) throws -> [Lease] {
            var leases: [Lease] = []
            try SQLiteLeaseReader(path: path).forEach { leases.append($0) }
            return leases
        }

        @Test func aDamagedFileIsSetAsideAndTheRestIsSaved() async throws {
            try await fill()
            let damaged = try damage([20, 21, 40])
            let result = try await SQLiteLeaseRecovery.replace(file.path)
            #expect(try Data(contentsOf: URL(filePath: result.damaged)) == damaged)
            let saved = try read(file.path)
            #expect(saved.count == result.count)
            // A page has some seventy leases.
            #expect(saved.count > 4500 && saved.count < 5000)
            #expect(Set(saved).isSubset(of: leases))
            await (try file.open()).close()
        }

        @Test func anotherFileCanBeWrittenAndTheDamagedOneStays() async throws {
            try await fill()
            let damaged = try damage([10])
            let output = file.directory + "/saved.sqlite"
            let count = try await SQLiteLeaseRecovery.save(file.path, to: output)
            #expect(try read(output).count == count)
            #expect(try file.octets() == damaged)
            await #expect(throws: LeaseStoreError.self) { try await SQLiteLeaseRecovery.save(file.path, to: output) }
        }

        @Test func aFileOfWhichNothingIsLeftIsSetAsideToo() async throws {
            try file.write(Data(repeating: 0xA5, count: 8192))
            let result = try await SQLiteLeaseRecovery.replace(file.path)
            #expect(result.count == 0)
            #expect(try Data(contentsOf: URL(filePath: result.damaged)) == Data(repeating: 0xA5, count: 8192))
            #expect(try read(file.path) == [])
        }

        @Test func whatWasCommittedLastIsSavedToo() async throws {
            try await fill()
            let store = try file.open()
            try await store.keep(StoreFile.lease(9000))
            let crashed = try StoreFile()
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: file.path + suffix, toPath: crashed.path + suffix)
            }
            await store.close()
            let result = try await SQLiteLeaseRecovery.replace(crashed.path)
            #expect(result.count == 5001)
            #expect(try read(crashed.path).last == StoreFile.lease(9000))
        }

        @Test func aFileThatAServerUsesIsReadAndNotRecovered() async throws {
            try await fill()
            let store = try file.open()
            try await store.keep(StoreFile.lease(9000))
            #expect(try read(file.path).count == 5001)
            await #expect(throws: LeaseStoreError.self) { try await SQLiteLeaseRecovery.replace(file.path) }
            await store.close()
        }

        @Test func aRangeIsReadInTheOrderOfAddresses() async throws {
            try await fill()
            let range = try #require(IPv4Range("10.0.0.250-10.0.1.3"))
            var found: [String] = []
            try SQLiteLeaseReader(path: file.path).forEach(in: range) { found.append($0.address.description) }
            #expect(found.count == 10)
            #expect((found.first, found.last) == ("10.0.0.250", "10.0.1.3"))
        }
    }
#endif
