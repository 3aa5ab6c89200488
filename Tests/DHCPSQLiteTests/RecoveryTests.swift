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

        private static let history = StoreRecord.Kind(rawValue: "history")

        private func records(_ path: String, _ kind: StoreRecord.Kind) async throws -> [StoreRecord] {
            let store = try SQLiteLeaseStore(path: path, logger: .silent)
            var found: [StoreRecord] = []
            try await store.records(kind, startingWith: []) { found.append($0) }
            await store.close()
            return found
        }

        @Test func recordsAreSavedWithTheLeases() async throws {
            let other = StoreRecord(StoreRecord.Kind(rawValue: "names"), key: [], value: [])
            let history = (0..<5000).map { number in
                StoreRecord(
                    Self.history, key: withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) },
                    value: Array(repeating: UInt8(number & 0xFF), count: 40))
            }
            try await fill()
            let store = try file.open()
            var batch = LeaseBatch()
            batch.append(history + [other], to: 0)
            _ = try await store.commit(batch)
            await store.close()
            let whole = try StoreFile()
            _ = try await SQLiteLeaseRecovery.save(file.path, to: whole.path)
            #expect(try await records(whole.path, Self.history) == history)
            #expect(try await records(whole.path, other.kind) == [other])

            let pages = try file.size() / 4096
            _ = try damage([pages - 40, pages - 25, pages - 10])
            _ = try await SQLiteLeaseRecovery.replace(file.path)
            let saved = try await records(file.path, Self.history)
            // A page has some seventy records.
            #expect(saved.count > 4500 && saved.count < 5000, "\(saved.count)")
            #expect(Set(saved).isSubset(of: history))
            #expect(try await records(file.path, other.kind) == [other])
            #expect(try read(file.path) == leases)
        }

        @Test("a name that is taken is said to be, and what lies beside a new file is not taken over")
        func takenNames() async throws {
            try await fill()
            for suffix in ["", "-wal", "-next"] {
                let output = file.directory + "/saved\(suffix.count).sqlite"
                try Data("x".utf8).write(to: URL(filePath: output + suffix))
                let error = await #expect(throws: LeaseStoreError.self) {
                    try await SQLiteLeaseRecovery.save(file.path, to: output)
                }
                #expect(error?.code == .exists)
                #expect(error?.description.contains("choose another name") == true)
                #expect(try Data(contentsOf: URL(filePath: output + suffix)) == Data("x".utf8))
            }
        }

        @Test func whatAnInterruptedRecoveryLeftIsNotInTheWay() async throws {
            try await fill()
            _ = try damage([20])
            try Data("half".utf8).write(to: URL(filePath: file.path + "-saved"))
            let result = try await SQLiteLeaseRecovery.replace(file.path)
            let names = try FileManager.default.contentsOfDirectory(atPath: file.directory).sorted()
            #expect(try read(file.path).count == result.count && result.count > 4500)
            #expect(
                names == ["", "-damaged-1", "-lock", "-saved"].map { "leases.sqlite\($0)" }, "\(names)")
        }

        @Test func aRecoveryThatCanNotEndLeavesNothing() async throws {
            try await fill()
            _ = try damage([20])
            // What is to be renamed to this name can not be.
            try FileManager.default.createDirectory(atPath: file.path + "-next", withIntermediateDirectories: true)
            try Data().write(to: URL(filePath: file.path + "-next/x"))
            let before = try file.octets()
            await #expect(throws: LeaseStoreError.self) { try await SQLiteLeaseRecovery.replace(file.path) }
            #expect(try file.octets() == before)
            #expect(!FileManager.default.fileExists(atPath: file.path + "-saved"))
            try FileManager.default.removeItem(atPath: file.path + "-next")
            #expect(try await SQLiteLeaseRecovery.replace(file.path).count > 4500)
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
