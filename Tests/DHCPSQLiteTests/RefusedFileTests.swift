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

        private func expectRefusal(_ reason: LeaseStoreError.Reason) throws {
            let before = try file.octets()
            let error = #expect(throws: LeaseStoreError.self) { try file.open() }
            #expect(error?.reason == reason)
            #expect(try file.octets() == before)
        }

        @Test func aFileThatIsNoDatabase() throws {
            try file.write(Data("lease 10.0.0.1 {\n}\n".utf8) + Data(repeating: 0x20, count: 4096))
            try expectRefusal(.corrupt)
        }

        @Test func aDatabaseOfSomethingElse() async throws {
            let store = try file.open()
            await store.close()
            var octets = try file.octets()
            octets.replaceSubrange(68..<72, with: Data([0, 0, 0, 0]))
            try file.write(octets)
            try expectRefusal(.notLeases)
        }

        @Test func aDamagedFileIsReportedWhenItIsLoaded() async throws {
            let store = try file.open()
            _ = try await store.commit((0..<5000).map { LeaseChange(before: nil, after: StoreFile.lease($0)) })
            await store.close()
            var octets = try file.octets()
            let middle = octets.count / 2 / 4096 * 4096
            octets.replaceSubrange(middle..<middle + 8192, with: Data(repeating: 0xA5, count: 8192))
            try file.write(octets)
            let damaged = try file.open()
            let error = await #expect(throws: LeaseStoreError.self) { try await damaged.leases() }
            #expect(error?.reason == .corrupt)
            #expect(error?.description.contains("dhcp leases recover") == true)
            await damaged.close()
            #expect(try file.octets() == octets)
        }
    }
#endif
