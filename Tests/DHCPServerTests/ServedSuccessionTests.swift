import DHCP
import DHCPLeases
@testable import DHCPServer
import DHCPTesting
import Logging
import Testing

/// Another configuration, and a look at all leases, while clients are answered.
@Suite struct ServedSuccessionTests {
    private let transport = InMemoryTransport()
    private static let prefix = IPv4Prefix("10.0.0.0/16")
    private static func client(_ number: Int) -> HardwareAddress {
        HardwareAddress(2, 0, 0, 0, UInt8(number >> 8 & 255), UInt8(number & 255))
    }

    private func configuration(leaseTime: UInt32 = 43_200) throws -> LeaseConfiguration {
        let range = try #require(IPv4Range("10.0.1.0-10.0.40.255"))
        var configuration = LeaseConfiguration(subnets: [Subnet(try #require(Self.prefix), pools: [Pool(range)])])
        configuration.times.lease = leaseTime
        return configuration
    }

    private static func lease(_ number: Int) -> Lease {
        Lease(
            address: IPv4Address(bitPattern: 0x0A00_0100 + UInt32(number)), client: ClientIdentity(client(number)),
            hardwareAddress: client(number), state: .bound, start: 1, end: .max)
    }

    private func run(
        leases count: Int = 0, _ store: (any LeaseStore)? = nil,
        limits: DHCPServiceConfiguration = DHCPServiceConfiguration(tickInterval: nil),
        _ body: (DHCPService<LeaseResponder>) async throws -> Void
    ) async throws {
        let store = store ?? InMemoryLeaseStore((0..<count).map(Self.lease))
        let service = DHCPService(
            LeaseResponder(engine: try LeaseEngine(configuration: try configuration()), store: store, logger: .silent),
            transport: transport, configuration: limits, clock: ManualClock(),
            logger: .silent)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        try await body(service)
    }

    @Test func leasesAndOffersGoOverWhileClientsAreAnswered() async throws {
        try await run(leases: 5000) { service in
            transport.receive(.discover(Self.client(6000)))
            let offer = try #require(await transport.nextReply()).message
            let next = try configuration(leaseTime: 600)
            async let done: Void = service.reconfigure(next)
            for number in 6001..<6040 {
                transport.receive(.discover(Self.client(number)))
                #expect(await transport.nextReply()?.message.messageType == .offer)
            }
            try await done
            #expect(try await service.read { $0.engine.count(of: .bound) } == 5000)
            #expect(try await service.read { $0.engine.offerCount } == 40)
            transport.receive(.selecting(offer))
            let ack = await transport.nextReply()?.message
            #expect(ack?.messageType == .ack && ack?.options[.leaseTime] == 600)
        }
    }

    @Test func twoConfigurationsAtOnceAreTakenOverOneAfterTheOther() async throws {
        try await run(leases: 3000) { service in
            let (first, second) = (try configuration(leaseTime: 600), try configuration(leaseTime: 1200))
            async let one: Void = service.reconfigure(first)
            async let two: Void = service.reconfigure(second)
            _ = try await (one, two)
            #expect([600, 1200].contains(try await service.read { $0.engine.configuration.times.lease }))
            #expect(try await service.read { $0.engine.count(of: .bound) } == 3000)
        }
    }

    /// All leases are there still, and what was asked for last is served.
    @Test func aConfigurationThatACallPutsInSupersedesTheOneOnItsWay() async throws {
        try await run(leases: 5000) { service in
            let (first, second) = (try configuration(leaseTime: 600), try configuration(leaseTime: 1200))
            async let one: Void = service.reconfigure(first)
            // It may be there before anybody sees it on its way; then the other comes behind it.
            var isBegun = false
            while !isBegun {
                isBegun = try await service.read { $0.succession != nil || $0.engine.configuration.times.lease == 600 }
            }
            try await service.call { try $0.reconfigure(second) }
            try await one
            #expect(try await service.read { $0.engine.configuration.times.lease } == 1200)
            #expect(try await service.read { $0.engine.count(of: .bound) } == 5000)
        }
    }

    @Test func aFullMailboxDelaysNoConfiguration() async throws {
        let limits = DHCPServiceConfiguration(tickInterval: nil, mailboxLimit: 4)
        try await run(leases: 5000, limits: limits) { service in
            let next = try configuration(leaseTime: 600)
            let gate = Gate()
            service.cast { _ in await gate.wait() }
            while service.cast({ _ in }) {}
            async let done: Void = service.reconfigure(next)
            gate.open()
            try await done
            var served: UInt32?
            while served == nil { served = try? await service.read { $0.engine.configuration.times.lease } }
            #expect(served == 600)
        }
    }

    @Test func aConfigurationThatCanNotBeServedLeavesTheOneThereIs() async throws {
        try await run(leases: 10) { service in
            var wrong = try configuration()
            wrong.subnets.append(wrong.subnets[0])
            await #expect(throws: LeaseConfigurationError.self) { try await service.reconfigure(wrong) }
            #expect(try await service.read { $0.engine.configuration.subnets.count } == 1)
        }
    }

    @Test(arguments: [1, 7, 1000, 100_000]) func allLeasesComeInPages(size: Int) async throws {
        let count = size == 1 ? 50 : 2500
        try await run(leases: count) { service in
            var seen: [Lease] = []
            for try await page in service.leases(pageSize: size) {
                #expect(page.count <= size)
                seen += page
            }
            #expect(seen.sorted { $0.address < $1.address } == (0..<count).map(Self.lease))
        }
    }

    @Test func aLookWaitsForNoCommitAndACallDoes() async throws {
        let store = SlowStore()
        try await run(store) { service in
            transport.receive(.discover(Self.client(1)))
            let offer = try #require(await transport.nextReply()).message
            transport.receive(.selecting(offer))
            try await store.waitForCommit(1)
            #expect(try await service.read { $0.engine.lease(at: offer.yiaddr)?.state } == .bound)
            #expect(store.sizes == [1])
            async let outcomes = service.call { $0.outcomes }
            store.pass()
            #expect(try await outcomes[.leased] == 1)
        }
    }
}
