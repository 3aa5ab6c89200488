import DHCP
import DHCPLeases
import DHCPTesting
import Logging
import Synchronization
import Testing

@testable import DHCPServer

/// Answers as it is told to, when it is told to.
private final class ScriptedProber: ConflictProber {
    private struct State {
        var asked: [ConflictProbe] = []
        var results: [ProbeResult] = []
        var tell: @Sendable () -> Void = {}
        var hasEnded = false
    }

    private let state = Mutex(State())
    let reach = ProbeReach(links: [1])

    func start(telling tell: @escaping @Sendable () -> Void) { state.withLock { $0.tell = tell } }
    func ask(_ probe: ConflictProbe) { state.withLock { $0.asked.append(probe) } }
    func end() async { state.withLock { $0.hasEnded = true } }

    func takeResults() -> [ProbeResult] {
        state.withLock { state in
            defer { state.results = [] }
            return state.results
        }
    }

    var asked: [IPv4Address] { state.withLock { $0.asked.map(\.address) } }
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func answer(_ address: IPv4Address, _ outcome: ProbeOutcome, at interface: String? = nil) {
        let tell = state.withLock { state in
            state.results.append(ProbeResult(address: address, outcome: outcome, interface: interface))
            return state.tell
        }
        tell()
    }
}

/// A service whose offers are probed.
@Suite struct ProbedOfferTests {
    private let client = HardwareAddress(2, 0, 0, 0, 0, 1)
    private let printer = HardwareAddress(2, 0, 0, 0, 0, 99)
    private let transport = InMemoryTransport()
    private let prober = ScriptedProber()

    private func service() throws -> DHCPService<LeaseResponder> {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.109"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        var responder = LeaseResponder(engine: engine, store: InMemoryLeaseStore(), logger: .silent)
        responder.prober = prober
        return DHCPService(
            responder, transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil),
            clock: ManualClock(), logger: .silent)
    }

    @Test func anOfferLeavesWhenNobodyAnsweredAndOthersNeedNotWait() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        transport.receive(.discover(client))
        transport.receive(.inform(client, address: IPv4Address(10, 0, 0, 50)))
        #expect(await transport.nextReply()?.message.messageType == .ack, "the INFORM waits for nothing")
        while prober.asked.isEmpty { await Task.yield() }
        #expect(prober.asked == [IPv4Address(10, 0, 0, 100)])
        prober.answer(IPv4Address(10, 0, 0, 100), .silence)
        #expect(await transport.nextReply()?.message.yiaddr == IPv4Address(10, 0, 0, 100))
        task.cancel()
        _ = await task.result
        #expect(prober.hasEnded)
    }

    @Test func anAddressInUseIsToldOfStoredAndPassedOver() async throws {
        let service = try service()
        let task = Task { try await service.run() }
        defer { task.cancel() }
        let events = try await service.read { $0.events.listen() }
        transport.receive(.discover(client))
        _ = try await service.read { $0.outcomes }
        prober.answer(IPv4Address(10, 0, 0, 100), .answered(printer), at: "eth0")
        let found = await events.first { if case .addressInUse = $0 { true } else { false } }
        guard case .addressInUse(let address) = found else { Issue.record("nobody was told"); return }
        #expect(
            address
                == AddressInUse(address: IPv4Address(10, 0, 0, 100), hardwareAddress: printer, interface: "eth0"))
        #expect(address.place == "02:00:00:00:00:63 at eth0")
        while prober.asked.count < 2 { await Task.yield() }
        prober.answer(IPv4Address(10, 0, 0, 101), .silence)
        #expect(await transport.nextReply()?.message.yiaddr == IPv4Address(10, 0, 0, 101))
        let rest = try await service.call { $0.engine.lease(at: IPv4Address(10, 0, 0, 100)) }
        #expect(rest?.state == .declined && rest?.hardwareAddress == printer)
    }
}

