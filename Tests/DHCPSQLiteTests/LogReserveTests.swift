#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPSQLite
    import DHCPTesting
    import Foundation
    import Testing

    @Suite struct LogReserveTests {
        private let file: StoreFile
        private let step = 4 << 20

        init() throws {
            file = try StoreFile()
        }

        @Test func theLogHasRoomBeforeTheFirstLease() async throws {
            let store = try file.open()
            let before = try file.size("-wal")
            #expect(before >= step)
            for number in 0..<20 { try await store.keep(StoreFile.lease(number)) }
            #expect(try file.size("-wal") == before, "a commit made the file longer")
            await store.close()
        }

        @Test func moreRoomIsMadeBeforeItIsNeeded() async throws {
            let store = try file.open()
            let first = try file.size("-wal")
            var number = 0
            while try file.size("-wal") == first, number < 5000 {
                try await store.keep(StoreFile.lease(number))
                number += 1
            }
            #expect(number < 5000)
            // It is written piece by piece, before the next commit.
            try await store.keep(StoreFile.lease(number))
            #expect(try file.size("-wal") == first + step)
            await store.close()
        }

        @Test func whatALogWithRoomHoldsIsReadAgain() async throws {
            let store = try file.open()
            for number in 0..<300 { try await store.keep(StoreFile.lease(number)) }
            let copy = try StoreFile()
            // As after a crash: the log with all behind its last commit.
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: file.path + suffix, toPath: copy.path + suffix)
            }
            await store.close()
            let restarted = try copy.open()
            #expect(try await restarted.leases().count == 300)
            await restarted.close()
        }
    }
#endif
