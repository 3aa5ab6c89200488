import DHCP
import DHCPLeases
import DHCPTesting
import Foundation
import Testing

/// Random histories of many clients, checked step by step against a plain model.
///
/// `DHCP_MODEL_STEPS` sets how many steps there are in all; the seed of each history stands in what a failure prints.
@Suite struct LeaseModelTests {
    static let steps = ProcessInfo.processInfo.environment["DHCP_MODEL_STEPS"].flatMap { Int($0) } ?? 100_000
    static let stepsInHistory = 500
    /// Histories are shared out over some tests, which run side by side.
    static let parts = 8

    @Test(arguments: 0..<parts) func everyHistoryIsAllowed(part: Int) throws {
        let count = Self.steps / Self.stepsInHistory / Self.parts
        for history in 0..<max(count, 1) {
            var run = try ModelRun(seed: UInt64(part * 1_000_000 + history))
            for step in 0..<Self.stepsInHistory { try run.step(step) }
            try run.finish()
        }
    }
}

/// One history: an engine, its twin that gets the same, a replica that is told of changes only, and the model.
private struct ModelRun {
    private static let configurations: [LeaseConfiguration] = (try? makeConfigurations()) ?? []
    private static let clients = (1...16).map { EngineFixture.client($0) }

    private let seed: UInt64
    private var random: SeededGenerator
    private var engine: LeaseEngine
    private var twin: LeaseEngine
    private var replica: LeaseEngine
    private var model: LeaseModel
    private var messages: [DHCPMessage] = []
    /// Another configuration that takes its place piece by piece.
    private var succession: LeaseSuccession?
    private var coming: LeaseConfiguration?

    init(seed: UInt64) throws {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        let configuration = try #require(Self.configurations.first)
        engine = try LeaseEngine(configuration: configuration)
        twin = engine
        replica = engine
        model = LeaseModel(leasable: Self.leasable(configuration), now: 1_767_225_600)
    }

    /// The same network four times: with pools in one and in two subnets of a link, with and without reservations.
    private static func makeConfigurations() throws -> [LeaseConfiguration] {
        func configuration(_ pools: [[String]], reserved: [(HardwareAddress, UInt8)] = []) throws -> LeaseConfiguration
        {
            var subnets: [Subnet] = []
            for (number, ranges) in pools.enumerated() {
                var subnet = Subnet(try EngineFixture.prefix("10.0.\(number).0/24"), sharedNetwork: "link")
                subnet.pools = try ranges.map { Pool(try EngineFixture.range($0)) }
                subnets.append(subnet)
            }
            subnets[0].reservations = reserved.map { Reservation(.hardwareAddress($0.0), address: .ten($0.1)) }
            return LeaseConfiguration(subnets: subnets)
        }
        return [
            try configuration([["10.0.0.100-10.0.0.107"], []]),
            try configuration([["10.0.0.100-10.0.0.103"], ["10.0.1.10-10.0.1.15"]]),
            try configuration([["10.0.0.98-10.0.0.109"], []], reserved: [(clients[0], 100), (clients[1], 50)]),
            try configuration(
                [["10.0.0.104-10.0.0.107"], ["10.0.1.10-10.0.1.11"]],
                reserved: [(clients[2], 105), (clients[3], 101), (clients[4], 51)]),
        ]
    }

    private static func leasable(_ configuration: LeaseConfiguration) -> [IPv4Address: HardwareAddress?] {
        var leasable: [IPv4Address: HardwareAddress?] = [:]
        for subnet in configuration.subnets {
            for pool in subnet.pools {
                for offset in 0..<UInt32(pool.range.count) {
                    leasable[IPv4Address(bitPattern: pool.range.first.bitPattern + offset)] = .some(nil)
                }
            }
            for reservation in subnet.reservations {
                if let address = reservation.address, case .hardwareAddress(let client) = reservation.identifier {
                    leasable[address] = .some(client)
                }
            }
        }
        return leasable
    }

    private var now: DHCPInstant { DHCPInstant(seconds: model.now) }

    mutating func step(_ number: Int) throws {
        let place: Comment = "seed \(seed), step \(number)"
        switch Int.random(in: 0..<200, using: &random) {
        case 0..<2: try reconfigure(place)
        case 2..<20: wait(place)
        default: send(place)
        }
        try goOnReconfiguring(place)
        if number % 10 == 0 {
            let differences = model.differences(from: engine)
            #expect(differences.isEmpty, place)
            #expect(Self.snapshot(replica) == Self.snapshot(engine), "the replica differs: \(place)")
            check(engine.pools, place)
        }
    }

    // MARK: What happens

