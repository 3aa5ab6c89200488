import DHCP
import DHCPLeases
import DHCPTesting
import Foundation
import Testing

/// Random histories of two servers on one store that fails, forgets to answer, and lets only one of them be first.
///
/// In every other one they ask who uses an address before they offer it, and printers use some.
///
/// `DHCP_PIPELINE_STEPS` sets how many steps there are in all; a failure prints its seed.
@Suite struct CommitPipelineModelTests {
    static let steps = ProcessInfo.processInfo.environment["DHCP_PIPELINE_STEPS"].flatMap { Int($0) } ?? 40_000

    @Test(arguments: 1...8) func nothingIsAcknowledgedThatWasNotStoredAndAllEndsEqual(part: Int) throws {
        let seeds = max(Self.steps / 8 / 1000, 1)
        var (conflicts, unknowns, failures, found) = (0, 0, 0, 0)
        for seed in 0..<seeds {
            var run = try PipelineRun(seed: UInt64(part * 100_000 + seed))
            for _ in 0..<1000 { run.step() }
            run.finish()
            conflicts += run.store.conflicts
            unknowns += run.store.unknowns
            failures += run.store.failures
            found += run.foundCount
        }
        #expect(conflicts > 0 && unknowns > 0 && failures > 0, "the store was wild")
        #expect(found > 0 || seeds == 1, "printers were found")
    }
}

private struct PipelineRun {
    /// A pipeline, and how far it knows the store.
    struct Member {
        var fixture: PipelineFixture
        let address: IPv4Address
        var known = 0
        var underWay: (id: CommitPipeline.CommitID, result: CommitPipeline.CommitResult)?
        var seen = 0
        /// Probes whose outcome is not told yet.
        var asked: [ConflictProbe] = []
    }

    /// Addresses that machines use without a lease.
    private static let printers: [IPv4Address: HardwareAddress] = [
        .ten(101): EngineFixture.client(201), .ten(103): EngineFixture.client(203),
    ]

    let seed: UInt64
    var store: SharedLeases
    private var random: SeededGenerator
    private var members: [Member]
    private var now: Int64 = 1_767_225_600
    private var offers: [HardwareAddress: DHCPMessage] = [:]
    private var leases: [HardwareAddress: IPv4Address] = [:]
    /// How often an address was found in use.
    private(set) var foundCount = 0

    init(seed: UInt64) throws {
        self.seed = seed
        store = SharedLeases(seed: seed &+ 1)
        random = SeededGenerator(seed: seed)
        members = try [1, 2].map { number in
            let address = IPv4Address.ten(UInt8(number))
            var member = Member(fixture: try PipelineFixture { $0.identifier = address }, address: address)
            if seed % 2 == 1 { member.fixture.pipeline.engine.probeReach = ProbeReach(links: [1]) }
            return member
        }
    }

    mutating func step() {
        let index = Int.random(in: 0..<members.count, using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<9: send(to: index)
        case 9..<13: begin(index)
        case 13..<16: end(index)
        case 16..<18: follow(index, limit: Int.random(in: 1...8, using: &random))
        case 18: endProbe(index)
        default: pass(Int64([1, 5, 61, 1800].randomElement(using: &random) ?? 1))
        }
    }

