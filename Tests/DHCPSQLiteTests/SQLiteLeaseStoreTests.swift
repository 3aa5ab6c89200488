#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPSQLite
    import DHCPTesting
    import Foundation
    import Testing

    @Suite struct SQLiteLeaseStoreTests {
        let file: StoreFile

        init() throws {
            file = try StoreFile()
        }

        @Test(arguments: LeaseStoreSuite.Check.cases(isShared: false)) func itKeepsWhatEveryStorePromises(
            _ check: LeaseStoreSuite.Check
        ) async throws {
            try await LeaseStoreSuite { [file] in try file.open() }.run(check)
        }

        @Test func aCommitIsOnTheDiskWhenItReturns() async throws {
            let store = try file.open()
            #expect(try store.synchronous == 2, "PRAGMA synchronous is not FULL")
            await store.close()
        }

        @Test func whatWasCommittedIsInTheFilesAtOnce() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(7))
            let copy = try StoreFile()
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: file.path + suffix, toPath: copy.path + suffix)
            }
            let restarted = try copy.open()
            #expect(try await restarted.leases() == [StoreFile.lease(7)])
            await restarted.close()
            await store.close()
        }

        @Test(arguments: 0...40) func batchesOfAnySizeAreKeptAsTheyCame(count: Int) async throws {
            let store = try file.open()
            var expected: [IPv4Address: Lease] = [:]
            var changes: [LeaseChange] = []
            for number in 0..<count {
                // Some addresses change twice, some leases go, and some have octets of every length.
                var lease = StoreFile.lease(number % 30)
                lease.start = UInt32(number)
                lease.sentOptions = [UInt8](repeating: UInt8(number), count: number * 7)
                changes.append(LeaseChange(before: nil, after: lease))
                expected[lease.address] = lease
                if number % 11 == 5 {
                    changes.append(LeaseChange(before: lease, after: nil))
                    expected[lease.address] = nil
                }
            }
            #expect(try await store.commit(LeaseBatch(separately: changes)).count == changes.count)
            #expect(try await store.leases() == expected.values.sorted { $0.address < $1.address })
            await store.close()
        }

        @Test func aSecondProcessIsRefusedAndToldWhoHasTheFile() async throws {
            let store = try file.open()
            let error = try #require(throws: LeaseStoreError.self) { try file.open() }
            #expect(error.code == .inUse && error.process == getpid())
            #expect(error.description.contains("process \(getpid())"))
            await store.close()
            let next = try file.open()
            await next.close()
        }

        @Test func theFileIsFreeOnceItIsClosedThoughAProcessThatBeginsHasACopyOfItsLock() async throws {
            let store = try file.open()
            // As a fork has them until it becomes another program.
            let copies = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
                .filter {
                    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?
                        .hasSuffix("\(file.path)-lock") == true
                }
                .compactMap(Int32.init).map { dup($0) }
            defer { for copy in copies { close(copy) } }
            #expect(copies.count == 1)
            await store.close()
            let next = try file.open()
            await next.close()
        }

        @Test func anotherNameOfTheFileIsTheSameFile() async throws {
            let store = try file.open()
            let link = file.directory + "/other.sqlite"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file.path)
            #expect(throws: LeaseStoreError.self) { try SQLiteLeaseStore(path: link, logger: .silent) }
            await store.close()
        }

        @Test func aClosedStoreSaysSo() async throws {
            let store = try file.open()
            await store.close()
            let error = await #expect(throws: LeaseStoreError.self) { try await store.commit(LeaseBatch()) }
            #expect(error?.code == .closed)
        }

        @Test func aDirectoryThatIsNotThereIsNamedWithTheCure() throws {
            let error = #expect(throws: LeaseStoreError.self) {
                try SQLiteLeaseStore(path: file.directory + "/none/leases.sqlite", logger: .silent)
            }
            #expect(error?.code == .unreachable)
            #expect(error?.description.contains("its directory has to exist") == true)
        }

        @Test func theLogStaysSmallUnderLoad() async throws {
            let store = try file.open()
            var longest = 0
            // Each batch dirties some 100 pages, so that unhindered the log would grow to 160 MiB.
            for batch in 0..<400 {
                let changes = (0..<100).map { row in
                    LeaseChange(before: nil, after: StoreFile.lease(row * 100 + batch % 100, end: UInt32(batch)))
                }
                _ = try await store.commit(LeaseBatch(separately: changes))
                longest = try max(longest, file.size("-wal"))
            }
            #expect(longest < 96 << 20)
            #expect(try file.size() < 4 << 20)
            await store.close()
            #expect(!FileManager.default.fileExists(atPath: file.path + "-wal"))
        }
    }
#endif
