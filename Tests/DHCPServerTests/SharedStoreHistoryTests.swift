import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Logging
import Synchronization
import Testing

/// Random histories of clients, over a store that fails at times and that another server changes.
///
/// The seed says what clients and store do; how messages fall into batches, and so the rest, is the machine's business.
@Suite struct SharedStoreHistoryTests {
    private static func client(_ number: UInt8) -> HardwareAddress { HardwareAddress(2, 0, 0, 0, 0, number) }

    @Test(arguments: [1, 2, 3, 4])
    func theEngineEqualsTheStoreAndNothingIsAcknowledgedThatWasNotStored(seed: UInt64) async throws {
        let (store, transport) = (WildStore(seed: seed), InMemoryTransport())
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.129"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        let service = DHCPService(
            LeaseResponder(engine: engine, store: store, logger: .silent), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: nil, batchLimit: 8), clock: ManualClock(),
            logger: .silent)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        let offers = Mutex<[HardwareAddress: DHCPMessage]>([:])
        let unstored = Mutex<[String]>([])
        let reader = Task {
            while let reply = await transport.nextReply()?.message {
                if reply.messageType == .offer { offers.withLock { $0[reply.hardwareAddress] = reply } }
                if reply.messageType == .ack, !store.hasHeld(reply.yiaddr, for: reply.hardwareAddress) {
                    unstored.withLock { $0.append("\(reply.yiaddr) \(reply.hardwareAddress)") }
                }
            }
        }
        var random = SeededGenerator(seed: seed &* 77)
        for step in 0..<1500 {
            let client = Self.client(UInt8.random(in: 0..<40, using: &random))
            let offer = offers.withLock { $0[client] }
            transport.receive(Self.message(of: client, offer, xid: UInt32(step), using: &random))
            if step % 5 == 0 { try await Task.sleep(for: .microseconds(100)) }
            guard step % 300 == 299 else { continue }
            // A call comes between commits.
            let (leases, table) = try await service.call { responder in (Array(responder.engine.leases), store.table) }
            let held = Dictionary(uniqueKeysWithValues: leases.map { ($0.address, $0) })
            #expect(held == table, "seed \(seed), step \(step)")
        }
        task.cancel()
        _ = await task.result
        // The transport is closed, so this ends with the last reply.
        await reader.value
        #expect(unstored.withLock { $0 } == [], "seed \(seed)")
        #expect(store.hasBeenWild)
    }

    private static func message(
        of client: HardwareAddress, _ offer: DHCPMessage?, xid: UInt32, using random: inout SeededGenerator
    ) -> DHCPMessage {
        guard let offer else { return .discover(client, xid: xid) }
        let server = IPv4Address(10, 0, 0, 1)
        return switch Int.random(in: 0..<20, using: &random) {
        case 0..<6: .discover(client, xid: xid)
        case 6..<13: .selecting(offer)
        case 13..<15: .renewing(client, address: offer.yiaddr)
        case 15..<19: .release(client, address: offer.yiaddr, server: server)
        default: .decline(client, address: offer.yiaddr, server: server)
        }
    }
}

/// A table that two servers share: each change is made only when the address still holds what the server thinks.
private final class WildStore: LeaseStore {
    struct Failure: Error {}

    private struct State {
        var table: [IPv4Address: Lease] = [:]
        var everHeld: Set<[String]> = []
        var random: SeededGenerator
        var failures = 0
        var conflicts = 0
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(random: SeededGenerator(seed: seed))) }

    var table: [IPv4Address: Lease] { state.withLock { $0.table } }
    var hasBeenWild: Bool { state.withLock { $0.failures > 0 && $0.conflicts > 0 } }

    func hasHeld(_ address: IPv4Address, for client: HardwareAddress) -> Bool {
        state.withLock { $0.everHeld.contains(["\(address)", "\(client)"]) }
    }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { .unshared }
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {}

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        let pause = state.withLock { Int.random(in: 0..<4, using: &$0.random) * 300 }
        if pause > 0 { try? await Task.sleep(for: .microseconds(pause)) }
        return try state.withLock { state in
            let dice = Int.random(in: 0..<100, using: &state.random)
            if dice < 15 {
                state.failures += 1
                throw Failure()
            }
            if dice < 40, let address = batch.changes.randomElement(using: &state.random)?.address {
                Self.interfere(at: address, &state)
            }
            return batch.map { Self.make($0, &state) }
        }
    }

    /// The other server gives the address to a client of its own.
    private static func interfere(at address: IPv4Address, _ state: inout State) {
        let client = HardwareAddress(2, 9, 0, 0, 0, UInt8.random(in: 0..<20, using: &state.random))
        state.table[address] = Lease(
            address: address, client: ClientIdentity(client), hardwareAddress: client,
            state: Bool.random(using: &state.random) ? .bound : .released, start: 0, end: 4_000_000_000)
    }

    private static func make(_ transaction: ArraySlice<LeaseChange>, _ state: inout State) -> CommitOutcome {
        var table = state.table
        for change in transaction {
            guard let address = change.address else { continue }
            guard table[address] == change.before else {
                state.conflicts += 1
                let addresses = Set(transaction.compactMap(\.address))
                return .conflict(addresses.map { StoredLease($0, state.table[$0]) })
            }
            table[address] = change.after
        }
        state.table = table
        for case let lease? in transaction.map(\.after) where lease.state == .bound {
            state.everHeld.insert(["\(lease.address)", "\(lease.hardwareAddress)"])
        }
        return .committed()
    }
}
