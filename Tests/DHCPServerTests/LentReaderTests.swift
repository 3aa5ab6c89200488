import DHCP
import DHCPLeases
import DHCPLinux
import DHCPServer
import DHCPTesting
import Dispatch
import Synchronization
import Testing

/// The thread that received a few messages answers them itself; nobody waits for it meanwhile.
@Suite struct LentReaderTests {
    /// A store that blocks the thread of whom a commit is for, if that lets itself be blocked.
    private final class BlockingStore: LeaseStore {
        let commits = Atomic(0)
        let lent = Atomic(0)
        /// What a commit waits for.
        let gate = DispatchSemaphore(value: 0)
        let isOpen: Bool

        init(isOpen: Bool) { self.isOpen = isOpen }

        func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { .unshared }
        func records(
            _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
        ) async throws {}

        func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
            await withCheckedContinuation { continuation in
                let work = { @Sendable in
                    self.commits.add(1, ordering: .relaxed)
                    if !self.isOpen { self.gate.wait() }
                    continuation.resume()
                }
                if LentThread.takeWork(work) {
                    lent.add(1, ordering: .relaxed)
                } else {
                    DispatchQueue.global().async(execute: work)
                }
            }
            return batch.map { _ in .committed() }
        }
    }

    private func serving(
        _ store: BlockingStore, _ body: (LoopbackClient, DHCPEndpoint) async throws -> Void
    ) async throws {
        // The relay is on loopback, where no client can be: its clients are of the other subnet on its link.
        let relay = try #require(IPv4Prefix("127.0.0.0/16"))
        let clients = try #require(IPv4Prefix("10.0.0.0/16"))
        let pool = Pool(try #require(IPv4Range("10.0.7.1-10.0.7.200")))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [
                Subnet(relay, sharedNetwork: "link"), Subnet(clients, pools: [pool], sharedNetwork: "link"),
            ]))
        let service = DHCPService(
            LeaseResponder(engine: engine, store: store, logger: .silent), listen: DHCPEndpoint(.loopback, port: 0),
            logger: .silent)
        let task = Task { try await service.run() }
        try await LoopbackClient.with { client in
            try await body(client, try #require(try await service.boundAddresses.first))
        }
        task.cancel()
        _ = await task.result
    }

    private func client(_ number: UInt8) -> HardwareAddress { HardwareAddress(2, 0, 0, 0, 0, number) }

    @Test func whileLittleGoesOnTheReaderStoresAndAnswersItself() async throws {
        let store = BlockingStore(isOpen: true)
        try await serving(store) { client, server in
            for number in 1...20 as ClosedRange<UInt8> {
                let ack = try await client.acquire(self.client(number), from: server)
                #expect(ack.messageType == .ack)
            }
        }
        #expect(store.commits.load(ordering: .relaxed) == 20)
        #expect(store.lent.load(ordering: .relaxed) > 0)
    }

    @Test func whileTheDiskKeepsAReaderWaitingOthersAreOffered() async throws {
        let store = BlockingStore(isOpen: false)
        defer { store.gate.signal() }
        try await serving(store) { client, server in
            let offer = try await client.exchange(.relayedDiscover(self.client(1)), with: server)
            client.send(.relayedRequest(offer), to: server)
            for _ in 0..<5000 where store.commits.load(ordering: .relaxed) == 0 {
                try await Task.sleep(for: .milliseconds(1))
            }
            // The commit blocks its thread now, and for each of these another one is there.
            for number in 2...50 as ClosedRange<UInt8> {
                let offer = try await client.exchange(.relayedDiscover(self.client(number)), with: server)
                #expect(offer.messageType == .offer && offer.hardwareAddress == self.client(number))
            }
            let before = try await client.received
            store.gate.signal()
            for _ in 0..<5000 where try await client.received == before { try await Task.sleep(for: .milliseconds(1)) }
            #expect(try await client.received == before + 1, "the ACK left when the commit had ended")
        }
    }
}
