import DHCP
import DHCPLeases
import DHCPTesting
import Testing

@testable import DHCPServer

/// Somebody sets the machine's clock: leases neither end nor last because of it.
@Suite struct ClockStepTests {
    let client = HardwareAddress(2, 0, 0, 0, 0, 1)
    let year: Int64 = 31_536_000

    private func service(
        _ store: any LeaseStore, _ transport: InMemoryTransport, _ clock: ManualClock
    ) throws -> DHCPService<LeaseResponder> {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.109"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        return DHCPService(
            LeaseResponder(engine: engine, store: store, logger: .silent), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: .seconds(1)), clock: clock, logger: .silent)
    }

    /// Has the client lease an address.
    private func acquire(_ transport: InMemoryTransport) async throws {
        transport.receive(.discover(client))
        let offer = try #require(await transport.nextReply()).message
        transport.receive(.selecting(offer))
        _ = try #require(await transport.nextReply())
    }

    @Test(arguments: [Int64(-20), -1, 1, 20])
    func aLeaseLastsAsLongAsWithoutTheStep(years: Int64) async throws {
        let (store, transport, clock) = (InMemoryLeaseStore(), InMemoryTransport(), ManualClock())
        let service = try service(store, transport, clock)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        try await acquire(transport)
        let granted = try #require(try await store.leases().first)

        clock.stepWallTime(by: .seconds(years * year))
        try await service.call { await $0.followClock() }
        let moved = try #require(try await store.leases().first)
        #expect(moved == granted.shifted(by: years * year), "the store has moved with the clock")
        #expect(moved.state == .bound)
        #expect(try await service.call { $0.engine.lease(at: granted.address) } == moved)

        // Half of the lease later it is renewed, and its new end is in the new time of day.
        clock.advance(by: .seconds(21_600))
        transport.receive(.renewing(client, address: granted.address))
        #expect(await transport.nextReply()?.message.messageType == .ack)
        let renewed = try #require(try await store.leases().first)
        #expect(renewed.end == UInt32(clock.wallTime.seconds + 43_200))

        // And it ends when it should.
        clock.advance(by: .seconds(43_199))
        try await service.call { _ in }
        #expect(try await store.leases().first?.state == .bound)
        clock.advance(by: .seconds(1))
        while try await store.leases().first?.state == .bound { await Task.yield() }
        #expect(try await store.leases().first?.state == .expired)
    }

    @Test func aSlewedClockIsNotTakenForOneThatWasSet() async throws {
        let (store, transport, clock) = (InMemoryLeaseStore(), InMemoryTransport(), ManualClock())
        let service = try service(store, transport, clock)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        try await acquire(transport)
        let granted = try await store.leases()
        clock.stepWallTime(by: .seconds(9))
        try await service.call { await $0.followClock() }
        #expect(try await store.leases() == granted)
    }

    /// A board without a clock of its own boots in 1970, with leases from today; then it learns the time.
    @Test func aMachineThatBootsIn1970KeepsItsLeases() async throws {
        let today = DHCPInstant(seconds: 1_767_225_600)
        let address = IPv4Address(10, 0, 0, 100)
        let lease = Lease(
            address: address, client: ClientIdentity(client), hardwareAddress: client, state: .bound,
            start: UInt32(today.seconds), end: UInt32(today.seconds + 43_200))
        let (store, transport) = (InMemoryLeaseStore([lease]), InMemoryTransport())
        let clock = ManualClock(DHCPInstant(seconds: 100))
        let service = try service(store, transport, clock)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        let loaded = try await service.call { $0.engine.lease(at: address) }
        #expect(loaded?.state == .bound)
        #expect(loaded?.end == 43_300, "it lasts half a day from now, not fifty years")
        clock.stepWallTime(by: .seconds(today.seconds))
        // The service finds out by itself, with its next tick.
        clock.advance(by: .seconds(1))
        while try await service.call({ $0.engine.lease(at: address)?.end }) == 43_300 { await Task.yield() }
        let moved = try #require(try await service.call { $0.engine.lease(at: address) })
        #expect(moved.state == .bound)
        #expect(Int64(moved.end) == today.seconds + 43_300)
    }

    /// What was stored before the machine had the time says nothing about when it was.
    @Test func leasesFromBeforeThereWasATimeOfDayDoNotEndAtOnce() async throws {
        let address = IPv4Address(10, 0, 0, 100)
        let lease = Lease(
            address: address, client: ClientIdentity(client), hardwareAddress: client, state: .bound, start: 100,
            end: 43_300)
        let (transport, clock) = (InMemoryTransport(), ManualClock())
        let service = try service(InMemoryLeaseStore([lease]), transport, clock)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        let loaded = try #require(try await service.call { $0.engine.lease(at: address) })
        #expect(loaded.state == .bound)
        #expect(Int64(loaded.end) == clock.now.seconds + 43_200)
    }
}
