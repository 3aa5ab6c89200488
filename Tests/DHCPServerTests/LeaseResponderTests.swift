import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Logging
import Synchronization
import Testing

@Suite struct LeaseResponderTests {
    let client = HardwareAddress(2, 0, 0, 0, 0, 1)
    let transport = InMemoryTransport()
    let clock = ManualClock()

    private func service(
        _ store: any LeaseStore, over transport: InMemoryTransport? = nil, tickInterval: Duration? = nil,
        mailboxLimit: Int = 1024
    ) throws -> DHCPService<LeaseResponder> {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.109"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        return DHCPService(
            LeaseResponder(engine: engine, store: store, logger: .silent),
            transport: transport ?? self.transport,
            configuration: DHCPServiceConfiguration(tickInterval: tickInterval, mailboxLimit: mailboxLimit),
            clock: clock, logger: .silent)
    }

    @Test func aClientGetsALeaseAndKeepsItWhenTheServerRestarts() async throws {
        let store = InMemoryLeaseStore()
        let first = try service(store)
        let task = Task { try await first.run() }
        transport.receive(.discover(client))
        let offer = try #require(await transport.nextReply()).message
        #expect(try await store.leases().isEmpty, "an offer is not stored")
        transport.receive(.selecting(offer))
        let ack = try #require(await transport.nextReply()).message
        #expect(ack.messageType == .ack)
        #expect(try await store.leases().map(\.address) == [ack.yiaddr])
        task.cancel()

        let otherTransport = InMemoryTransport()
        let second = try service(store, over: otherTransport)
        let secondTask = Task { try await second.run() }
        defer { secondTask.cancel() }
        otherTransport.receive(.initReboot(client, address: ack.yiaddr))
        #expect(await otherTransport.nextReply()?.message.messageType == .ack)
    }

    @Test func aLeaseThatCanNotBeStoredIsNotAcknowledgedAndNotKept() async throws {
        let store = FailingStore()
        let service = try service(store)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(client))
        let offer = try #require(await transport.nextReply()).message
        store.fails.withLock { $0 = true }
        transport.receive(.selecting(offer))
        #expect(try await service.call { $0.outcomes[.notStored] } == 1)
        #expect(try await service.call { $0.engine.lease(at: offer.yiaddr) } == nil)
        store.fails.withLock { $0 = false }
        transport.receive(.selecting(offer))
        #expect(await transport.nextReply()?.message.messageType == .ack)
    }

    @Test func whileTheStoreFailsNothingIsOfferedAndATickFindsOutThatItWorksAgain() async throws {
        let store = FailingStore()
        let service = try service(store, tickInterval: .seconds(1))
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(client))
        let offer = try #require(await transport.nextReply()).message
        store.fails.withLock { $0 = true }
        transport.receive(.selecting(offer))
        _ = try await service.call { $0.outcomes }
        transport.receive(.discover(client, xid: 2))
        #expect(try await service.call { $0.outcomes[.notStored] } == 2)
        transport.receive(.inform(client, address: IPv4Address(10, 0, 0, 5)))
        #expect(await transport.nextReply()?.message.messageType == .ack, "an INFORM needs no store")

        try await tick(until: store.refusedProbes)
        transport.receive(.discover(client, xid: 3))
        #expect(try await service.call { $0.outcomes[.notStored] } == 3)
        store.fails.withLock { $0 = false }
        try await tick(until: store.grantedProbes)
        transport.receive(.discover(client, xid: 4))
        #expect(await transport.nextReply()?.message.xid == 4)
    }

    /// Lets the service's time pass until something was counted.
    private func tick(until count: borrowing Atomic<Int>) async throws {
        while count.load(ordering: .relaxed) == 0 {
            clock.advance(by: .seconds(1))
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test func aChangeThatAnotherServerForestalledIsNotAcknowledged() async throws {
        let store = FailingStore()
        let service = try service(store)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(client))
        let offer = try #require(await transport.nextReply()).message
        let winner = Lease(
            address: offer.yiaddr, client: ClientIdentity(HardwareAddress(2, 0, 0, 0, 0, 9)),
            hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, 9), state: .bound, start: 0, end: .max)
        store.winner.withLock { $0 = winner }
        transport.receive(.selecting(offer))
        #expect(await transport.nextReply()?.message.messageType == .nak, "decided anew")
        #expect(try await service.call { $0.engine.lease(at: offer.yiaddr) } == winner)
        store.winner.withLock { $0 = nil }
        transport.receive(.discover(client, xid: 2))
        let second = try #require(await transport.nextReply()).message
        #expect(second.messageType == .offer)
        #expect(second.yiaddr != offer.yiaddr)
    }

    @Test func whatAnotherServerChangesIsTakenOver() async throws {
        let store = SharedStore()
        let service = try service(store)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        let lease = Lease(
            address: IPv4Address(10, 0, 0, 100), client: ClientIdentity(client), hardwareAddress: client,
            state: .bound, start: 0, end: .max)
        store.feed.note([StoredLease(lease.address, lease, at: StoreRevision(rawValue: 1))])
        while try await service.call({ $0.engine.lease(at: lease.address) }) != lease { await Task.yield() }
        transport.receive(.discover(HardwareAddress(2, 0, 0, 0, 0, 9)))
        #expect(await transport.nextReply()?.message.yiaddr == IPv4Address(10, 0, 0, 101))
    }

    @Test func whatAnotherServerChangesIsTakenOverAlsoWhenTheMailboxIsFull() async throws {
        let (store, gate) = (SharedStore(), Gate())
        let service = try service(store, mailboxLimit: 1)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        service.cast { _ in await gate.wait() }
        // The first is under way or waits, so at the latest the third finds no room.
        while service.cast({ _ in }) {}
        let lease = Lease(
            address: IPv4Address(10, 0, 0, 100), client: ClientIdentity(client), hardwareAddress: client,
            state: .bound, start: 0, end: .max)
        store.feed.note([StoredLease(lease.address, lease, at: StoreRevision(rawValue: 1))])
        // Long enough for the change to find the mailbox full; were it not, this would show less, and not fail.
        try await Task.sleep(for: .milliseconds(20))
        gate.open()
        while (try? await service.call { $0.engine.lease(at: lease.address) }) != lease { await Task.yield() }
    }

    @Test func aStoreThatDoesNotAnswerForEveryChangeAcknowledgesNothing() async throws {
        let service = try service(SharedStore())
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(client))
        let offer = try #require(await transport.nextReply()).message
        transport.receive(.selecting(offer))
        while try await service.call({ $0.outcomes[.notStored] }) == nil { await Task.yield() }
        #expect(try await service.call { $0.engine.lease(at: offer.yiaddr) } == nil)
    }

    @Test func leasesRunOutWithTheClock() async throws {
        let store = InMemoryLeaseStore()
        let service = try service(store)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(client))
        let offer = try #require(await transport.nextReply()).message
        transport.receive(.selecting(offer))
        _ = await transport.nextReply()
        clock.advance(by: .seconds(50_000))
        transport.receive(.discover(HardwareAddress(2, 0, 0, 0, 0, 2)))
        _ = await transport.nextReply()
        _ = try await service.call { $0.outcomes }
        #expect(try await store.leases().map(\.state) == [.expired])
    }
}

/// A store that another server shares: it passes on what that server changes.
private final class SharedStore: LeaseStore {
    let isShared = true
    let feed = StoreFeed()

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { .unshared }
    /// Says nothing of what became of the changes, which a store must not.
    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] { [] }
    func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> { feed.changes(since: revision) }
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {}
}

/// A store that fails when it is told to, or lets another server win.
private final class FailingStore: LeaseStore {
    struct Failure: Error {}

    let fails = Mutex(false)
    let refusedProbes = Atomic(0)
    let grantedProbes = Atomic(0)
    let winner = Mutex<Lease?>(nil)
    private let inner = InMemoryLeaseStore()

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { try await inner.load(body) }
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {}

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        let fails = fails.withLock { $0 }
        if fails {
            if batch.isEmpty { refusedProbes.add(1, ordering: .relaxed) }
            throw Failure()
        }
        if batch.isEmpty { grantedProbes.add(1, ordering: .relaxed) }
        if let winner = winner.withLock({ $0 }) {
            return batch.map { _ in .conflict([StoredLease(winner.address, winner)]) }
        }
        return await inner.commit(batch)
    }
}
