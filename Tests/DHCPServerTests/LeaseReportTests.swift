import DHCP
import DHCPLeases
import DHCPTesting
import Logging
import Testing

@testable import DHCPServer

/// The lines about leases that begin, move and end, and about reservations that are not had.
@Suite struct LeaseReportTests {
    let transport = InMemoryTransport()
    let clock = ManualClock()
    let log = SharedLines()

    private func service(
        _ configure: (inout LeaseConfiguration) -> Void = { _ in }, logsLeases: Bool = true
    ) throws -> DHCPService<LeaseResponder> {
        let here = Subnet(
            try #require(IPv4Prefix("10.0.0.0/24")), pools: [Pool(try #require(IPv4Range("10.0.0.100-10.0.0.109")))])
        let there = Subnet(
            try #require(IPv4Prefix("10.1.0.0/24")),
            reservations: [Reservation(.hardwareAddress(client(7)), address: IPv4Address(10, 1, 0, 9))])
        var configuration = LeaseConfiguration(subnets: [here, there])
        configure(&configuration)
        var responder = LeaseResponder(
            engine: try LeaseEngine(configuration: configuration), store: InMemoryLeaseStore(),
            logger: Logger.recording(log, level: .info))
        responder.logsLeases = logsLeases
        return DHCPService(
            responder, transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: .seconds(1)), clock: clock, logger: .silent)
    }

    private func client(_ number: UInt8) -> HardwareAddress { HardwareAddress(2, 0, 0, 0, 0, number) }

    private func acquire(
        _ number: UInt8, _ fill: (inout DHCPOptions) -> Void = { _ in }
    ) async throws -> DHCPMessage {
        transport.receive(.discover(client(number), options: fill))
        let offer = try #require(await transport.nextReply()).message
        var request = DHCPMessage.selecting(offer)
        fill(&request.options)
        transport.receive(request)
        return try #require(await transport.nextReply()).message
    }

    private func lines(_ word: String) -> [String] { log.lines.filter { $0.contains(": \(word) ") } }

    @Test func aLeaseThatBeginsAndEndsIsNamedWithItsHost() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        let ack = try await acquire(1) { $0[.hostName] = "printer" }
        var line = try #require(lines("leased").first)
        for fact in [
            "info: ", "address=10.0.0.100", "client=02:00:00:00:00:01", "host=printer", "time=43200", "interface=test0",
        ] {
            #expect(line.contains(fact), "\(fact)")
        }
        transport.receive(.release(client(1), address: ack.yiaddr, server: IPv4Address(10, 0, 0, 1)))
        #expect(try await service.call { $0.outcomes[.released] } == 1)
        line = try #require(lines("released").first)
        #expect(line.contains("address=10.0.0.100") && line.hasPrefix("info: "))
    }

    @Test func aLeaseThatRanOutIsNamedWithItsHost() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        _ = try await acquire(1) { $0[.hostName] = "printer" }
        clock.advance(by: .seconds(50_000))
        // Who comes after that is answered when the lease is over.
        _ = try await acquire(2)
        let line = try #require(lines("expired").first)
        for fact in ["info: ", "address=10.0.0.100", "client=02:00:00:00:00:01", "host=printer"] {
            #expect(line.contains(fact), "\(fact)")
        }
        #expect(lines("expired").count == 1)
    }

    @Test func whoHasAReservationElsewhereIsTold() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        _ = try await acquire(7)
        let line = try #require(lines("leased").first)
        #expect(line.hasPrefix("notice: "))
        #expect(
            line.contains("why=10.1.0.9 is reserved for the client in 10.1.0.0/24, and it is in 10.0.0.0/24"))
    }

    @Test func whoseReservedAddressAnotherHasIsTold() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        #expect(try await acquire(1).yiaddr == IPv4Address(10, 0, 0, 100))
        let two = client(2)
        try await service.call { responder in
            var configuration = responder.engine.configuration
            configuration.subnets[0].reservations = [
                Reservation(.hardwareAddress(two), address: IPv4Address(10, 0, 0, 100))
            ]
            try? responder.reconfigure(configuration)
        }
        _ = try await acquire(2)
        let line = try #require(lines("leased").last)
        #expect(
            line.contains(
                "why=10.0.0.100 is reserved for the client, and 02:00:00:00:00:01 has it still; the client gets it when "
                    + "that lease ends"))
    }

    @Test func aClientThatMovesNamesWhereFrom() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        #expect(try await acquire(1).yiaddr == IPv4Address(10, 0, 0, 100))
        let one = client(1)
        try await service.call { responder in
            var configuration = responder.engine.configuration
            configuration.subnets[0].reservations = [
                Reservation(.hardwareAddress(one), address: IPv4Address(10, 0, 0, 9))
            ]
            try? responder.reconfigure(configuration)
        }
        #expect(try await acquire(1).yiaddr == IPv4Address(10, 0, 0, 9))
        #expect(lines("leased").last?.contains("moved-from=10.0.0.100") == true)
    }

    @Test func linesAboutLeasesCanBeLeftOut() async throws {
        let service = try service(logsLeases: false)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        _ = try await acquire(1)
        #expect(lines("leased").isEmpty)
    }
}