/// What is asked on links, and what answers say.
@Suite struct AddressQuestionTests {
    private let own = HardwareAddress(2, 0, 0, 0, 0, 1)
    private let address = IPv4Address(10, 0, 0, 100)

    @Test func anEchoHasTheChecksumOfItsOctets() {
        #expect(AddressQuestion.echo(1, sequence: 1) == [8, 0, 0xF7, 0xFD, 0, 1, 0, 1])
        for (identifier, sequence) in [(0xFFFF, 0xFFFF), (0x8000, 0x8000), (0, 0)] as [(UInt16, UInt16)] {
            let octets = AddressQuestion.echo(identifier, sequence: sequence)
            let sum = stride(from: 0, to: 8, by: 2).reduce(0) { $0 + Int(octets[$1]) << 8 + Int(octets[$1 + 1]) }
            #expect(sum % 0xFFFF == 0, "\(octets)")
        }
    }

    @Test func anEchoIsAnsweredByWhoHasItsIdentifierAlone() {
        let header: [UInt8] = [0x45] + [UInt8](repeating: 0, count: 11) + [10, 0, 0, 100, 10, 0, 0, 1]
        let answer = header + [0, 0, 0, 0, 0x12, 0x34, 0, 1]
        #expect(AddressQuestion.echoAnswer(answer, identifier: 0x1234) == address)
        #expect(AddressQuestion.echoAnswer(answer, identifier: 0x1235) == nil)
        #expect(AddressQuestion.echoAnswer(header + [8, 0, 0, 0, 0x12, 0x34, 0, 1], identifier: 0x1234) == nil)
        for count in answer.indices {
            #expect(AddressQuestion.echoAnswer(Array(answer.prefix(count)), identifier: 0x1234) == nil)
        }
    }

    // MARK: Questions

    private let start = ContinuousClock.now

    private func probe(_ last: UInt8, link: UInt32? = 1, _ milliseconds: Int = 500) -> ConflictProbe {
        ConflictProbe(
            address: IPv4Address(10, 0, 0, last), link: link, pings: link == nil, timeout: .milliseconds(milliseconds))
    }

    @Test func eachQuestionIsSentTwiceAndEndsWithItsTime() {
        var questions = OpenQuestions()
        #expect(questions.nextTime == nil)
        questions.add(probe(100), at: start)
        #expect(questions.takeDue(at: start) == [probe(100)])
        #expect(questions.takeDue(at: start).isEmpty)
        #expect(questions.nextTime == start + .milliseconds(250))
        #expect(questions.takeDue(at: start + .milliseconds(250)) == [probe(100)])
        #expect(questions.nextTime == start + .milliseconds(500))
        #expect(questions.end([], links: [:], at: start + .milliseconds(499)).isEmpty)
        #expect(
            questions.end([], links: [:], at: start + .milliseconds(500))
                == [ProbeResult(address: address, outcome: .silence)])
        #expect(questions.nextTime == nil)
    }

    @Test func anAnswerCountsOnTheLinkOnWhichItWasAsked() {
        let links = [UInt32(1): ProbedLink(name: "eth0", hardwareAddress: own)]
        var questions = OpenQuestions()
        questions.add(probe(100), at: start)
        let elsewhere = ProbeAnswer(address: address, hardwareAddress: own, interface: "eth1")
        #expect(questions.end([elsewhere], links: links, at: start).isEmpty)
        let here = ProbeAnswer(address: address, hardwareAddress: own, interface: "eth0")
        #expect(
            questions.end([here, here], links: links, at: start)
                == [ProbeResult(address: address, outcome: .answered(own), interface: "eth0")])
        questions.add(probe(101, link: nil), at: start)
        #expect(
            questions.end([ProbeAnswer(address: IPv4Address(10, 0, 0, 101))], links: links, at: start)
                == [ProbeResult(address: IPv4Address(10, 0, 0, 101), outcome: .answered(nil))])
    }
}
