import DHCP
import DHCPServer
import DHCPTesting
import Testing

/// What happens when more comes than is answered.
///
/// The messages wait because the service does not run yet.
@Suite struct MailboxTests {
    let transport = InMemoryTransport()
    let clock = ManualClock()

    private func client(_ number: Int) -> HardwareAddress { HardwareAddress(2, 0, 0, 0, 0, UInt8(number)) }

    /// Lets the service meet all messages as one burst, and returns what its handler saw of them.
    private func meet(
        _ messages: [DHCPMessage], limit: Int, batchLimit: Int = 1024, after delay: Duration = .zero
    ) async throws -> (seen: [String], statistics: DHCPStatistics) {
        let service = DHCPService(
            TestHandler(), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: nil, mailboxLimit: limit, batchLimit: batchLimit),
            clock: clock, logger: .silent)
        let blocked = Gate()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        service.cast { _ in await blocked.wait() }
        _ = try await service.boundAddresses
        transport.receive(messages.map { Datagram(octets: $0.encode(), origin: .test) })
        clock.advance(by: delay)
        blocked.open()
        let seen = try await service.call { $0.seen }
        return (seen, service.statistics)
    }

    @Test func theOldestDiscoversGoFirstAndRenewalsLast() async throws {
        let messages: [DHCPMessage] = [
            .discover(client(1), xid: 1), .client(.request, client(2), xid: 2, ciaddr: IPv4Address(10, 0, 0, 2)),
            .discover(client(3), xid: 3), .client(.request, client(4), xid: 4),
            .client(.request, client(5), xid: 5), .client(.request, client(6), xid: 6),
        ]
        let (seen, statistics) = try await meet(messages, limit: 3)
        #expect(seen == ["request 2", "request 5", "request 6"])
        #expect(statistics.dropped == [.overload: 3])
    }

    @Test func aDiscoverDoesNotPushOutSomethingMoreUrgent() async throws {
        let messages: [DHCPMessage] = [
            .client(.request, client(1), xid: 1), .client(.request, client(2), xid: 2), .discover(client(3), xid: 3),
        ]
        let (seen, statistics) = try await meet(messages, limit: 2)
        #expect(seen == ["request 1", "request 2"])
        #expect(statistics.dropped == [.overload: 1])
    }

    @Test func aRetransmissionTakesThePlaceOfTheOneThatWaits() async throws {
        let messages: [DHCPMessage] = [
            .discover(client(1), xid: 1), .discover(client(2), xid: 2), .discover(client(1), xid: 1),
        ]
        let (seen, statistics) = try await meet(messages, limit: 10)
        #expect(seen == ["discover 1", "discover 2"])
        #expect(statistics.dropped == [.retransmission: 1])
    }

    @Test func whatWaitedLongerThanClientsDoIsDropped() async throws {
        let (seen, statistics) = try await meet([.discover(client(1), xid: 1)], limit: 10, after: .seconds(5))
        #expect(seen == [])
        #expect(statistics.dropped == [.stale: 1])
    }

    private func renewal(_ number: Int) -> DHCPMessage {
        .client(.request, client(number), xid: UInt32(number), ciaddr: IPv4Address(10, 0, 0, UInt8(number)))
    }

    @Test func whenMoreWaitThanAreTakenAtOnceTheMostUrgentComeFirst() async throws {
        let messages: [DHCPMessage] = [
            .discover(client(1), xid: 1), .discover(client(2), xid: 2), .client(.request, client(3), xid: 3),
            renewal(4), renewal(5),
        ]
        let (seen, _) = try await meet(messages, limit: 10, batchLimit: 2)
        #expect(seen == ["request 4", "request 5", "discover 1", "request 3", "discover 2"])
    }

    @Test func aFloodOfRenewalsDoesNotKeepADiscoverOut() async throws {
        let flood = (2...41).map { renewal($0) }
        let (seen, _) = try await meet([.discover(client(1), xid: 1)] + flood, limit: 100, batchLimit: 8)
        #expect(seen.first == "discover 1", "an eighth of each batch goes to who has waited longest")
    }
}
