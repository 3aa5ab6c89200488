import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Logging
import Testing

/// A responder inside another one, as programs add behaviour.
@Suite struct WrappedResponderTests {
    /// Counts batches, and leaves the rest to the complete server's responder.
    private struct Counting: DHCPResponder {
        var inner: LeaseResponder
        var batches = 0
        var forgetsToStart = false

        mutating func start(_ service: DHCPServiceHandle<Counting>) async throws {
            if !forgetsToStart { try await inner.start(service.focused(on: \.inner)) }
        }
        mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async throws {
            batches += 1
            try await inner.respond(to: batch, replies: &replies)
        }
        mutating func resume(replies: inout ReplyWriter) async throws { await inner.resume(replies: &replies) }
        mutating func settle(replies: inout ReplyWriter) async throws { await inner.settle(replies: &replies) }
        mutating func shutDown(_ reason: ShutdownReason) async { await inner.shutDown(reason) }
    }

    private let transport = InMemoryTransport()

    private func service(_ store: any LeaseStore, forgetsToStart: Bool = false) throws -> DHCPService<Counting> {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.199"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        return DHCPService(
            Counting(
                inner: LeaseResponder(engine: engine, store: store, logger: .silent), forgetsToStart: forgetsToStart),
            transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil), clock: ManualClock(),
            logger: .silent)
    }

    private func lease() -> Lease {
        let client = HardwareAddress(2, 0, 0, 0, 0, 9)
        return Lease(
            address: IPv4Address(10, 0, 0, 100), client: ClientIdentity(client), hardwareAddress: client, state: .bound,
            start: 0, end: .max)
    }

    @Test(arguments: [false, true]) func theInnerOneLoadsItsLeasesAlsoWhenNobodyStartsIt(forgets: Bool) async throws {
        let service = try service(InMemoryLeaseStore([lease()]), forgetsToStart: forgets)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(HardwareAddress(2, 0, 0, 0, 0, 1)))
        let offer = try #require(await transport.nextReply()).message
        #expect(offer.yiaddr == IPv4Address(10, 0, 0, 101))
        transport.receive(.selecting(offer))
        #expect(await transport.nextReply()?.message.messageType == .ack)
        #expect(try await service.call { $0.inner.outcomes[.leased] } == 1)
    }

    @Test func theInnerOnesCommitsWakeTheOuterOne() async throws {
        let store = SlowStore()
        let service = try service(store)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(HardwareAddress(2, 0, 0, 0, 0, 1)))
        let offer = try #require(await transport.nextReply()).message
        transport.receive(.selecting(offer))
        try await store.waitForCommit(1)
        store.pass()
        #expect(await transport.nextReply()?.message.messageType == .ack)
    }
}
