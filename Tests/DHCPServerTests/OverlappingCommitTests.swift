import DHCP
import DHCPLeases
@testable import DHCPServer
import DHCPTesting
import Logging
import ServiceLifecycle
import Synchronization
import Testing

/// Messages that are decided while a commit runs.
@Suite struct OverlappingCommitTests {
    let transport = InMemoryTransport()
    let store = SlowStore()

    private func makeService(
        policy: (any LeasePolicy)? = nil, batchLimit: Int = 1024, _ store: (any LeaseStore)? = nil,
        configure: (inout LeaseConfiguration) -> Void = { _ in }
    ) throws -> DHCPService<LeaseResponder> {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.199"))
        var configuration = LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])])
        configuration.leaseQueryRequesters = [prefix]
        configure(&configuration)
        let engine = try LeaseEngine(configuration: configuration, policy: policy)
        return DHCPService(
            LeaseResponder(engine: engine, store: store ?? self.store, logger: .silent), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: nil, batchLimit: batchLimit), clock: ManualClock(),
            logger: .silent)
    }

    private func run(
        policy: (any LeasePolicy)? = nil, batchLimit: Int = 1024,
        configure: (inout LeaseConfiguration) -> Void = { _ in },
        _ body: (DHCPService<LeaseResponder>) async throws -> Void
    ) async throws {
        let service = try makeService(policy: policy, batchLimit: batchLimit, configure: configure)
        let task = Task { try await service.run() }
        defer {
            store.letAllPass()
            task.cancel()
        }
        try await body(service)
    }

    private func client(_ number: UInt8) -> HardwareAddress { HardwareAddress(2, 0, 0, 0, 0, number) }

    private func offer(to number: UInt8) async throws -> DHCPMessage {
        transport.receive(.discover(client(number)))
        let reply = try #require(await transport.nextReply()).message
        #expect(reply.messageType == .offer && reply.hardwareAddress == client(number))
        return reply
    }

    @Test func discoversAreAnsweredWhileACommitRuns() async throws {
        try await run { _ in
            transport.receive(.selecting(try await offer(to: 1)))
            try await store.waitForCommit(1)
            #expect(try await offer(to: 2).messageType == .offer)
            store.pass()
            #expect(await transport.nextReply()?.message.hardwareAddress == client(1))
        }
    }

    @Test func whatIsDecidedWhileACommitRunsIsOneCommitAgainAndAnsweredAfterIt() async throws {
        try await run { service in
            var offers: [DHCPMessage] = []
            for number in 1...4 { offers.append(try await offer(to: UInt8(number))) }
            transport.receive(.selecting(offers[0]))
            try await store.waitForCommit(1)
            for offer in offers.dropFirst() {
                transport.receive(.selecting(offer))
                // Answered in order, so the REQUEST before it has been decided.
                _ = try await self.offer(to: 9)
            }
            #expect(store.sizes == [1])
            store.pass()
            #expect(await transport.nextReply()?.message.yiaddr == offers[0].yiaddr)
            try await store.waitForCommit(2)
            #expect(store.sizes == [1, 3])
            store.pass()
            for offer in offers.dropFirst() {
                let ack = await transport.nextReply()?.message
                #expect(ack?.messageType == .ack && ack?.yiaddr == offer.yiaddr)
            }
        }
    }

    /// Lets client 1 begin a commit; behind it come, in this order, what `messages` makes of the lease of client 2, and a
    /// DISCOVER that shows that they have been decided.
    private func overlap(_ messages: (_ other: DHCPMessage) -> [DHCPMessage]) async throws -> DHCPMessage {
        let other = try await offer(to: 2)
        transport.receive(.selecting(other))
        try await store.waitForCommit(1)
        store.pass()
        #expect(await transport.nextReply()?.message.messageType == .ack)
        let first = try await offer(to: 1)
        transport.receive(.selecting(first))
        try await store.waitForCommit(2)
        for message in messages(other) { transport.receive(message) }
        _ = try await offer(to: 9)
        #expect(store.sizes == [1, 1])
        return first
    }

    private func release(_ number: UInt8, _ lease: DHCPMessage) -> DHCPMessage {
        .release(client(number), address: lease.yiaddr, server: lease.options[.serverIdentifier] ?? .any)
    }

    private func query(_ address: IPv4Address) -> DHCPMessage {
        .client(
            .leaseQuery, HardwareAddress(0, 0, 0, 0, 0, 0), xid: address.bitPattern, ciaddr: address,
            giaddr: IPv4Address(10, 0, 0, 5))
    }

    @Test func whatWasDecidedBehindAFailedCommitIsDecidedAnew() async throws {
        try await run { service in
            var other: DHCPMessage?
            let first = try await overlap { lease in
                other = lease
                return [.renewing(client(2), address: lease.yiaddr), release(2, lease), query(lease.yiaddr)]
            }
            store.letAllLaterPass()
            store.pass(.failure(SlowStore.Failure()))
            let released = try #require(other).yiaddr
            #expect(try await service.call { $0.engine.lease(at: released)?.state } == .released)
            #expect(try await service.call { $0.engine.lease(at: first.yiaddr) } == nil)
            #expect(try await service.call { $0.outcomes[.notStored] } == 1, "the REQUEST whose commit failed")
            #expect(try await service.call { $0.outcomes[.renewed] } == 1)
            #expect(try await service.call { $0.outcomes[.leaseQueryAnswered] } == 1)
            #expect(store.sizes == [1, 1, 2], "the renewal and the RELEASE")
        }
    }

    @Test func whatWasDecidedBehindAConflictIsDecidedAnew() async throws {
        try await run { service in
            var other: DHCPMessage?
            let first = try await overlap { lease in
                other = lease
                return [release(2, lease)]
            }
            // Renewed in the belief that the commit before would go well.
            transport.receive(.renewing(client(1), address: first.yiaddr))
            _ = try await offer(to: 9)
            let winner = Lease(
                address: first.yiaddr, client: ClientIdentity(client(7)), hardwareAddress: client(7), state: .bound,
                start: 0, end: .max)
            store.letAllLaterPass()
            store.pass(.success([.conflict([StoredLease(winner.address, winner)])]))
            let released = try #require(other).yiaddr
            #expect(try await service.call { $0.engine.lease(at: released)?.state } == .released)
            #expect(try await service.call { $0.engine.lease(at: first.yiaddr) } == winner)
            #expect(await transport.nextReply()?.message.messageType == .nak)
        }
    }

    @Test func whatIsTakenBackCountsAgainstNoLimit() async throws {
        let relay = IPv4Address(10, 0, 0, 5)
        try await run(configure: { $0.limits.newLeasesPerRelay = 2 }) { service in
            var offers: [DHCPMessage] = []
            for number in 1...2 {
                transport.receive(.discover(client(UInt8(number)), giaddr: relay))
                offers.append(try #require(await transport.nextReply()).message)
            }
            transport.receive(.selecting(offers[0]))
            try await store.waitForCommit(1)
            transport.receive(.selecting(offers[1]))
            transport.receive(.inform(client(9), address: IPv4Address(10, 0, 0, 9)))
            #expect(await transport.nextReply()?.message.hardwareAddress == client(9), "both are decided")
            store.letAllLaterPass()
            store.pass(.failure(SlowStore.Failure()))
            #expect(await transport.nextReply()?.message.yiaddr == offers[1].yiaddr)
            transport.receive(.selecting(offers[0]))
            #expect(await transport.nextReply()?.message.yiaddr == offers[0].yiaddr)
        }
    }

    @Test func whatWasForestalledInOneCommitIsDecidedAnewInOrder() async throws {
        try await run { service in
            let offer = try await offer(to: 1)
            // A slow store holds the commit of another client, so that these two are one.
            let second = try await self.offer(to: 2)
            transport.receive(.selecting(second))
            try await store.waitForCommit(1)
            transport.receive(.selecting(offer), release(1, offer))
            _ = try await self.offer(to: 9)
            store.pass()
            #expect(await transport.nextReply()?.message.messageType == .ack)
            try await store.waitForCommit(2)
            let winner = Lease(
                address: offer.yiaddr, client: ClientIdentity(client(7)), hardwareAddress: client(7), state: .bound,
                start: 0, end: .max)
            let record = StoredLease(winner.address, winner)
            store.letAllLaterPass()
            store.pass(.success([.conflict([record]), .conflict([record])]))
            #expect(await transport.nextReply()?.message.messageType == .nak)
            #expect(try await service.call { $0.engine.lease(at: offer.yiaddr) } == winner)
            #expect(try await service.call { $0.outcomes[.notOwner] } == 1, "the RELEASE")
        }
    }

    @Test func aQueryBehindACommitWaitsForWhatItTellsOfAndCommitsNothing() async throws {
        try await run { service in
            let other = try await offer(to: 2)
            transport.receive(.selecting(other))
            try await store.waitForCommit(1)
            store.pass()
            #expect(await transport.nextReply()?.message.messageType == .ack)
            let first = try await offer(to: 1)
            transport.receive(.selecting(first))
            try await store.waitForCommit(2)
            transport.receive(query(first.yiaddr), query(other.yiaddr))
            let told = try #require(await transport.nextReply()).message
            #expect(told.messageType == .leaseActive && told.ciaddr == other.yiaddr, "nothing of it is under way")
            store.letAllLaterPass()
            store.pass()
            #expect(await transport.nextReply()?.message.messageType == .ack)
            #expect(await transport.nextReply()?.message.ciaddr == first.yiaddr)
            #expect(store.sizes == [1, 1])
        }
    }

    @Test func whenTooManyDecisionsWaitMessagesWaitInTheMailbox() async throws {
        let policy = Witness()
        try await run(policy: policy, batchLimit: 64) { service in
            var renewals: [DHCPMessage] = []
            _ = try await overlap { lease in
                for xid in 0..<UInt32(2 * LeaseResponder.waitingLimit) {
                    renewals.append(.client(.request, client(2), xid: xid, ciaddr: lease.yiaddr))
                }
                return []
            }
            let before = policy.prepared
            for renewal in renewals { transport.receive(renewal) }
            while policy.prepared < before + LeaseResponder.waitingLimit { await Task.yield() }
            #expect(policy.prepared < before + LeaseResponder.waitingLimit + 64)
            #expect(store.sizes == [1, 1])
            store.letAllPass()
            for _ in 0...renewals.count { #expect(await transport.nextReply()?.message.messageType == .ack) }
            #expect(store.sizes.reduce(0, +) == renewals.count + 2)
            #expect(store.sizes.max() ?? 0 < LeaseResponder.waitingLimit + 64)
        }
    }

    @Test func cancellingTheServiceCancelsACommitThatLetsItself() async throws {
        let store = EndlessStore()
        let service = try makeService(store)
        let task = Task { try await service.run() }
        transport.receive(.selecting(try await offer(to: 1)))
        await store.begun.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(store.wasCancelled)
    }

    @Test func aPolicyIsToldOfWhatIsStoredWhileTheServiceIsCancelled() async throws {
        let policy = Witness()
        let service = try makeService(policy: policy)
        let task = Task { try await service.run() }
        let offer = try await offer(to: 1)
        transport.receive(.selecting(offer))
        try await store.waitForCommit(1)
        task.cancel()
        store.pass()
        _ = await task.result
        #expect(policy.committed == [offer.yiaddr])
    }

    @Test func aCallSeesNoHalfOfACommit() async throws {
        try await run { service in
            let offer = try await offer(to: 1)
            transport.receive(.selecting(offer))
            try await store.waitForCommit(1)
            let seen = Mutex<(leased: Int?, state: LeaseState?)>((nil, nil))
            service.cast { responder in
                let lease = responder.engine.lease(at: offer.yiaddr)
                seen.withLock { $0 = (responder.outcomes[.leased], lease?.state) }
            }
            store.pass()
            #expect(await transport.nextReply()?.message.messageType == .ack)
            // Comes after the cast.
            _ = try await service.call { $0.outcomes }
            #expect(seen.withLock { $0.leased == 1 && $0.state == .bound })
        }
    }

    @Test func gracefulShutdownWaitsForTheCommitAndAnswers() async throws {
        let group = serviceGroup(try makeService())
        let task = Task { try await group.run() }
        transport.receive(.selecting(try await offer(to: 1)))
        try await store.waitForCommit(1)
        await group.triggerGracefulShutdown()
        store.pass()
        #expect(await transport.nextReply()?.message.messageType == .ack)
        try await task.value
    }
}

/// A store whose commits take longer than a test, unless they are cancelled.
private final class EndlessStore: LeaseStore {
    let begun = Gate()
    private let cancelled = Atomic(false)
    var wasCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { .unshared }
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {}
    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        begun.open()
        do {
            try await Task.sleep(for: .seconds(20))
        } catch {
            cancelled.store(true, ordering: .relaxed)
            throw error
        }
        return batch.map { _ in .committed() }
    }
}

/// A policy that remembers what it was told.
private final class Witness: LeasePolicy {
    private let state = Mutex<(committed: [IPv4Address], prepared: Int)>(([], 0))

    /// The addresses of the changes that are durable.
    var committed: [IPv4Address] { state.withLock { $0.committed } }
    /// How many messages it was told of.
    var prepared: Int { state.withLock { $0.prepared } }

    func prepare(for batch: [DHCPRequest]) async {
        state.withLock { $0.prepared += batch.count }
    }

    func committed(_ change: LeaseChange) {
        if let address = change.address { state.withLock { $0.committed.append(address) } }
    }
}
