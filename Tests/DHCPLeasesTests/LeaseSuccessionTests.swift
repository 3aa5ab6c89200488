import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// A configuration that takes over piece by piece, while the engine changes.
@Suite struct LeaseSuccessionTests {
    private static func lease(_ number: UInt32, of client: Int) -> Lease {
        Lease(
            address: IPv4Address(bitPattern: 0x0A00_0100 + number),
            client: ClientIdentity(EngineFixture.client(client)), hardwareAddress: EngineFixture.client(client),
            state: .bound, start: 1, end: .max)
    }

    private static func set(_ lease: Lease?, at number: UInt32, in engine: inout LeaseEngine) {
        let address = IPv4Address(bitPattern: 0x0A00_0100 + number)
        engine.apply(LeaseChange(before: engine.lease(at: address), after: lease))
    }

    private func engine(leases: UInt32) throws -> LeaseEngine {
        var engine = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/16", "10.0.1.0-10.0.20.255")]).engine
        for number in 0..<leases { Self.set(Self.lease(number, of: Int(number)), at: number, in: &engine) }
        return engine
    }

    private func sorted(_ engine: LeaseEngine) -> [Lease] { engine.leases.sorted { $0.address < $1.address } }

    /// Rows are numbered anew, and what changed before is written down nowhere.
    @Test func anotherConfigurationMeanwhileLosesNoLease() throws {
        var engine = try engine(leases: 300)
        var next = engine.configuration
        next.times.lease = 600
        var succession = try LeaseSuccession(to: next)
        succession.begin(&engine)
        #expect(!succession.advance(&engine, limit: 100))
        for number in UInt32(0)..<90 where number % 3 > 0 { Self.set(nil, at: number, in: &engine) }
        try engine.reconfigure(engine.configuration)
        let leases = sorted(engine)
        while !succession.advance(&engine, limit: 100) {}
        _ = succession.finish(&engine)
        #expect(sorted(engine) == leases)
        #expect(engine.configuration.times.lease == 600)
    }

    @Test(arguments: [1, 10, 100]) func itEndsWhileMoreChangesThanGoOver(limit: Int) throws {
        var engine = try engine(leases: 100)
        var succession = try LeaseSuccession(to: engine.configuration)
        succession.begin(&engine)
        var rounds = 0
        while !succession.advance(&engine, limit: limit) {
            rounds += 1
            try #require(rounds < 300)
            for number in UInt32(0)..<100 {
                Self.set(Self.lease(number, of: Int(number) + rounds * 100), at: number, in: &engine)
            }
        }
        let leases = sorted(engine)
        _ = succession.finish(&engine)
        #expect(sorted(engine) == leases)
    }
}
