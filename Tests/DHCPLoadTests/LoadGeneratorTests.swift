import DHCP
import DHCPLoad
import Testing

@Suite("The load generator")
struct LoadGeneratorTests {
    private static let millisecond: UInt64 = 1_000_000
    private static let second: UInt64 = 1_000_000_000

    @Test func `a closed loop gives every client one address and never has more under way than it may`() throws {
        var run = try Run(LoadSettings(scenario: .dora, pace: .inFlight(4), clients: 10, duration: Self.second))
        while run.generator.phase != .finished {
            #expect(run.generator.underWay <= 4)
            run.step(by: Self.millisecond) { _ in .correct }
        }
        let report = run.generator.report
        #expect(report.completed == 10 && report.lost == 0 && report.sent == 20)
        #expect(report.offers.count == 10 && report.acknowledgements.count == 10)
        #expect(!report.showsFault)
        #expect(Set(run.server.clients).count == 10)
    }

    @Test func `a run ends with its time though there are clients left`() throws {
        var run = try Run(
            LoadSettings(scenario: .discover, pace: .inFlight(1), clients: 1000, duration: 10 * Self.millisecond))
        for _ in 0..<20 { run.step(by: Self.millisecond) { _ in .correct } }
        #expect(run.generator.phase == .finished)
        #expect((5...12).contains(run.generator.report.completed))
    }

    @Test func `an open loop starts its rate though nobody answers`() throws {
        var run = try Run(
            LoadSettings(scenario: .discover, pace: .rate(2000), clients: 10_000, duration: 100 * Self.millisecond))
        for _ in 0..<100 { run.step(by: Self.millisecond) { _ in .silent } }
        #expect((190...200).contains(run.generator.report.started))
        #expect(run.generator.report.completed == 0)
    }

    @Test func `a message without answer is sent again with waits that double, and then given up`() throws {
        var run = try Run(
            LoadSettings(
                scenario: .dora, pace: .inFlight(1), clients: 1, duration: 60 * Self.second,
                timeout: 100 * Self.millisecond))
        var times: [UInt64] = []
        while run.generator.phase != .finished, run.now < 10 * Self.second {
            run.step(by: 10 * Self.millisecond) { _ in .silent }
            while times.count < run.generator.report.sent { times.append(run.now) }
        }
        let waits = zip(times.dropFirst(), times).map { ($0 - $1) / Self.millisecond }
        #expect(waits.count == LoadSettings.attempts - 1)
        for (wait, expected) in zip(waits, [100, 200, 400] as [UInt64]) {
            #expect((expected...expected + 50).contains(wait))
        }
        #expect(run.generator.report.abandoned == 1)
    }

    @Test func `lost messages are counted and the exchange goes on`() throws {
        var run = try Run(
            LoadSettings(
                scenario: .dora, pace: .inFlight(1), clients: 3, duration: 60 * Self.second,
                timeout: 100 * Self.millisecond))
        var number = 0
        while run.generator.phase != .finished, run.now < 10 * Self.second {
            run.step(by: 10 * Self.millisecond) { _ in
                number += 1
                return number == 1 ? .silent : .correct
            }
        }
        let report = run.generator.report
        #expect(report.completed == 3 && report.lost == 1 && report.sent == 7 && report.abandoned == 0)
        #expect(report.offers.maximum >= 100 * Self.millisecond)
    }

    @Test func `an ACK for another address than the one offered is a fault`() throws {
        let report = try finished(clients: 1) { $0.messageType == .request ? .otherAddress : .correct }
        #expect(report.mismatched == 1 && report.completed == 0 && report.showsFault)
    }

    @Test func `an address for two clients is a fault`() throws {
        let report = try finished(clients: 2) { _ in .sameAddress }
        #expect(report.duplicates == 1 && report.showsFault)
    }

    @Test(arguments: [1, 30] as [UInt32])
    func `an address that is leased again after its lease is none`(leaseTime: UInt32) throws {
        var run = try Run(
            LoadSettings(scenario: .dora, pace: .rate(0.2), clients: 2, duration: 20 * Self.second),
            leaseTime: leaseTime)
        while run.generator.phase != .finished { run.step(by: 100 * Self.millisecond) { _ in .sameAddress } }
        #expect(run.generator.report.completed == 2)
        #expect(run.generator.report.duplicates == (leaseTime == 1 ? 0 : 1))
    }

    @Test func `a NAK ends an exchange and is counted`() throws {
        let report = try finished(clients: 2) { $0.messageType == .request ? .nak : .correct }
        #expect(report.refused == 2 && report.abandoned == 2 && report.completed == 0 && !report.showsFault)
    }

