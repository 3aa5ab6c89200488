import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPProgram
import DHCPTesting
import Testing

/// Reservations that are made while the server runs.
@Suite struct RuntimeReservationTests {
    private let client = Reservation.Identifier.hardwareAddress(HardwareAddress(2, 0, 0, 0, 0, 1))
    private let store = InMemoryLeaseStore()

    private func subnet() throws -> IPv4Prefix { try #require(IPv4Prefix("192.0.2.0/24")) }

    private func server(_ configuration: ServerConfiguration? = nil) throws -> CompleteServer {
        try CompleteServer(
            configuration: .values(try configuration ?? .lab()), store: .own(store), logger: .silent)
    }

    private func reservation(_ last: UInt8 = 77) throws -> RuntimeReservation {
        RuntimeReservation(client, address: IPv4Address(192, 0, 2, last), in: try subnet())
    }

    @Test func aReservationCountsAtOnceAndAfterARestart() async throws {
        try await server().running { handle in
            try await handle.reserve(try reservation())
            #expect(handle.reservations.map(\.isActive) == [true])
            #expect(try await handle.status().subnets.map(\.reservations) == [1])
            #expect(try await handle.leased(1) == IPv4Address(192, 0, 2, 77))
            #expect(try await handle.leased(2) == IPv4Address(192, 0, 2, 10))
        }
        let expected = try reservation()
        try await server().running { handle in
            #expect(handle.reservations.map(\.reservation) == [expected])
            let status = try await handle.status()
            #expect(status.subnets.map(\.reservations) == [1])
        }
    }

    @Test func aReservationIsReplacedAndForgotten() async throws {
        try await server().running { handle in
            try await handle.reserve(try reservation())
            let expected = try reservation(78)
            try await handle.reserve(expected)
            #expect(handle.reservations.map(\.reservation) == [expected])
            #expect(try await handle.removeReservation(for: client, in: try subnet()))
            #expect(try await !handle.removeReservation(for: client, in: try subnet()))
            #expect(try await handle.leased(1) == IPv4Address(192, 0, 2, 10))
        }
        #expect(try await store.records(StoreRecord.Kind(rawValue: "reservation")).isEmpty)
    }

    @Test func aReservationCountsOnAfterAReload() async throws {
        try await server().running { handle in
            try await handle.reserve(try reservation())
            try await handle.reload(.values(try .lab(pool: "192.0.2.70-192.0.2.80")))
            #expect(try await handle.leased(1) == IPv4Address(192, 0, 2, 77))
        }
    }

    @Test func whatTheConfigurationReservesOtherwiseIsRefused() async throws {
        var configuration = try ServerConfiguration.lab()
        configuration.leases.subnets[0].reservations = [
            Reservation(.clientIdentifier([1, 2]), address: IPv4Address(192, 0, 2, 77))
        ]
        try await server(configuration).running { handle in
            for wrong in [try reservation(), RuntimeReservation(.clientIdentifier([1, 2]), in: try subnet())] {
                let error = await #expect(throws: CompleteServerError.self) { try await handle.reserve(wrong) }
                #expect(error?.code == .reservation)
            }
            let elsewhere = RuntimeReservation(client, address: IPv4Address(10, 0, 0, 1), in: try subnet())
            await #expect(throws: CompleteServerError.self) { try await handle.reserve(elsewhere) }
            #expect(handle.reservations.isEmpty)
        }
    }

    @Test func aReservationThatTheNextConfigurationContradictsWaits() async throws {
        try await server().running { handle in
            try await handle.reserve(try reservation())
            var next = try ServerConfiguration.lab()
            next.leases.subnets[0].reservations = [
                Reservation(.clientIdentifier([1, 2]), address: IPv4Address(192, 0, 2, 77))
            ]
            try await handle.reload(.values(next))
            #expect(handle.reservations.map(\.obstacle) == ["192.0.2.77 is reserved for another client"])
            #expect(try await handle.leased(1) == IPv4Address(192, 0, 2, 10))
            try await handle.reload(.values(try .lab()))
            #expect(handle.reservations.map(\.isActive) == [true])
        }
    }
}
