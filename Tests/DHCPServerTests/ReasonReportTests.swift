import DHCP
import DHCPLeases
import DHCPTesting
import Logging
import Synchronization
import Testing

@testable import DHCPServer

/// What is logged about messages without the answer that their senders wish for.
@Suite struct ReasonReportTests {
    let transport = InMemoryTransport()
    let clock = ManualClock()
    let log = SharedLines()

    private func service(
        pool: String = "10.0.0.100-10.0.0.109", prefix: String = "10.0.0.0/24"
    ) throws -> DHCPService<LeaseResponder> {
        let prefix = try #require(IPv4Prefix(prefix))
        let range = try #require(IPv4Range(pool))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        let logger = Logger.recording(log, level: .info)
        return DHCPService(
            LeaseResponder(engine: engine, store: InMemoryLeaseStore(), logger: logger), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: .seconds(1)), clock: clock, logger: .silent)
    }

    private func client(_ number: UInt8) -> HardwareAddress { HardwareAddress(2, 0, 0, 0, 0, number) }

    @Test func aSilenceIsExplainedOnceAClientAndInterval() async throws {
        let service = try service(pool: "10.9.0.10-10.9.0.20", prefix: "10.9.0.0/16")
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        for xid in 1...3 { transport.receive(.discover(client(1), xid: UInt32(xid))) }
        transport.receive(.discover(client(2)))
        #expect(try await service.call { $0.outcomes[.noSubnet] } == 4)
        let lines = log.lines.filter { $0.hasPrefix("info: no-subnet ") }
        #expect(lines.count == 2)
        let line = try #require(lines.first)
        #expect(line.contains("why=no subnet for interface test0 (10.0.0.1); configured: 10.9.0.0/16"))
        #expect(line.contains("client=02:00:00:00:00:01"))
    }

    @Test func aFullPoolAConflictAndAnotherServerAreWarnings() async throws {
        let service = try service(pool: "10.0.0.100-10.0.0.100")
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        transport.receive(.discover(client(1)))
        let offer = try #require(await transport.nextReply()).message
        transport.receive(.selecting(offer))
        _ = try #require(await transport.nextReply())
        transport.receive(.discover(client(2)))
        transport.receive(.client(.request, client(3)) { $0[.serverIdentifier] = IPv4Address(10, 0, 0, 66) })
        transport.receive(.client(.request, client(4)) { $0[.serverIdentifier] = IPv4Address(10, 0, 0, 66) })
        transport.receive(.decline(client(1), address: offer.yiaddr, server: IPv4Address(10, 0, 0, 1)))
        #expect(try await service.call { $0.outcomes[.declined] } == 1)
        func count(_ word: String) -> Int { log.lines.count { $0.hasPrefix("warning: \(word) ") } }
        #expect(count("pool-exhausted") == 1)
        #expect(count("other-server") == 2, "one line for each client that another server answers")
        #expect(log.lines.contains { $0.hasPrefix("warning: other-server ") && $0.contains("server=10.0.0.66") })
        #expect(count("declined") == 1)
    }

    @Test func whatIsNoMessageIsCountedAndNamed() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        var octets = DHCPMessage.discover(client(1)).encode()
        octets[240] = 53
        octets[241] = 200
        octets.removeSubrange(250...)
        transport.receive([Datagram(octets: octets, origin: .test)])
        #expect(try await service.call { $0.outcomes[.malformed] } == 1)
        let line = try #require(log.lines.first { $0.hasPrefix("info: malformed") })
        #expect(line.hasPrefix("info: malformed(53) "))
        #expect(line.contains("why=truncated-option at octet 240"))
    }

    @Test func thePoolIsWatchedOnItsWayToBeingFull() {
        var watch = PoolWatch()
        let range = IPv4Range(IPv4Address(10, 0, 0, 1), IPv4Address(10, 0, 0, 100))
        func levels(free: Int) -> [PoolWatch.Level] {
            guard let range else { return [] }
            return watch.rising([PoolUsage(range: range, capacity: 100, free: free)]).map(\.level)
        }
        #expect(levels(free: 50) == [])
        #expect(levels(free: 10) == [.nearlyFull])
        #expect(levels(free: 9) == [])
        #expect(levels(free: 12) == [])
        #expect(levels(free: 10) == [], "not twice for a pool at the border")
        #expect(levels(free: 0) == [.exhausted])
        #expect(levels(free: 1) == [])
        #expect(levels(free: 40) == [])
        #expect(levels(free: 10) == [.nearlyFull])
    }

    @Test func strangersDoNotHideClientsThatHaveSomethingHere() {
        var log = ReasonLog()
        func isDue(_ number: Int, isKnown: Bool) -> Bool {
            log.isDue(.init(hardwareAddress: EngineClient.hardware(number), word: "no-subnet"), isKnown: isKnown)
        }
        #expect((0..<1000).count { isDue($0, isKnown: false) } == ReasonLog.limit)
        #expect((1000..<2000).count { isDue($0, isKnown: true) } == ReasonLog.limit)
        #expect(!isDue(3000, isKnown: false))
    }

    @Test func aSenderWhoInventsClientsDoesNotFillTheLog() {
        var log = ReasonLog()
        let start = DHCPInstant(seconds: 1000)
        func isDue(_ number: Int) -> Bool {
            log.isDue(.init(hardwareAddress: EngineClient.hardware(number), word: "no-subnet"))
        }
        func summary(after seconds: Int) -> ReasonLog.Summary? { log.turn(at: start.advanced(by: .seconds(seconds))) }
        #expect(summary(after: 0) == nil)
        #expect((0..<1000).count(where: isDue) == ReasonLog.limit)
        #expect(!isDue(0))
        #expect(summary(after: 59) == nil)
        #expect(summary(after: 60) == .init(repeated: 1, omitted: 800))
        #expect(isDue(0))
    }
}

private enum EngineClient {
    static func hardware(_ number: Int) -> HardwareAddress {
        HardwareAddress(2, 1, 0, 0, UInt8(number >> 8 & 255), UInt8(number & 255))
    }
}
