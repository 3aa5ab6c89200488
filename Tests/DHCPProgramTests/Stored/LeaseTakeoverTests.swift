import DHCP
import DHCPLeases
import DHCPProgram
import DHCPTesting
import Testing

/// Taking leases over into a store that servers share, beside them.
@Suite struct LeaseTakeoverTests {
    private let clock = ManualClock()
    private let store = InMemoryLeaseStore(isShared: true)

    private var now: UInt32 { UInt32(clamping: clock.now.seconds) }

    private func lease(
        _ host: UInt8, client: UInt8? = nil, state: LeaseState = .bound, start: Int64 = -600, end: Int64 = 3600,
        lead: UInt32 = 0
    ) -> Lease {
        let hardware = HardwareAddress(2, 0, 0, 0, 0, client ?? host)
        return Lease(
            address: IPv4Address(10, 0, 0, host), client: ClientIdentity(hardware), hardwareAddress: hardware,
            state: state, start: UInt32(clamping: Int64(now) + start), end: UInt32(clamping: Int64(now) + end),
            lead: lead)
    }

    private func take(_ leases: [Lease], commits: Bool = true) async throws -> LeaseTakeover {
        let time = try await StoredTime(of: store, clock: clock) { _ in }
        var takeover = LeaseTakeover(into: store, at: time) { _ in IPv4Address(10, 0, 0, 0) }
        try await takeover.take(leases, commits: commits)
        return takeover
    }

    @Test("all are taken as they are, and again they are there already")
    func again() async throws {
        let leases = [
            lease(1), lease(2, lead: 900), lease(3, state: .declined), lease(4, state: .released, end: -60),
            lease(5, state: .expired, end: -60),
        ]
        let first = try await take(leases)
        #expect(first.storedCount == 5 && first.presentCount == 0 && first.conflictCount == 0)
        #expect(try await store.leases() == leases)
        let second = try await take(leases)
        #expect(second.storedCount == 0 && second.presentCount == 5 && second.conflictCount == 0)
        #expect(try await store.leases() == leases)
    }

    @Test("what servers did meanwhile is newer, and stays")
    func renewed() async throws {
        _ = try await take([lease(1)])
        let renewed = lease(1, start: -10, end: 7200)
        _ = await store.commit(LeaseBatch([[LeaseChange(before: lease(1), after: renewed)]]))
        let again = try await take([lease(1)])
        #expect(again.presentCount == 1 && again.storedCount == 0)
        #expect(try await store.leases() == [renewed])
        let older = try await take([lease(1, start: -5, end: 9000)])
        #expect(older.storedCount == 1)
    }

    @Test("an address that another client has is not taken, and is named; one that is free is")
    func conflicts() async throws {
        _ = try await take([lease(1), lease(2, state: .expired, start: -9000, end: -60), lease(3, state: .declined)])
        let takeover = try await take([lease(1, client: 9), lease(2, client: 8), lease(3, client: 7)])
        #expect(takeover.storedCount == 1 && takeover.conflictCount == 2)
        #expect(
            takeover.conflicts.map(\.description) == [
                "10.0.0.1 is not taken for hw 1/02:00:00:00:00:09: hw 1/02:00:00:00:00:01 has it",
                "10.0.0.3 is not taken for hw 1/02:00:00:00:00:07: it rests",
            ])
    }

    @Test("what is promised behind its end is in use still")
    func promised() async throws {
        _ = try await take([lease(1, end: -60, lead: 900)])
        #expect(try await take([lease(1, client: 9)]).conflictCount == 1)
    }

    @Test("a client that has another address of the network keeps that")
    func otherAddress() async throws {
        _ = try await take([lease(1)])
        let takeover = try await take([lease(2, client: 1)])
        #expect(
            takeover.conflicts.map(\.description) == [
                "10.0.0.2 is not taken for hw 1/02:00:00:00:00:01: that client has 10.0.0.1"
            ])
        #expect(try await store.leases().map(\.address) == [IPv4Address(10, 0, 0, 1)])
    }

    @Test("a trial says the same and changes nothing")
    func trial() async throws {
        _ = try await take([lease(1)])
        let takeover = try await take([lease(1), lease(2), lease(1, client: 9)], commits: false)
        #expect(takeover.storedCount == 1 && takeover.presentCount == 1 && takeover.conflictCount == 1)
        #expect(try await store.leases() == [lease(1)])
    }

    @Test("leases go in batches of a thousand, and progress is told")
    func batches() async throws {
        let leases = (0..<2500).map { number in
            let hardware = HardwareAddress(2, 0, 0, 0, UInt8(number / 256), UInt8(number % 256))
            return Lease(
                address: IPv4Address(10, 1, UInt8(number / 256), UInt8(number % 256)), client: ClientIdentity(hardware),
                hardwareAddress: hardware, state: .bound, start: now, end: now + 3600)
        }
        let time = try await StoredTime(of: store, clock: clock) { _ in }
        var takeover = LeaseTakeover(into: store, at: time) { _ in nil }
        var progress: [Int] = []
        try await takeover.take(leases) { progress.append($0) }
        #expect(progress == [1000, 2000, 2500] && takeover.storedCount == 2500)
    }

    @Test("reservations that were made at run time come along once")
    func reservations() async throws {
        let record = StoreRecord(.reservation, key: [1], value: [2])
        #expect(try await LeaseTakeover.take([record], into: store) == 1)
        #expect(try await LeaseTakeover.take([record], into: store) == 0)
        #expect(try await store.records(.reservation, startingWith: []).map(\.key).count == 1)
    }

    // MARK: Freeing

    private func free(_ store: any LeaseStore, _ host: UInt8 = 1) async throws -> LeaseFreeing.Outcome {
        let time = try await StoredTime(of: store, clock: clock) { _ in }
        return try await LeaseFreeing.free(IPv4Address(10, 0, 0, host), in: store, at: time)
    }

    @Test("an address is freed beside servers")
    func freeing() async throws {
        _ = try await take([lease(1)])
        #expect(try await free(store) == .freed(lease(1)))
        let stored = try await store.leases()
        #expect(stored.map(\.state) == [.released] && stored.map(\.end) == [now])
        #expect(try await free(store) == .vacant)
        #expect(try await free(store, 2) == .vacant)
    }

    @Test("a client that renews meanwhile is freed of what it has then; another that got it keeps it")
    func race() async throws {
        _ = try await take([lease(1)])
        let renewed = lease(1, start: -1, end: 5000)
        #expect(
            try await free(OvertakingStore(store, LeaseChange(before: lease(1), after: renewed))) == .freed(renewed))
        _ = try await take([lease(2)])
        let other = LeaseChange(before: lease(2), after: lease(2, client: 9))
        #expect(try await free(OvertakingStore(store, other), 2) == .vacant)
        #expect(try await store.leases().last == other.after)
    }
}

/// A store in which another server is faster once.
private final class OvertakingStore: LeaseStore {
    private let inner: InMemoryLeaseStore
    private let change: LeaseChange

    init(_ inner: InMemoryLeaseStore, _ change: LeaseChange) { (self.inner, self.change) = (inner, change) }

    var isShared: Bool { true }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { try await inner.load(body) }

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        _ = await inner.commit(LeaseBatch([[change]]))
        return await inner.commit(batch)
    }

    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {
        try await inner.records(kind, startingWith: prefix, body)
    }
}