    private mutating func send(_ place: Comment) {
        let message = nextMessage()
        var origin = DHCPOrigin.test
        origin.peer.address = message.giaddr.isAny ? message.ciaddr : message.giaddr
        if Bool.random(using: &random) { origin.destination = .ten(1) }
        let request = DHCPRequest(message: message, origin: origin)
        let before = Int.random(in: 0..<6, using: &random) == 0 ? engine : nil
        let preview = before.map { _ in engine.preview(request, at: now) }
        if let before { expectSame(engine, before, "a question changed it", place) }
        let decision = engine.decide(request, at: now)
        if let preview {
            #expect(
                preview.reply == decision.reply && preview.changes == decision.changes
                    && preview.reason == decision.reason, place)
        }
        let same = twin.decide(request, at: now)
        #expect(
            same.reply == decision.reply && same.changes == decision.changes && same.reason == decision.reason, place)
        if let before, !decision.changes.isEmpty {
            // As when the store refuses: nothing happened.
            for change in decision.changes.reversed() {
                engine.revert(change)
                twin.revert(change)
            }
            expectSame(engine, before, "not taken back", place)
        } else {
            for change in decision.changes { replica.apply(change) }
            model.follow(message, decision, restTime: 86_400, place)
        }
        if let reply = decision.reply?.message { messages.append(reply) }
        if messages.count > 30 { messages.removeFirst() }
    }

    private mutating func wait(_ place: Comment) {
        model.now += [1, 20, 61, 3000, 43_200, 90_000].randomElement(using: &random) ?? 1
        expire(place)
    }

    private mutating func expire(_ place: Comment) {
        let changes = engine.expire(at: now, limit: .max)
        #expect(Set(twin.expire(at: now, limit: .max)) == Set(changes), place)
        for change in changes { replica.apply(change) }
        model.expire()
    }

    /// Begins with another configuration, unless one is on its way: messages come between its pieces.
    private mutating func reconfigure(_ place: Comment) throws {
        guard succession == nil, let configuration = Self.configurations.randomElement(using: &random) else { return }
        succession = try LeaseSuccession(to: configuration)
        succession?.begin(&engine)
        coming = configuration
    }

    private mutating func goOnReconfiguring(_ place: Comment) throws {
        guard let isDone = succession?.advance(&engine, limit: 2), let configuration = coming,
            isDone || Int.random(in: 0..<30, using: &random) == 0
        else { return }
        _ = succession.take()?.finish(&engine)
        try twin.reconfigure(configuration)
        try replica.reconfigure(configuration)
        expectSame(engine, twin, "in pieces and at once", place)
        model.serve(Self.leasable(configuration))
        expire(place)
    }

    private func expectSame(_ engine: LeaseEngine, _ other: LeaseEngine, _ what: String, _ place: Comment) {
        let (then, here) = (other.state(at: now), engine.state(at: now))
        #expect(here == then, "\(what): \(here.difference(from: then)), \(place)")
    }

    /// Any kind of message, by any client, about an address it was told or about any other.
    private mutating func nextMessage() -> DHCPMessage {
        let client = Self.clients.randomElement(using: &random) ?? Self.clients[0]
        let known = messages.last { $0.hardwareAddress == client && !$0.yiaddr.isAny }?.yiaddr
        let any = IPv4Address(
            10, 0, UInt8.random(in: 0...1, using: &random),
            [UInt8(0), 1, 10, 12, 15, 50, 51, 98, 100, 101, 103, 105, 107, 109, 255].randomElement(using: &random) ?? 0)
        let address = Int.random(in: 0..<5, using: &random) == 0 ? any : known ?? any
        let server = IPv4Address.ten(Int.random(in: 0..<10, using: &random) == 0 ? 2 : 1)
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<6: return .discover(client) { if Bool.random(using: &random) { $0[.requestedAddress] = address } }
        case 6..<12:
            return .client(.request, client) { options in
                options[.requestedAddress] = address
                options[.serverIdentifier] = server
                options[.leaseTime] = [nil, 60, 3600, .max].randomElement(using: &random) ?? nil
            }
        case 12..<14: return .initReboot(client, address: address)
        case 14..<16: return .renewing(client, address: address)
        case 16, 17: return .release(client, address: address, server: server)
        case 18: return .decline(client, address: address, server: server)
        default:
            return [DHCPMessage.inform(client, address: address), .client(.offer, client), .client(.request, client)]
                .randomElement(using: &random) ?? .inform(client, address: address)
        }
    }

    // MARK: What must hold

    /// How many addresses of each pool are free is what the model finds when it looks at each of them, and how many of its
    /// leases are in each state what the leases say.
    private func check(_ pools: [PoolUsage], _ place: Comment) {
        let leases = Array(engine.leases)
        for pool in pools {
            let states = leases.filter { pool.range.contains($0.address) }.map(\.state)
            for state in LeaseState.allCases {
                #expect(pool.leases[state] == states.count { $0 == state }, "\(state) in \(pool.range): \(place)")
            }
            let addresses = (0..<UInt32(pool.range.count)).map {
                IPv4Address(bitPattern: pool.range.first.bitPattern + $0)
            }
            let free = addresses.filter { address in
                model.leasable[address] == .some(nil) && model.uses[address] == nil && model.offers[address] == nil
            }
            #expect(pool.free == free.count, "\(pool.range): \(place)")
        }
    }

    /// Whoever is gone for long leaves as many addresses as there are, and then as many again.
    mutating func finish() throws {
        let place: Comment = "seed \(seed), at the end"
        for _ in 0..<2 {
            model.now += 20 * 31_536_000
            // Leases without an end are given back.
            for lease in engine.leases where lease.state == .bound && lease.end == LeaseTimes.infinite {
                engine.apply(LeaseChange(before: lease, after: nil))
            }
            _ = engine.expire(at: now, limit: .max)
            let capacity = engine.pools.map(\.capacity).reduce(0, +)
            var served: Set<IPv4Address> = []
            for number in 1000..<1000 + capacity + 1 {
                let discover = DHCPRequest(message: .discover(EngineFixture.client(number)), origin: .test)
                guard let offer = engine.decide(discover, at: now).reply?.message else { continue }
                let ack = engine.decide(DHCPRequest(message: .selecting(offer), origin: .test), at: now)
                #expect(ack.reason == .leased, place)
                served.insert(offer.yiaddr)
            }
            #expect(served.count == capacity, place)
        }
    }

    private static func snapshot(_ engine: LeaseEngine) -> [IPv4Address: Lease] {
        Dictionary(engine.leases.map { ($0.address, $0) }, uniquingKeysWith: { $1 })
    }
}
