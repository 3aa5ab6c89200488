import DHCP
import DHCPLeases
import DHCPServer
import DHCPSimulation
import DHCPTesting
import Logging
import Synchronization
import Testing

/// Several servers of one process on one store.
@Suite struct SharedStoreTests {
    /// A server with a network of its own.
    private struct Server {
        let transport = InMemoryTransport()
        let clock = ManualClock()
        let service: DHCPService<LeaseResponder>
        let lines = SharedLines()

        init(_ store: any LeaseStore, recorder: (any TransactionRecorder)? = nil) throws {
            let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
            let range = try #require(IPv4Range("10.0.0.100-10.0.0.199"))
            let engine = try LeaseEngine(
                configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
            service = DHCPService(
                LeaseResponder(engine: engine, store: store, recorder: recorder, logger: .recording(lines)),
                transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil), clock: clock,
                logger: .silent)
        }

        func offer(to client: HardwareAddress) async throws -> DHCPMessage {
            transport.receive(.discover(client))
            return try #require(await transport.nextReply()).message
        }

        func lease(at address: IPv4Address) async throws -> Lease? {
            try await service.call { $0.engine.lease(at: address) }
        }

        /// Waits until an address is leased, or is not, while time passes.
        func wait(for address: IPv4Address, toBeLeased isLeased: Bool) async throws {
            while try await (lease(at: address) != nil) != isLeased { clock.advance(by: .milliseconds(10)) }
        }
    }

    private static func client(_ number: UInt8) -> HardwareAddress { HardwareAddress(2, 0, 0, 0, 0, number) }

    private func run(_ servers: [Server], _ body: () async throws -> Void) async throws {
        let tasks = servers.map { server in Task { try await server.service.run() } }
        defer { for task in tasks { task.cancel() } }
        for server in servers { _ = try await server.service.boundAddresses }
        try await body()
    }

    @Test func whatOneServerGivesAwayTheOtherKnows() async throws {
        let store = InMemoryLeaseStore(isShared: true)
        let (first, second) = (try Server(store), try Server(store))
        try await run([first, second]) {
            let offer = try await first.offer(to: Self.client(1))
            first.transport.receive(.selecting(offer))
            #expect(await first.transport.nextReply()?.message.messageType == .ack)
            while try await second.lease(at: offer.yiaddr) == nil { await Task.yield() }
            second.transport.receive(.renewing(Self.client(1), address: offer.yiaddr))
            #expect(await second.transport.nextReply()?.message.messageType == .ack)
            #expect(try await second.offer(to: Self.client(2)).yiaddr != offer.yiaddr)
        }
    }

    @Test func ofTwoServersThatOfferOneAddressTheSlowerOneRefuses() async throws {
        let store = InMemoryLeaseStore(isShared: true)
        let (first, second) = (try Server(store), try Server(store))
        try await run([first, second]) {
            let offers = [try await first.offer(to: Self.client(1)), try await second.offer(to: Self.client(2))]
            #expect(offers[0].yiaddr == offers[1].yiaddr)
            first.transport.receive(.selecting(offers[0]))
            second.transport.receive(.selecting(offers[1]))
            let replies = [await first.transport.nextReply(), await second.transport.nextReply()]
            let types = replies.map { $0?.message.messageType }
            #expect(types == [.ack, .nak] || types == [.nak, .ack])
            #expect(try await store.leases().count == 1)
        }
    }

    @Test func aClientThatTakesTwoOffersHasOneAddressInTheEnd() async throws {
        let store = InMemoryLeaseStore(isShared: true)
        let (first, second) = (try Server(store), try Server(store))
        try await run([first, second]) {
            // Another client takes the second server's first address, so the offers differ.
            _ = try await second.offer(to: Self.client(9))
            let offers = [try await first.offer(to: Self.client(1)), try await second.offer(to: Self.client(1))]
            #expect(offers[0].yiaddr != offers[1].yiaddr)
            first.transport.receive(.selecting(offers[0]))
            second.transport.receive(.selecting(offers[1]))
            _ = await first.transport.nextReply()
            _ = await second.transport.nextReply()
            let bound = try await store.leases().filter { $0.state == .bound }
            #expect(bound.count == 1, "\(bound)")
        }
    }

