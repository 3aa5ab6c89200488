import DHCP
import DHCPLeases
@testable import DHCPServer
import DHCPTesting
import Logging
import Synchronization
import Testing

/// A store that fails, or can not tell what it did, keeps nobody waiting who needs it not.
@Suite struct FailingStoreTests {
    private let transport = InMemoryTransport()
    private let clock = ManualClock()
    private let one = HardwareAddress(2, 0, 0, 0, 0, 1)

    private func run(
        _ store: any LeaseStore, _ body: (DHCPService<LeaseResponder>) async throws -> Void
    ) async throws {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.199"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        let service = DHCPService(
            LeaseResponder(engine: engine, store: store, logger: .silent), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: .seconds(1)), clock: clock, logger: .silent)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        try await body(service)
    }

    /// Lets seconds pass until something is so; none may pass while a message waits, or it is too old to be answered.
    private func tick(by seconds: Int = 1, until isSo: () -> Bool) async throws {
        for _ in 0..<10_000 where !isSo() {
            clock.advance(by: .seconds(seconds))
            try await Task.sleep(for: .milliseconds(1))
        }
        try #require(isSo())
    }

    private func offer() async throws -> DHCPMessage {
        try await transport.exchange(.discover(one)).message
    }

    @Test func whileAFailingStoreIsAskedOthersAreAnswered() async throws {
        let store = SlowStore()
        try await run(store) { service in
            defer { store.letAllPass() }
            transport.receive(.selecting(try await offer()))
            try await store.waitForCommit(1)
            store.pass(.failure(SlowStore.Failure()))
            try await tick { store.sizes.count == 2 }
            try await store.waitForCommit(2)
            #expect(store.sizes.last == 0, "it is asked whether it can write")
            let inform = DHCPMessage.inform(one, address: IPv4Address(10, 0, 0, 9))
            #expect(try await transport.exchange(inform).message.messageType == .ack)
            store.letAllPass()
            // A call settles: the commit that asked has ended then.
            #expect(try await !service.call { $0.isStoreFailing })
            #expect(try await offer().messageType == .offer)
        }
    }

    @Test func whatAStoreCanNotTellIsAskedForAgainWithTheNextTick() async throws {
        let store = ForgetfulStore()
        try await run(store) { service in
            let offer = try await offer()
            transport.receive(.selecting(offer))
            try await tick(by: 0) { store.count == 1 }
            try await tick { store.count >= 2 }
            #expect(try await service.read { $0.pipeline.unresolvedCount } == 1)
            #expect(store.count < 5000, "once a tick, and not in a circle")
            store.recover()
            try await tick { store.isRecovered }
            let ack = try #require(await transport.nextReply()).message
            #expect(ack.messageType == .ack && ack.yiaddr == offer.yiaddr)
        }
    }
}

/// Does not know what became of its first commit, and then says at once that it can not be asked.
private final class ForgetfulStore: LeaseStore {
    struct Away: Error {}

    private let state = Mutex((count: 0, isBack: false, isRecovered: false))

    var count: Int { state.withLock { $0.count } }
    var isRecovered: Bool { state.withLock { $0.isRecovered } }

    func recover() { state.withLock { $0.isBack = true } }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { .unshared }
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {}

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        try state.withLock { state in
            state.count += 1
            if state.count == 1 { return batch.map { _ in .unknown } }
            guard state.isBack else { throw Away() }
            state.isRecovered = true
            return batch.map { _ in .committed() }
        }
    }
}
