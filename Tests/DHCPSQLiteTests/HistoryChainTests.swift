#if SQLite
    import DHCP
    import DHCPLeases
    @testable import DHCPSQLite
    import Testing

    /// What somebody does to the history behind the server's back is found, and who is forgotten is not found.
    @Suite struct HistoryChainTests {
        let file: HistoryFile

        init() throws { file = try HistoryFile() }

        /// Ten records in four transactions.
        private func fill() async throws {
            let store = try file.open()
            for (first, count) in [(1, 1), (2, 4), (6, 4), (10, 1)] {
                let changes = (first..<first + count).map { number in
                    LeaseChange(
                        before: nil,
                        after: StoreFile.lease(number).changed { $0.sentOptions = [12, 1, 0x60 + UInt8(number)] })
                }
                _ = try await store.commit(LeaseBatch([changes]))
            }
            await store.close()
        }

        private func problems() throws -> [String] { try SQLiteLeaseReader(path: file.path).verifyHistory().problems }

        @Test func whatNobodyTouchedIsWell() async throws {
            try await fill()
            let findings = try SQLiteLeaseReader(path: file.path).verifyHistory()
            #expect(findings.problems == [] && findings.count == 10 && findings.head == 10)
            #expect(try SQLiteLeaseReader(path: file.path).historyHash(at: 10) == findings.hash)
        }

        @Test(arguments: [
            ("UPDATE history SET time = time + 1 WHERE id = 1", "record 1 was changed"),
            ("UPDATE history SET address = 1 WHERE id = 3", "one of the records 2 to 5 was changed"),
            ("UPDATE history SET hardware = x'01020304050607' WHERE id = 7", "one of the records 6 to 9"),
            ("UPDATE history SET options = x'0c0178' WHERE id = 7", "one of the records 6 to 9"),
            ("UPDATE history SET note = 'freed' WHERE id = 7", "one of the records 6 to 9"),
            ("UPDATE history SET event = 6 WHERE id = 10", "record 10 was changed"),
            ("UPDATE history_link SET server = 'kr2' WHERE last = 5", "one of the records 2 to 5"),
            ("UPDATE history_link SET hash = zeroblob(32) WHERE last = 9", "one of the records 6 to 9"),
            ("DELETE FROM history WHERE id = 4", "record 4 is missing"),
            ("DELETE FROM history WHERE id = 10; DELETE FROM history_link WHERE last = 10", "the last was 10"),
            ("DELETE FROM history WHERE id < 3", "record 2 is missing"),
            (
                "INSERT INTO history SELECT 11, time, event, address, ends, client_kind, client, hardware, options, note, seal "
                    + "FROM history WHERE id = 9", "1 records were inserted"
            ),
            ("DELETE FROM history_link WHERE last = 5", "one of the records 2 to 9"),
            (
                "UPDATE history SET client = NULL, client_kind = NULL, hardware = NULL, options = NULL, seal = zeroblob(32) "
                    + "WHERE id = 1", "record 1 was changed"
            ),
        ])
        func whatSomebodyChangedIsFound(_ change: (statements: String, problem: String)) async throws {
            try await fill()
            try file.file.execute(change.statements)
            let problems = try problems()
            #expect(problems.contains { $0.contains(change.problem) }, "\(change.statements): \(problems)")
        }

        @Test func whoIsForgottenIsInNoRecordAndTheChainIsWell() async throws {
            try await fill()
            let store = try file.open()
            let lease = StoreFile.lease(7)
            #expect(try await store.forget(.hardware(lease.hardwareAddress)) == 1)
            #expect(try await store.history(HistoryQuery(.hardware(lease.hardwareAddress))).isEmpty)
            #expect(try await store.history(HistoryQuery(.name("g"))).isEmpty)
            let record = try #require(try await store.history(HistoryQuery(.address(lease.address))).first)
            #expect(
                record.isForgotten && record.client == nil && record.hardwareAddress == nil && record.event == .begun)
            await store.close()
            let findings = try SQLiteLeaseReader(path: file.path).verifyHistory()
            #expect(findings.problems == [] && findings.forgottenCount == 1 && findings.count == 11)
        }

        @Test func whoIsForgottenInAFullRunIsNotFound() async throws {
            let store = try file.open()
            for start in stride(from: 1, to: 9001, by: 3000) {
                _ = try await store.commit(
                    LeaseBatch(
                        separately: (start..<start + 3000).map { LeaseChange(before: nil, after: StoreFile.lease($0)) })
                )
            }
            let (lease, neighbour) = (StoreFile.lease(500), StoreFile.lease(501))
            #expect(try await store.forget(.client(lease.client)) == 1)
            #expect(try await store.history(HistoryQuery(.address(lease.address))).count == 1)
            #expect(try await store.history(HistoryQuery(.hardware(neighbour.hardwareAddress))).count == 1)
            await store.close()
            #expect(try problems() == [])
        }

        @Test func theIndexLosesWhoIsForgottenButForTheAddress() {
            var index = HistoryIndex()
            let (lease, neighbour) = (StoreFile.lease(1), StoreFile.lease(2))
            for (number, lease) in [(5, lease), (6, neighbour)] as [(Int64, Lease)] {
                index.add(
                    HistoryEntry(AdministrativeChange("", address: lease.address, client: lease.client)), number: number
                )
            }
            func places(_ key: HistoryKey, _ slice: [UInt8]) -> [Int64] {
                slice.withUnsafeBytes { HistoryIndex.places(of: key, in: $0) }
            }
            let kept: Set = [HistoryKey(lease.address).tag]
            for (key, rest) in [
                (HistoryKey(lease.client), []), (HistoryKey(lease.address), [4]), (HistoryKey(neighbour.client), [5]),
            ] as [(HistoryKey, [Int64])] {
                let slice = index.slices[Int(key.slice)]
                #expect(places(key, slice).count == 1)
                #expect(places(key, HistoryIndex.removing([4], from: slice, keeping: kept)) == rest)
            }
        }

        @Test func recordsThatWereEmptiedByHandAreNoticed() async throws {
            try await fill()
            let store = try file.open()
            try await store.forget(.hardware(StoreFile.lease(7).hardwareAddress))
            await store.close()
            try file.file.execute("DELETE FROM history_link WHERE last = 11; DELETE FROM history WHERE id = 11")
            try file.file.execute("UPDATE history_state SET head = 10")
            #expect(try problems().contains { $0.contains("1 records are empty, and 0 were emptied") })
        }

        @Test(arguments: [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 128, 1000])
        func digestsAreTheSameWithAndWithoutTheProcessorsInstructions(_ count: Int) {
            let octets = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            #expect(SHA256.digest(of: octets) == SHA256.digest(of: octets, isPlain: true))
        }

        /// The examples of FIPS 180-4.
        @Test(arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
        func digestsAreThoseOfTheStandard(_ text: String, _ digest: String) {
            #expect(SHA256.digest(of: Array(text.utf8)).hexadecimal() == digest)
        }
    }
#endif