    @Test func whenMoreWasChangedThanTheStoreKeepsAllLeasesAreLoadedAgain() async throws {
        let store = ForgetfulStore()
        let server = try Server(store)
        let old = ForgetfulStore.lease(100)
        store.replace(with: [old])
        try await run([server]) {
            #expect(try await server.lease(at: old.address) == old)
            let leases = (101...140).map(ForgetfulStore.lease)
            store.replace(with: leases)
            try await server.wait(for: leases[39].address, toBeLeased: true)
            try await server.wait(for: old.address, toBeLeased: false)
            for lease in leases { #expect(try await server.lease(at: lease.address) == lease) }
            // What is told afterwards is followed.
            store.replace(with: [leases[0]])
            try await server.wait(for: leases[39].address, toBeLeased: false)
        }
    }

    @Test func theEndOfALargeSnapshotIsTakenOverInPieces() async throws {
        let store = ForgetfulStore()
        let server = try Server(store)
        let (old, new) = (ForgetfulStore.wideLeases(0..<3500), ForgetfulStore.wideLeases(3400..<5000))
        store.replace(with: old)
        try await run([server]) {
            #expect(try await server.service.call { $0.engine.leases.count { _ in true } } == 3500)
            store.replace(with: new)
            try await server.wait(for: old[0].address, toBeLeased: false)
            try await server.wait(for: new[1599].address, toBeLeased: true)
            try await server.wait(for: old[3399].address, toBeLeased: false)
            let known = try await server.service.call { Set($0.engine.leases) }
            #expect(known == Set(new))
        }
    }

    @Test func thatTheStoreCanNotBeReachedIsSaidOnceAndThatItCanOnce() async throws {
        let store = SimulatedLeaseStore()
        let (server, other) = (try Server(store), try Server(store))
        try await run([server, other]) {
            store.interrupt(true)
            for _ in 0..<100 {
                server.clock.advance(by: .seconds(1))
                try await Task.sleep(for: .milliseconds(1))
            }
            store.interrupt(false)
            // The other one gives an address away, of which this one hears.
            let offer = try await other.offer(to: Self.client(1))
            other.transport.receive(.selecting(offer))
            try await server.wait(for: offer.yiaddr, toBeLeased: true)
            #expect(server.lines.lines.count { $0.contains("can not be reached") } == 1)
            #expect(server.lines.lines.count { $0.contains("is reached again") } == 1)
        }
    }

    @Test func recordsAreStoredWithTheTransactionsTheyBelongTo() async throws {
        let store = InMemoryLeaseStore()
        let server = try Server(store, recorder: AddressBook())
        try await run([server]) {
            let offer = try await server.offer(to: Self.client(1))
            server.transport.receive(.selecting(offer))
            #expect(await server.transport.nextReply()?.message.messageType == .ack)
            let records = try await store.records(AddressBook.kind)
            #expect(records == [StoreRecord(AddressBook.kind, key: AddressBook.key(offer.yiaddr), value: [1])])
        }
    }
}

/// Remembers which addresses were ever leased.
private struct AddressBook: TransactionRecorder {
    static let kind = StoreRecord.Kind(rawValue: "address-book")

    static func key(_ address: IPv4Address) -> [UInt8] { Array("\(address)".utf8) }

    func records(of transaction: ArraySlice<LeaseChange>) -> [StoreRecord] {
        transaction.compactMap { $0.after.map { StoreRecord(Self.kind, key: Self.key($0.address), value: [1]) } }
    }
}

/// A store that another server fills, and that can not tell of more than a few changes.
private final class ForgetfulStore: LeaseStore {
    let isShared = true
    private let feed = StoreFeed(limit: 4)
    private let state = Mutex<(leases: [Lease], revision: UInt64)>(([], 0))

    static func lease(_ number: UInt8) -> Lease {
        let hardware = HardwareAddress(2, 1, 0, 0, 0, number)
        return Lease(
            address: IPv4Address(10, 0, 0, number), client: ClientIdentity(hardware), hardwareAddress: hardware,
            state: .bound, start: 0, end: .max)
    }

    static func wideLeases(_ numbers: Range<Int>) -> [Lease] {
        numbers.map { number in
            let (high, low) = (UInt8(number >> 8), UInt8(number & 255))
            let hardware = HardwareAddress(2, 2, 0, 0, high, low)
            return Lease(
                address: IPv4Address(10, 1, high, low), client: ClientIdentity(hardware), hardwareAddress: hardware,
                state: .bound, start: 1_767_225_600, end: .max)
        }
    }

    func replace(with leases: [Lease]) {
        state.withLock { state in
            var changes = state.leases.map { LeaseChange(before: $0, after: nil) }
            changes += leases.map { LeaseChange(before: nil, after: $0) }
            let records = changes.compactMap { change -> StoredLease? in
                state.revision += 1
                return change.address.map {
                    StoredLease($0, change.after, at: StoreRevision(rawValue: state.revision))
                }
            }
            state.leases = leases
            feed.note(records)
        }
    }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision {
        let (leases, revision) = state.withLock { $0 }
        for lease in leases { try body(lease) }
        return StoreRevision(rawValue: revision)
    }
    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] { batch.map { _ in .unknown } }
    func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> { feed.changes(since: revision) }
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {}
}
