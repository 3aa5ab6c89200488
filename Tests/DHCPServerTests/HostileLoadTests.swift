import DHCP
import DHCPServer
import DHCPTesting
import Testing

/// What a service does when it gets rubbish, waits, or is not run at all.
@Suite(.timeLimit(.minutes(10))) struct HostileLoadTests {
    let transport = InMemoryTransport()
    let clock = ManualClock()
    let client = HardwareAddress(2, 0, 0, 0, 0, 1)
    let garbage = Datagram(octets: [1, 2, 3], origin: .test)

    /// A service whose responder stands still until the gate opens.
    private func standing(
        tick: Duration? = nil, _ body: (DHCPService<TestHandler>, Gate, Task<Void, any Error>) async throws -> Void
    ) async throws {
        let service = DHCPService(
            TestHandler(), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: tick, mailboxLimit: 4), clock: clock,
            logger: .silent)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        let (entered, gate) = (Gate(), Gate())
        service.cast { _ in
            entered.open()
            await gate.wait()
        }
        await entered.wait()
        try await body(service, gate, task)
    }

    @Test func garbageNeitherKeepsCallsOutNorStopsTheTicks() async throws {
        try await standing(tick: .seconds(1)) { service, gate, _ in
            transport.receive(Array(repeating: garbage, count: 500))
            #expect(service.cast { _ in })
            gate.open()
            var seen: [String] = []
            while !seen.contains(where: { $0.hasPrefix("tick") }) {
                clock.advance(by: .seconds(1))
                seen = try await service.call { $0.seen }
            }
            #expect(service.statistics.unrecognized == [.truncatedHeader: 500])
            #expect(seen.count { $0.hasPrefix("unrecognized") } <= 64)
        }
    }

    @Test func moreCommandsThanTheLimitAreRefused() async throws {
        try await standing { service, gate, _ in
            for _ in 0..<4 { #expect(service.cast { _ in }) }
            #expect(!service.cast { _ in })
            await #expect(throws: DHCPServiceError.overloaded) { try await service.call { $0.seen } }
            gate.open()
        }
    }

    @Test func garbageDoesNotDivideBatches() async throws {
        struct Counting: DHCPResponder {
            var batches: [Int] = []
            mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async throws {
                batches.append(batch.count)
            }
        }
        let service = DHCPService(
            Counting(), transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil),
            logger: .silent)
        transport.receive(
            (0..<20).flatMap { number in
                [Datagram(octets: DHCPMessage.discover(client, xid: UInt32(number)).encode(), origin: .test), garbage]
            })
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        #expect(try await service.call { $0.batches } == [20])
    }

    @Test func anAnswerDoesNotWaitForTheNextCallback() async throws {
        struct Slow: DHCPHandler {
            let gate: Gate
            mutating func discover(_ request: DHCPRequest) async -> DHCPAction {
                if request.xid == 2 { await gate.wait() }
                return .respond(request.reply(.offer, yiaddr: IPv4Address(10, 0, 0, 9)))
            }
            mutating func request(_ request: DHCPRequest) -> DHCPAction { .ignore }
            mutating func decline(_ request: DHCPRequest) -> DHCPAction { .ignore }
        }
        let gate = Gate()
        let service = DHCPService(
            Slow(gate: gate), transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil),
            logger: .silent)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(client, xid: 1), .discover(client, xid: 2))
        #expect(await transport.nextReply()?.message.xid == 1)
        gate.open()
        #expect(await transport.nextReply()?.message.xid == 2)
    }

    @Test func waitingForAServiceThatIsNeverRunCanBeCancelled() async throws {
        let service = DHCPService(TestHandler(), transport: transport, logger: .silent)
        let waiter = Task { try await service.boundAddresses }
        let caller = Task { try await service.call { $0.seen } }
        await Task.yield()
        waiter.cancel()
        caller.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        await #expect(throws: CancellationError.self) { try await caller.value }
    }

    @Test func messagesThatWaitWhenAServiceIsCancelledAreCounted() async throws {
        try await standing { service, gate, task in
            transport.receive(.discover(client, xid: 1), .discover(client, xid: 2))
            task.cancel()
            gate.open()
            #expect(service.statistics.dropped == [.shutdown: 2])
        }
    }

    @Test func aReplyIsMadeToFitIntoWhatTheClientTakes() async throws {
        struct Talkative: DHCPHandler {
            mutating func discover(_ request: DHCPRequest) -> DHCPAction {
                .respond(
                    request.reply(.offer, yiaddr: IPv4Address(10, 0, 0, 9)) { options in
                        for code in 200..<UInt8(210) {
                            options[raw: DHCPOptionCode(rawValue: code)] = [UInt8](repeating: code, count: 100)
                        }
                    })
            }
            mutating func request(_ request: DHCPRequest) -> DHCPAction { .ignore }
            mutating func decline(_ request: DHCPRequest) -> DHCPAction { .ignore }
        }
        let service = DHCPService(
            Talkative(), transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil),
            logger: .silent)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(client) { $0[.parameterRequestList] = [207] })
        let offer = try #require(await transport.nextReply())
        #expect(offer.octets.count <= 548)
        #expect(offer.message.options.contains(207))
    }

    @Test func theResponderHasOneOwner() async throws {
        struct Owned: DHCPHandler {
            final class Storage: Sendable {}
            var storage = Storage()
            mutating func isUnique() -> Bool { isKnownUniquelyReferenced(&storage) }
            mutating func discover(_ request: DHCPRequest) -> DHCPAction { .ignore }
            mutating func request(_ request: DHCPRequest) -> DHCPAction { .ignore }
            mutating func decline(_ request: DHCPRequest) -> DHCPAction { .ignore }
        }
        let service = DHCPService(
            Owned(), transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil),
            logger: .silent)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        #expect(try await service.call { $0.isUnique() })
    }
}
