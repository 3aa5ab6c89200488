import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Logging
import Testing

/// What is told of other servers on the links, of the disk and of the clock.
@Suite struct OtherServersTests {
    private static let rogue = OtherServer(
        interface: "eth0", identifier: IPv4Address(10, 0, 0, 66), hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, 66),
        offered: IPv4Address(10, 0, 0, 200))
    private let events = LeaseEvents()

    private var others: OtherServers { OtherServers(events: events, logger: .silent) }

    private func words(_ stream: AsyncStream<LeaseEvent>) async -> [String] {
        events.end()
        var words: [String] = []
        for await event in stream {
            switch event {
            case .otherServer(let server): words.append("seen \(server.identifier ?? .any) \(server.offered ?? .any)")
            case .otherServerGone(let server): words.append("gone \(server.identifier ?? .any)")
            case .storeRoomLow(let octets): words.append("low \(octets)")
            case .storeRoomRegained(let octets): words.append("room \(octets)")
            case .clockStepped(let step): words.append("step \(step)")
            default: words.append("\(event)")
            }
        }
        return words
    }

    @Test func aServerThatAnswersIsToldOfOnceAndAgainAfterItWasGone() async {
        let (stream, others) = (events.listen(), others)
        for _ in 0..<3 { others.asked(at: ["eth0"], answered: [Self.rogue]) }
        for _ in 0..<2 { others.asked(at: ["eth0"], answered: []) }
        #expect(others.all == [Self.rogue])
        others.asked(at: ["eth1"], answered: [])
        #expect(others.all == [Self.rogue])
        others.asked(at: ["eth0"], answered: [])
        #expect(others.all == [])
        others.asked(at: ["eth0"], answered: [Self.rogue])
        #expect(
            await words(stream) == ["seen 10.0.0.66 10.0.0.200", "gone 10.0.0.66", "seen 10.0.0.66 10.0.0.200"])
    }

    @Test func aServerThatClientsNameIsToldOfOnceAndAgainWhenItAnswersItself() async {
        let (stream, others) = (events.listen(), others)
        for _ in 0..<3 { others.named(IPv4Address(10, 0, 0, 66), at: "eth0") { nil } }
        others.asked(at: ["eth0"], answered: [Self.rogue])
        others.named(IPv4Address(10, 0, 0, 66), at: "eth0") { nil }
        #expect(await words(stream) == ["seen 10.0.0.66 0.0.0.0", "seen 10.0.0.66 10.0.0.200"])
        #expect(others.all == [Self.rogue])
    }

    @Test func aServerThatMayAnswerIsNotToldOf() async {
        let (stream, others) = (events.listen(), others)
        others.allow([IPv4Address(10, 0, 0, 66)])
        others.asked(at: ["eth0"], answered: [Self.rogue])
        others.named(IPv4Address(10, 0, 0, 66), at: "eth0") { nil }
        #expect(others.all == [])
        others.allow([])
        others.asked(at: ["eth0"], answered: [Self.rogue])
        others.allow([IPv4Address(10, 0, 0, 66)])
        #expect(others.all == [])
        #expect(await words(stream) == ["seen 10.0.0.66 10.0.0.200"])
    }

    @Test func clientsThatNameServersWithoutEndDoNotFillTheMemory() {
        let others = others
        for number in 0..<1000 { others.named(IPv4Address(bitPattern: UInt32(number)), at: "eth0") { nil } }
        #expect(others.all.count == OtherServers.limit)
    }

    @Test func aClientThatAsksAnotherServerShowsItToWhoeverListens() async throws {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.199"))
        let engine = try LeaseEngine(configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        let responder = LeaseResponder(engine: engine, store: InMemoryLeaseStore(), logger: .silent)
        let (transport, stream) = (InMemoryTransport(), responder.events.listen())
        let service = DHCPService(
            responder, transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil),
            clock: ManualClock(), logger: .silent)
        let task = Task { try await service.run() }
        transport.receive(.discover(HardwareAddress(2, 0, 0, 0, 0, 1)))
        var request = DHCPMessage.selecting(try #require(await transport.nextReply()).message)
        request.options[.serverIdentifier] = IPv4Address(10, 0, 0, 66)
        transport.receive(request)
        for await event in stream {
            guard case .otherServer(let server) = event else { continue }
            #expect(server.identifier == IPv4Address(10, 0, 0, 66) && server.offered == nil)
            break
        }
        #expect(responder.otherServers.all.map(\.identifier) == [IPv4Address(10, 0, 0, 66)])
        task.cancel()
        _ = await task.result
    }

    @Test func aDiskThatFillsAndAClockThatIsSetAreToldOfOnce() async {
        let stream = events.listen()
        var health = HostHealth(
            HostHealth.Reading(clockLead: 0, free: nil), storePath: "leases.sqlite", logger: .silent, events: events)
        let mebibyte: UInt64 = 1 << 20
        for free in [100, 63, 10, 70, 100, 100] {
            health.judge(HostHealth.Reading(clockLead: 1000, free: UInt64(free) * mebibyte))
        }
        health.judge(HostHealth.Reading(clockLead: -5_000_000_000, free: nil))
        health.judge(HostHealth.Reading(clockLead: -5_000_000_000, free: nil))
        #expect(
            await words(stream) == [
                "low \(63 << 20)", "room \(100 << 20)", "step \(Duration.nanoseconds(-5_000_001_000))",
            ])
    }
}