    /// Everybody hears of everything; then all know the same.
    mutating func finish() {
        for _ in 0..<20 {
            for index in members.indices {
                while endProbe(index) {}
                begin(index)
                end(index)
                follow(index, limit: .max)
            }
        }
        let table = store.table.compactMapValues(\.lease)
        for member in members {
            let leases = Dictionary(
                uniqueKeysWithValues: member.fixture.pipeline.engine.leases.map { ($0.address, $0) })
            let differing = Set(leases.keys).union(table.keys).filter { leases[$0] != table[$0] }
            #expect(
                differing.isEmpty,
                "seed \(seed), server \(member.address): \(differing.map { (leases[$0], table[$0]) })")
            #expect(!member.fixture.pipeline.isCommitting)
        }
    }

    private mutating func pass(_ seconds: Int64) {
        now += seconds
        for index in members.indices {
            members[index].fixture.now = DHCPInstant(seconds: now)
            members[index].fixture.pipeline.expire(at: DHCPInstant(seconds: now), limit: 100)
            let time = members[index].fixture.now
            concluding(index, nil) { pipeline, conclude in
                pipeline.giveUpProbes(at: time, conclude)
                return false
            }
        }
    }

    /// Tells what came of one of the probes that were asked for; `false` when there is none.
    @discardableResult
    private mutating func endProbe(_ index: Int) -> Bool {
        members[index].asked += members[index].fixture.pipeline.takeProbes()
        guard let choice = members[index].asked.indices.randomElement(using: &random) else { return false }
        let address = members[index].asked.remove(at: choice).address
        let printer = Self.printers[address]
        let (outcome, time) = (printer.map { ProbeOutcome.answered($0) } ?? .silence, members[index].fixture.now)
        concluding(index, printer == nil ? nil : address) { pipeline, conclude in
            let conclusion = pipeline.endProbe(of: address, outcome, at: time, conclude)
            if case .inUse = conclusion { return true }
            return false
        }
        return true
    }

    /// Notes what is concluded; nobody may be offered an address of which is told that somebody uses it.
    private mutating func concluding(
        _ index: Int, _ used: IPv4Address?,
        _ body: (inout CommitPipeline, CommitPipeline.Conclusion) -> Bool
    ) {
        var told: [PipelineFixture.Conclusion] = []
        let isFound = body(&members[index].fixture.pipeline) { decision, request, _, _ in
            told.append(.init(request: request.message, reply: decision.reply?.message, reason: decision.reason))
        }
        if isFound { foundCount += 1 }
        #expect(
            !told.contains { isFound && $0.reply?.messageType == .offer && $0.reply?.yiaddr == used },
            "seed \(seed): \(used.map { "\($0)" } ?? "nothing") is offered and in use")
        members[index].fixture.conclusions += told
        look(index)
    }

    private mutating func send(to index: Int) {
        let client = EngineFixture.client(Int.random(in: 1...14, using: &random))
        let message: DHCPMessage
        switch (Int.random(in: 0..<10, using: &random), offers[client], leases[client]) {
        case (0..<4, let offer?, _): message = .selecting(offer)
        case (4..<7, _, let address?): message = .renewing(client, address: address)
        case (7, _, let address?): message = .release(client, address: address, server: members[index].address)
        case (8, _, let address?): message = .decline(client, address: address, server: members[index].address)
        default: message = .discover(client)
        }
        members[index].fixture.send(message)
        look(index)
    }

    private mutating func begin(_ index: Int) {
        guard let (id, batch) = members[index].fixture.pipeline.beginCommit() else { return }
        members[index].underWay = (id, store.commit(batch))
    }

    private mutating func end(_ index: Int) {
        guard let (id, result) = members[index].underWay.take() else { return }
        members[index].fixture.end(id, result)
        look(index)
    }

    private mutating func follow(_ index: Int, limit: Int) {
        let records = store.changes(since: members[index].known, limit: limit == .max ? store.history.count : limit)
        guard let last = records.last else { return }
        // What was committed at one revision is news at once.
        let rest = store.history[records.endIndex...].prefix { $0.revision == last.revision }
        members[index].known = rest.endIndex
        let now = members[index].fixture.now
        var told: [PipelineFixture.Conclusion] = []
        members[index].fixture.pipeline.follow(Array(records + rest), upTo: last.revision, at: now) {
            decision, request, _, _ in
            told.append(.init(request: request.message, reply: decision.reply?.message, reason: decision.reason))
        }
        members[index].fixture.conclusions += told
        look(index)
    }

    /// Remembers what clients were told, and checks that all of it stood in the store.
    private mutating func look(_ index: Int) {
        for conclusion in members[index].fixture.conclusions {
            guard let reply = conclusion.reply else { continue }
            let client = reply.hardwareAddress
            switch reply.messageType {
            case .offer: offers[client] = reply
            case .ack:
                let time = reply.options[.leaseTime] ?? 0
                let isStored = store.hasHeld(reply.yiaddr, for: client, seconds: time)
                #expect(isStored, "seed \(seed): \(client) was told of \(reply.yiaddr) for \(time) s")
                leases[client] = reply.yiaddr
            case .nak: leases[client] = nil
            default: break
            }
        }
        members[index].fixture.conclusions.removeAll()
    }
}
