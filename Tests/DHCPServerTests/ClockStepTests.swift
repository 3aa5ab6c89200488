import DHCP
import DHCPLeases
import DHCPTesting
import NIOCore
import Synchronization
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

    /// Runs a server on `store` until `body` has ended; what is not committed then is lost.
    private func run<Value: Sendable>(
        _ store: any LeaseStore, _ clock: ManualClock,
        _ body: (DHCPService<LeaseResponder>, InMemoryTransport) async throws -> Value
    ) async throws -> Value {
        let transport = InMemoryTransport()
        let service = try service(store, transport, clock)
        let task = Task { try await service.run() }
        // Its leases' time begins with its start.
        _ = try await service.boundAddresses
        let value = try await body(service, transport)
        task.cancel()
        _ = await task.result
        return value
    }

    /// How long a lease still lasts, in nanoseconds.
    private func rest(_ address: IPv4Address, _ service: DHCPService<LeaseResponder>) async throws -> Int64? {
        try await service.call { responder in
            responder.engine.lease(at: address).map {
                Int64($0.end) * 1_000_000_000 - responder.timeline.time(at: responder.clock.now).nanoseconds
            }
        }
    }

    private func lease(_ number: UInt8, start: Int64, time: Int64, state: LeaseState = .bound) -> Lease {
        let client = HardwareAddress(2, 0, 0, 0, 1, number)
        return Lease(
            address: IPv4Address(10, 0, 0, number), client: ClientIdentity(client), hardwareAddress: client,
            state: state, start: UInt32(clamping: start), end: UInt32(clamping: start + time))
    }

    /// Has the client lease an address.
    private func acquire(_ transport: InMemoryTransport) async throws {
        transport.receive(.discover(client))
        let offer = try #require(await transport.nextReply()).message
        transport.receive(.selecting(offer))
        _ = try #require(await transport.nextReply())
    }

    @Test(arguments: [Int64(-630_720_000), -3600, -1, 1, 7, 3600, 630_720_000])
    func aStepWritesOneMarkAndChangesNoLease(seconds: Int64) async throws {
        let (store, clock) = (InMemoryLeaseStore(), ManualClock())
        try await run(store, clock) { service, transport in
            try await acquire(transport)
            let granted = try #require(try await store.leases().first)
            clock.stepWallTime(by: .milliseconds(seconds * 1000 + 300))
            clock.advance(by: .seconds(1))
            while await store.timeMark()?.secondsToTimeOfDay == 0 { await Task.yield() }
            #expect(try await store.leases() == [granted])
            #expect(await store.timeMark()?.secondsToTimeOfDay == seconds)
            #expect(try await rest(granted.address, service) == (43_200 - 1) * 1_000_000_000)

            // It ends when it should.
            clock.advance(by: .seconds(43_198))
            try await service.call { _ in }
            #expect(try await store.leases().first?.state == .bound)
            clock.advance(by: .seconds(1))
            while try await store.leases().first?.state == .bound { await Task.yield() }
            #expect(try await store.leases().first?.state == .expired)
        }
    }

    @Test(arguments: [Int64(-1_767_225_600), -63_072_000, 0, 63_072_000, 2_600_000_000, 7_000_000_000])
    func aRestartInTheSameBootGoesOnExactlyWhateverTheClockShows(seconds: Int64) async throws {
        let store = InMemoryLeaseStore()
        let start = DHCPInstant(seconds: 1_767_225_600)
        let boot = MachineBoot(identifier: "a", start: start.advanced(by: .seconds(-5000)))
        let clock = ManualClock(start, boot: boot)
        let before = try await run(store, clock) { service, transport in
            try await acquire(transport)
            clock.advance(by: .milliseconds(1234))
            return try await rest(IPv4Address(10, 0, 0, 100), service)
        }
        // The process is away for 3.3 seconds, and its steady clock begins anew from what the clock shows.
        let wall = DHCPInstant(seconds: max(0, start.seconds + seconds))
        let later = ManualClock(
            wall, boot: MachineBoot(identifier: "a", start: wall.advanced(by: .milliseconds(-5_004_534))))
        try await run(store, later) { service, _ in
            let after = try await rest(IPv4Address(10, 0, 0, 100), service)
            #expect(after == before.map { $0 - 3_300_000_000 })
            #expect(try await service.call { $0.timeline.beginning } == .inSameBoot)
        }
    }

    @Test func afterARebootLeasesGoByTheTimeOfDay() async throws {
        let store = InMemoryLeaseStore()
        let clock = ManualClock(boot: MachineBoot(identifier: "a", start: DHCPInstant(seconds: 1_767_220_000)))
        try await run(store, clock) { _, transport in try await acquire(transport) }
        let later = ManualClock(
            clock.now.advanced(by: .seconds(3600)), boot: MachineBoot(identifier: "b", start: clock.now))
        try await run(store, later) { service, _ in
            let left = try await rest(IPv4Address(10, 0, 0, 100), service)
            #expect(left == Int64(43_200 - 3600) * 1_000_000_000)
        }
    }

    @Test(arguments: [Int64(0), 100, 1_700_000_000, 1_760_000_000, 4_294_967_296, 9_223_372_036])
    func afterARebootWithAClockThatCanNotBeNoLeaseEndsOrLastsLonger(seconds: Int64) async throws {
        let (store, clock) = (InMemoryLeaseStore(), ManualClock())
        try await run(store, clock) { _, transport in
            try await acquire(transport)
            clock.advance(by: .seconds(700))
            while await store.timeMark()?.leaseTime != clock.now { await Task.yield() }
        }
        let later = ManualClock(DHCPInstant(seconds: seconds), boot: MachineBoot(identifier: "b", start: clock.now))
        try await run(store, later) { service, _ in
            #expect(try await rest(IPv4Address(10, 0, 0, 100), service) == (43_200 - 700) * 1_000_000_000)
            // The clock is set, which changes nothing for leases.
            later.stepWallTime(by: .seconds(1_767_300_000 - seconds))
            try await service.call { responder in responder.followClock(at: responder.clock.now) }
            #expect(try await rest(IPv4Address(10, 0, 0, 100), service) == (43_200 - 700) * 1_000_000_000)
        }
    }

    @Test(arguments: [4, 150]) func leasesThatBeginInTheFutureMoveNoOther(count: Int) async throws {
        let now: Int64 = 1_767_225_600
        let leases = (1...200).map { number in
            lease(UInt8(number), start: number <= count ? now + 3600 : now - 43_000, time: 43_200)
        }
        let store = InMemoryLeaseStore(leases)
        try await run(store, ManualClock()) { service, _ in
            let loaded = try await service.call { Array($0.engine.leases).sorted { $0.address < $1.address } }
            for (lease, stored) in zip(loaded, leases) {
                #expect(lease.state == .bound)
                #expect(Int64(lease.end) == (Int64(stored.start) > now ? now + 43_200 : now + 200))
            }
            // It is stored, too, so that the next start does not prolong them again.
            #expect(try await store.leases() == loaded)
        }
    }

    @Test func eachStoredLeaseThatCanNotBeIsJudgedByItself() async throws {
        let now: UInt32 = 1_767_225_600
        func corrected(_ start: UInt32, _ end: UInt32, _ state: LeaseState = .bound) -> [UInt32] {
            var lease = lease(1, start: 0, time: 0, state: state)
            (lease.start, lease.end) = (start, end)
            let result = lease.corrected(at: now) ?? lease
            return [result.start, result.end]
        }
        #expect(corrected(now - 10, now + 10) == [now - 10, now + 10])
        #expect(corrected(now - 10, .max) == [now - 10, .max])
        #expect(corrected(now + 3600, now + 7200) == [now, now + 3600])
        #expect(corrected(.max - 10, .max - 1) == [now, now + 9])
        #expect(corrected(now + 3600, .max) == [now, .max])
        #expect(corrected(now + 3600, .max - 1) == [now, now + 31_536_000])
        #expect(corrected(now - 10, now - 20) == [now - 10, now - 10 + 86_400])
        #expect(corrected(.max, .max - 1) == [now, now + 86_400])
        #expect(corrected(100, 43_300) == [now, now + 43_200])
        #expect(corrected(now + 3600, now + 7200, .declined) == [now, now + 3600])
        #expect(corrected(now + 3600, now + 7200, .expired) == [now, now])
        #expect(corrected(now - 10, .max, .released) == [now - 10, now])
        #expect(corrected(100, 43_300, .expired) == [100, 43_300])
    }

    /// A board without a clock of its own boots in 1970, with leases of an older version from today.
    @Test func aMachineThatBootsIn1970KeepsItsLeases() async throws {
        let today: Int64 = 1_767_225_600
        let store = InMemoryLeaseStore([
            lease(100, start: today, time: 43_200), lease(101, start: today - 43_000, time: 43_200),
        ])
        let clock = ManualClock(DHCPInstant(seconds: 100))
        try await run(store, clock) { service, transport in
            #expect(try await rest(IPv4Address(10, 0, 0, 100), service) == 43_200 * 1_000_000_000)
            #expect(try await rest(IPv4Address(10, 0, 0, 101), service) == 200 * 1_000_000_000)
            clock.stepWallTime(by: .seconds(today))
            clock.advance(by: .seconds(1))
            while try await rest(IPv4Address(10, 0, 0, 100), service) != 43_199 * 1_000_000_000 { await Task.yield() }
        }
    }

    /// What was stored before the machine had the time says nothing about when it was.
    @Test func leasesFromBeforeThereWasATimeOfDayDoNotEndAtOnce() async throws {
        let store = InMemoryLeaseStore([lease(100, start: 100, time: 43_200)])
        try await run(store, ManualClock()) { service, _ in
            let left = try await rest(IPv4Address(10, 0, 0, 100), service)
            #expect(left == Int64(43_200) * 1_000_000_000)
        }
    }

    @Test func whileTheStoreFailsTicksFollowTheClockAndReportPools() async throws {
        let store = FailingMarkStore()
        let clock = ManualClock()
        try await run(store, clock) { service, _ in
            store.fails.store(true, ordering: .relaxed)
            for days in [Int64(1), 2] {
                clock.stepWallTime(by: .seconds(86_400))
                try await tick(clock) {
                    try await service.call { $0.timeline.mark(at: $0.clock.now).secondsToTimeOfDay } == days * 86_400
                }
            }
            #expect(try await service.call { $0.isStoreFailing })
            store.fails.store(false, ordering: .relaxed)
            try await tick(clock) { try await store.timeMark()?.secondsToTimeOfDay == 172_800 }
        }
    }

    /// Lets a second pass again and again, each with time enough for a tick, until something holds.
    private func tick(_ clock: ManualClock, until isDone: () async throws -> Bool) async throws {
        while true {
            clock.advance(by: .seconds(1))
            for _ in 0..<200 {
                if try await isDone() { return }
                await Task.yield()
            }
        }
    }

    @Test func aTickIntervalOfAnyLengthIsServed() async throws {
        let clock = SystemClock()
        let sleeper = Task { try await clock.sleep(for: .seconds(Int64.max)) }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test func onAnEventLoopTheClockSleepsByThatLoop() async throws {
        let transport = UDPTransport(logger: .silent)
        let (awakenings, awakening) = AsyncStream.makeStream(of: Bool.self)
        let sleeper = Task(executorPreference: transport.executor) {
            try await SystemClock().sleep(for: .milliseconds(1))
            awakening.yield(transport.eventLoop.inEventLoop)
            try await SystemClock().sleep(for: .seconds(3600))
        }
        #expect(await awakenings.first { _ in true } == true)
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        await transport.close()
    }

    @Test func theSystemClockKnowsItsBoot() throws {
        let clock = SystemClock()
        let boot = try #require(clock.boot)
        #expect(boot.identifier.utf8.count == 32)
        #expect(boot.start < clock.now)
        #expect(
            MachineBoot.identifier(in: "0b5bd6de-6f8e-4f4e-9f5a-0123456789ab\n") == "0b5bd6de6f8e4f4e9f5a0123456789ab")
        #expect(MachineBoot.identifier(in: "nothing") == nil)
    }
}

/// A store that can be told to store nothing.
private final class FailingMarkStore: LeaseStore {
    struct Full: Error {}
    let fails = Atomic(false)
    private let inner = InMemoryLeaseStore()

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { try await inner.load(body) }
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {}
    func timeMark() async throws -> LeaseTimeMark? { await inner.timeMark() }
    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        if fails.load(ordering: .relaxed) { throw Full() }
        return await inner.commit(batch)
    }
    func keep(_ mark: LeaseTimeMark) async throws {
        if fails.load(ordering: .relaxed) { throw Full() }
        await inner.keep(mark)
    }
}
