#if SQLite
    import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import DHCPTesting
    import Testing

    /// Reservations that are made at run time, in the lease file.
    @Suite struct KeptReservationTests {
        @Test func aReservationIsKeptInTheLeaseFile() async throws {
            let file = try TemporaryFile(named: "leases.sqlite")
            defer { file.remove() }
            let reservation = RuntimeReservation(
                .hardwareAddress(HardwareAddress(2, 0, 0, 0, 0, 1)), address: IPv4Address(192, 0, 2, 77),
                in: try #require(IPv4Prefix("192.0.2.0/24")))
            for _ in 1...2 {
                let server = try CompleteServer(
                    configuration: .values(.lab()), store: .file(file.path), logger: .silent)
                try await server.running { handle in
                    if handle.reservations.isEmpty { try await handle.reserve(reservation) }
                    #expect(handle.reservations.map(\.isActive) == [true])
                    let address = try await handle.leased(1)
                    #expect(address == IPv4Address(192, 0, 2, 77))
                    let status = try await handle.status()
                    #expect(status.store.place == file.path)
                }
            }
        }
    }
#endif
