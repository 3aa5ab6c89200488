import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Logging
import ServiceLifecycle
import Synchronization
import Testing

/// Messages that are decided while a commit runs.
@Suite struct OverlappingCommitTests {
    let transport = InMemoryTransport()
    let store = SlowStore()

    private func makeService() throws -> DHCPService<LeaseResponder> {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.199"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        return DHCPService(
            LeaseResponder(engine: engine, store: store, logger: .silent), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: nil), clock: ManualClock(), logger: .silent)
    }

    private func run(_ body: (DHCPService<LeaseResponder>) async throws -> Void) async throws {
        let service = try makeService()
        let task = Task { try await service.run() }
        defer {
            store.letAllPass()
            task.cancel()
        }
        try await body(service)
    }

    private func client(_ number: UInt8) -> HardwareAddress { HardwareAddress(2, 0, 0, 0, 0, number) }

    private func serverIdentifier(_ offer: DHCPMessage) -> IPv4Address { offer.options[.serverIdentifier] ?? .any }

    private func offer(to number: UInt8) async throws -> DHCPMessage {
        transport.receive(.discover(client(number)))
        return try #require(await transport.nextReply()).message
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

    @Test func aFailedCommitTakesBackWhatWasDecidedBehindIt() async throws {
        try await run { service in
            let offers = [try await offer(to: 1), try await offer(to: 2)]
            transport.receive(.selecting(offers[0]))
            try await store.waitForCommit(1)
            transport.receive(.selecting(offers[1]))
            // The first client leaves what it thinks it was given.
            transport.receive(.release(client(1), address: offers[0].yiaddr, server: serverIdentifier(offers[0])))
            _ = try await offer(to: 9)
            store.pass(.failure(SlowStore.Failure()))
            #expect(try await service.call { $0.outcomes[.notStored] } == 3)
            for offer in offers { #expect(try await service.call { $0.engine.lease(at: offer.yiaddr) } == nil) }
            #expect(store.sizes == [1])
            // And all goes well again.
            transport.receive(.selecting(offers[1]))
            try await store.waitForCommit(2)
            store.pass()
            #expect(await transport.nextReply()?.message.messageType == .ack)
        }
    }

    @Test func aConflictTakesBackWhatWasDecidedBehindIt() async throws {
        try await run { service in
            let offers = [try await offer(to: 1), try await offer(to: 2)]
            transport.receive(.selecting(offers[0]))
            try await store.waitForCommit(1)
            transport.receive(.renewing(client(1), address: offers[0].yiaddr))
            transport.receive(.selecting(offers[1]))
            _ = try await offer(to: 9)
            let winner = Lease(
                address: offers[0].yiaddr, client: ClientIdentity(client(7)), hardwareAddress: client(7), state: .bound,
                start: 0, end: .max)
            store.pass(.success([.conflict(current: winner)]))
            #expect(try await service.call { $0.engine.lease(at: offers[0].yiaddr) } == winner)
            #expect(try await service.call { $0.engine.lease(at: offers[1].yiaddr) } == nil)
            #expect(try await service.call { $0.outcomes[.notStored] } == 3)
        }
    }

    @Test func aCallSeesNoHalfOfACommit() async throws {
        try await run { service in
            let offer = try await offer(to: 1)
            transport.receive(.selecting(offer))
            try await store.waitForCommit(1)
            async let outcomes = service.call { $0.outcomes }
            async let lease = service.call { $0.engine.lease(at: offer.yiaddr) }
            store.pass()
            #expect(try await outcomes[.leased] == 1)
            #expect(try await lease?.state == .bound)
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

/// A store whose commits wait until they are let pass, one by one.
final class SlowStore: LeaseStore {
    struct Failure: Error {}
    struct TimedOut: Error {}

    private struct State {
        var sizes: [Int] = []
        var waiting: CheckedContinuation<Result<[CommitResult], any Error>?, Never>?
        var isOpen = false
    }

    private let state = Mutex(State())

    /// How many changes each commit had.
    var sizes: [Int] { state.withLock { $0.sizes } }

    func load(_ body: (Lease) throws -> Void) async throws {}
    func shift(by seconds: Int64) async throws {}

    func commit(_ changes: [LeaseChange]) async throws -> [CommitResult] {
        let result = await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                state.sizes.append(changes.count)
                if !state.isOpen { state.waiting = continuation }
                return state.isOpen
            }
            if isOpen { continuation.resume(returning: nil) }
        }
        return try result?.get() ?? changes.map { _ in .committed }
    }

    /// Waits until so many commits have begun, and the last of them waits.
    func waitForCommit(_ number: Int) async throws {
        for _ in 0..<10_000 {
            if state.withLock({ $0.sizes.count == number && $0.waiting != nil }) { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw TimedOut()
    }

    /// Lets the commit that waits end with this result; by default it has stored all.
    func pass(_ result: Result<[CommitResult], any Error>? = nil) {
        state.withLock { $0.waiting.take() }?.resume(returning: result)
    }

    /// Lets all commits pass from now on.
    func letAllPass() {
        state.withLock { $0.isOpen = true }
        pass()
    }
}
