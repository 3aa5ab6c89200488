#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPSQLite
    import Testing

    /// Who had an address when.
    @Suite struct HistoryTests {
        let file: HistoryFile

        init() throws { file = try HistoryFile() }

        private static let address = StoreFile.lease(1).address
        private static let other = HardwareAddress(6, 5, 4, 3, 2, 1)

        @Test func whatHappensToAnAddressIsRecordedWithItsClientItsNameAndItsPort() async throws {
            let store = try file.open()
            var lease = StoreFile.lease(1)
            lease.sentOptions = [12, 3, 0x70, 0x69, 0x31, 82, 6, 1, 4, 0x65, 0x74, 0x68, 0x37]
            try await store.make(nil, lease)
            file.time.set(200)
            var released = lease
            released.state = .released
            try await store.make(lease, released)
            let records = try await store.history(HistoryQuery(.address(Self.address), isNewestFirst: false))
            #expect(records.map(\.event) == [.begun, .released])
            #expect(records.map(\.time) == [100, 200])
            #expect(records.map(\.number) == [1, 2])
            #expect(records[0].client == lease.client && records[0].hardwareAddress == lease.hardwareAddress)
            #expect(records[0].hostName == "pi1" && records[0].circuitID == Array("eth7".utf8))
            #expect(records[0].end == lease.end && records[0].server == "kr1")
            await store.close()
        }

        @Test func anAddressThatGoesToAnotherClientIsToldAtEachTimeAskedFor() async throws {
            let store = try file.open()
            let first = StoreFile.lease(1)
            try await store.make(nil, first)
            file.time.set(1000)
            let expired = first.changed { ($0.state, $0.end) = (.expired, 900) }
            try await store.make(first, expired)
            file.time.set(2000)
            let second = expired.changed {
                ($0.hardwareAddress, $0.client) = (Self.other, ClientIdentity(Self.other))
                ($0.state, $0.end) = (.bound, 9000)
            }
            try await store.make(expired, second)
            let period = try #require(try await store.holder(of: Self.address, at: 899))
            #expect(period.beginning.hardwareAddress == first.hardwareAddress && period.contains(899))
            #expect(period.endTime == 900, "it ran out before that was recorded")
            let gap = try #require(try await store.holder(of: Self.address, at: 950))
            #expect(gap.beginning.hardwareAddress == first.hardwareAddress && !gap.contains(950))
            let now = try #require(try await store.holder(of: Self.address, at: 5000))
            #expect(now.beginning.event == .takenOver && now.beginning.hardwareAddress == Self.other)
            #expect(now.endTime == nil)
            #expect(try await store.holder(of: Self.address, at: 99) == nil)
            await store.close()
        }

        @Test(arguments: [false, true])
        func renewalsAreRecordedWhenTheyAreAskedFor(_ recordsRenewals: Bool) async throws {
            let store = try file.open(HistorySettings(recordsRenewals: recordsRenewals))
            let lease = StoreFile.lease(1)
            try await store.make(nil, lease)
            try await store.make(lease, lease.changed { $0.end += 600 })
            try await store.make(lease, lease.changed { $0.sentOptions = [12, 1, 0x61] })
            let events = try await store.history(HistoryQuery(.address(Self.address), isNewestFirst: false)).map(
                \.event)
            #expect(events == (recordsRenewals ? [.begun, .renewed, .changed] : [.begun, .changed]))
            await store.close()
        }

        @Test func aClientIsFoundByItsAddressItsIdentifierItsHardwareAndItsNameAlsoInFullRuns() async throws {
            let store = try file.open()
            let name: [UInt8] = [12, 7, 0x50, 0x72, 0x69, 0x6E, 0x74, 0x65, 0x72]
            let wanted = StoreFile.lease(70_000).changed {
                ($0.client, $0.sentOptions) = (ClientIdentity(clientIdentifier: [1, 2, 3]) ?? $0.client, name)
            }
            try await store.make(nil, wanted)
            // More than two runs of the index, the second of which begins in the midst of a transaction.
            for start in stride(from: 1, to: 18_001, by: 3000) {
                _ = try await store.commit(
                    LeaseBatch(
                        separately: (start..<start + 3000).map { LeaseChange(before: nil, after: StoreFile.lease($0)) })
                )
            }
            try await store.make(wanted, wanted.changed { $0.state = .released })
            let subjects: [HistoryQuery.Subject] = [
                .address(wanted.address), .client(wanted.client), .hardware(wanted.hardwareAddress), .name("PRINTER"),
            ]
            for subject in subjects {
                let records = try await store.history(HistoryQuery(subject))
                #expect(records.map(\.number) == [18_002, 1], "\(subject)")
            }
            #expect(
                try await store.history(HistoryQuery(.hardware(StoreFile.lease(9000).hardwareAddress))).map(\.number)
                    == [9001])
            #expect(try await store.history(HistoryQuery(.name("plotter"))).isEmpty)
            await store.close()
            let again = try file.open()
            #expect(try await again.history(HistoryQuery(.name("printer"), limit: 1)).map(\.number) == [18_002])
            await again.close()
        }

        @Test func whatIsTooOldOrTooMuchGoesAndTheChainHoldsOn() async throws {
            let store = try file.open(HistorySettings(seconds: 1000))
            for number in 1...5 {
                file.time.set(Int64(number) * 100)
                try await store.make(nil, StoreFile.lease(number))
            }
            file.time.set(1350)
            try await store.make(nil, StoreFile.lease(6))
            let reader = try SQLiteLeaseReader(path: file.path)
            var numbers: [Int64] = []
            try reader.forEachRecord { numbers.append($0.number) }
            #expect(numbers == [4, 5, 6])
            #expect(try reader.verifyHistory().problems == [])
            await store.close()

            let small = try file.open(HistorySettings(size: 1 << 20))
            for start in stride(from: 1, to: 40_001, by: 2000) {
                _ = try await small.commit(
                    LeaseBatch(
                        separately: (start..<start + 2000).map { LeaseChange(before: nil, after: StoreFile.lease($0)) })
                )
            }
            let findings = try SQLiteLeaseReader(path: file.path).verifyHistory()
            #expect(findings.problems == [] && findings.head == 40_006)
            #expect(findings.count < 20_000, "a record takes about a hundred octets")
            await small.close()
        }

        @Test func nothingIsKeptWhereItIsSwitchedOffOrNeverAskedFor() async throws {
            let plain = try file.open(nil)
            try await plain.make(nil, StoreFile.lease(1))
            await plain.close()
            let store = try file.open()
            try await store.make(nil, StoreFile.lease(2))
            await store.close()
            let goingOn = try file.open(nil)
            try await goingOn.make(nil, StoreFile.lease(3))
            await goingOn.close()
            #expect(
                try SQLiteLeaseReader(path: file.path).verifyHistory().count == 2, "the file remembers what is kept")
            let off = try file.open(HistorySettings.none)
            try await off.make(nil, StoreFile.lease(4))
            #expect(try SQLiteLeaseReader(path: file.path).verifyHistory().count == 0)
            await off.close()
        }

        @Test func whatSomebodyAskedForIsRecordedWithItsWords() async throws {
            let store = try file.open()
            var batch = LeaseBatch()
            batch.append([], records: [StoreRecord(StoreRecord.Kind(rawValue: "reservation"), key: [1], value: [2])])
            batch.administration = AdministrativeChange(
                "reserved", address: Self.address, client: ClientIdentity(Self.other))
            _ = try await store.commit(batch)
            let record = try #require(try await store.history(HistoryQuery(.hardware(Self.other))).first)
            #expect(record.event == .administered && record.note == "reserved" && record.address == Self.address)
            await store.close()
        }

        @Test func recordsOfACommitThatIsLostWithTheFileAreTakenBack() async throws {
            let store = try file.open()
            try await store.make(nil, StoreFile.lease(1))
            try file.file.remove()
            try await store.make(StoreFile.lease(1), StoreFile.lease(1).changed { $0.state = .released })
            try await store.make(nil, StoreFile.lease(2))
            let findings = try SQLiteLeaseReader(path: file.path).verifyHistory()
            #expect(findings.problems == [] && findings.count == 3)
            await store.close()
        }
    }
#endif