    @Test func `replies that nobody waits for are counted apart from those that are wrong`() throws {
        var run = try Run(LoadSettings(scenario: .discover, pace: .inFlight(1), clients: 5, duration: Self.second))
        run.step(by: Self.millisecond) { _ in .silent }
        run.deliver([UInt8](repeating: 0, count: 300))
        var stray = DHCPMessage(op: .bootReply, xid: 0xFFFF_FFFF, hardwareAddress: HardwareAddress(1, 2, 3, 4, 5, 6))
        stray.options[.messageType] = .offer
        run.deliver(stray.encode())
        #expect(run.generator.report.wrong == 1 && run.generator.report.late == 1)
    }

    @Test func `renewals name the address the client got, and only they are measured`() throws {
        var run = try Run(
            LoadSettings(scenario: .renew, pace: .inFlight(2), clients: 3, duration: 50 * Self.millisecond))
        while run.generator.phase != .finished { run.step(by: Self.millisecond) { _ in .correct } }
        let report = run.generator.report
        #expect(report.completed > 20 && report.offers.count == 0 && report.completed == report.sent)
        let renewals = run.server.requests.filter { !$0.ciaddr.isAny }
        #expect(renewals.count == report.completed)
        #expect(Set(renewals.map(\.ciaddr)).count == 3)
        for renewal in renewals { #expect(renewal.options[raw: .requestedAddress] == nil) }
    }

    private func finished(
        clients: Int, _ behaviour: (DHCPMessage) -> ScriptedServer.Behaviour
    ) throws -> LoadReport {
        var run = try Run(LoadSettings(scenario: .dora, pace: .inFlight(1), clients: clients, duration: Self.second))
        while run.generator.phase != .finished { run.step(by: Self.millisecond, behaviour) }
        return run.generator.report
    }
}

/// A generator with a server that answers at once, and a clock that is moved by hand.
private struct Run {
    var generator: LoadGenerator
    var server: ScriptedServer
    private(set) var now: UInt64 = 0
    private var outgoing: DatagramBurst

    init(_ settings: LoadSettings, leaseTime: UInt32? = nil) throws {
        server = ScriptedServer(leaseTime: leaseTime)
        outgoing = try #require(DatagramBurst(capacity: 64))
        generator = LoadGenerator(
            settings: settings, clients: LoadClients(tag: 7),
            relay: LoadRelay(address: IPv4Address(10, 0, 0, 2), port: 67), now: 0)
    }

    /// Sends what is due, lets the server answer, and moves the clock on before the answers come.
    mutating func step(by nanoseconds: UInt64, _ behaviour: (DHCPMessage) -> ScriptedServer.Behaviour) {
        generator.advance(to: now, into: outgoing)
        let requests = (0..<outgoing.count).compactMap { outgoing.read($0) { try? DHCPMessage(decoding: $0) } }
        outgoing.removeAll()
        now += nanoseconds
        for request in requests {
            if let reply = server.reply(to: request, behaviour(request)) { deliver(reply.encode()) }
        }
    }

    mutating func deliver(_ octets: [UInt8]) {
        generator.receive(octets.span.bytes, at: now, into: outgoing)
    }
}

/// A server that does as it is told.
private struct ScriptedServer {
    enum Behaviour {
        case correct, silent, otherAddress, sameAddress, nak
    }

    let leaseTime: UInt32?
    private(set) var requests: [DHCPMessage] = []
    private var addresses: [HardwareAddress: IPv4Address] = [:]

    init(leaseTime: UInt32?) {
        self.leaseTime = leaseTime
    }

    var clients: [HardwareAddress] { Array(addresses.keys) }

    mutating func reply(to request: DHCPMessage, _ behaviour: Behaviour) -> DHCPMessage? {
        requests.append(request)
        if behaviour == .silent { return nil }
        let next = IPv4Address(bitPattern: 0x0A40_0001 + UInt32(addresses.count))
        let own = addresses[request.hardwareAddress, default: next]
        addresses[request.hardwareAddress] = own
        var reply = DHCPMessage(op: .bootReply, xid: request.xid, hardwareAddress: request.hardwareAddress)
        reply.options[.serverIdentifier] = IPv4Address(10, 0, 0, 1)
        reply.options[.messageType] = request.messageType == .discover ? .offer : .ack
        reply.options[.leaseTime] = leaseTime
        reply.yiaddr = own
        switch behaviour {
        case .correct, .silent: break
        case .otherAddress: reply.yiaddr = IPv4Address(10, 99, 0, 1)
        case .sameAddress: reply.yiaddr = IPv4Address(10, 98, 0, 1)
        case .nak: reply.options[.messageType] = .nak
        }
        return reply
    }
}
