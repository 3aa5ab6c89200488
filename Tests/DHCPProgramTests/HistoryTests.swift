#if SQLite
    import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import DHCPTesting
    import Testing

    /// Who had an address, asked of a running server.
    @Suite struct HistoryTests {
        @Test func whatClientsAndAdministratorsDoIsRecordedAndAClientIsForgottenOnRequest() async throws {
            let file = try TemporaryFile(named: "leases.sqlite")
            defer { file.remove() }
            let server = try CompleteServer(configuration: .values(.lab()), store: .file(file.path), logger: .silent)
            let hardware = HardwareAddress(2, 0, 0, 0, 0, 1)
            let reservation = RuntimeReservation(
                .hardwareAddress(hardware), address: IPv4Address(192, 0, 2, 77),
                in: try #require(IPv4Prefix("192.0.2.0/24")))
            try await server.running { handle in
                #expect(handle.keepsHistory)
                try await handle.reserve(reservation)
                let address = try await handle.leased(1)
                try await handle.release(address)
                let query = HistoryQuery(.address(address), isNewestFirst: false)
                let records = try await handle.history(query).value
                #expect(records.map(\.event) == [.administered, .begun, .released])
                #expect(records.map { $0.note != nil } == [true, false, true])
                #expect(records.allSatisfy { $0.client == ClientIdentity(hardware) && !$0.server.isEmpty })
                let period = try #require(try await handle.holder(of: address, at: records[2].time).value)
                #expect(period.beginning == records[1] && period.ending == records[2])
                #expect(try await handle.forgetHistory(of: .hardware(hardware)).value == 3)
                #expect(try await handle.history(query).value.allSatisfy(\.isForgotten))
            }
        }

        @Test func withoutAHistoryNothingIsRecorded() async throws {
            let file = try TemporaryFile(named: "leases.sqlite")
            defer { file.remove() }
            var configuration = try ServerConfiguration.lab()
            configuration.history = .none
            let server = try CompleteServer(
                configuration: .values(configuration), store: .file(file.path), logger: .silent)
            try await server.running { handle in
                let address = try await handle.leased(1)
                #expect(!handle.keepsHistory)
                #expect(try await handle.history(HistoryQuery(.address(address))).value.isEmpty)
            }
        }
    }
#endif
