import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Logging
import Testing

/// What listeners are told of a server with leases.
@Suite struct LeaseEventsTests {
    private let transport = InMemoryTransport()

    private func responder(_ policy: (any LeasePolicy)? = nil) throws -> LeaseResponder {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.199"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]), policy: policy)
        return LeaseResponder(engine: engine, store: InMemoryLeaseStore(), logger: .silent)
    }

    private func run(
        _ responder: LeaseResponder, _ body: (DHCPService<LeaseResponder>) async throws -> Void
    ) async throws {
        let service = DHCPService(
            responder, transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil),
            clock: ManualClock(), logger: .silent)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        try await body(service)
        task.cancel()
        _ = await task.result
    }

    private func lease(_ number: UInt8) async throws {
        transport.receive(.discover(HardwareAddress(2, 0, 0, 0, 0, number)))
        transport.receive(.selecting(try #require(await transport.nextReply()).message))
        #expect(await transport.nextReply()?.message.messageType == .ack)
    }

    private func words(_ stream: AsyncStream<LeaseEvent>) async -> [String] {
        var words: [String] = []
        for await event in stream {
            switch event {
            case .decided(let message): words.append(message.reason.word)
            case .committed(let change): words.append("committed \(change.address ?? .any)")
            case .missed(let count): words.append("missed \(count)")
            case .reconfigured: words.append("reconfigured")
            default: words.append("\(event)")
            }
        }
        return words
    }

    @Test func eachListenerIsToldOfDecisionsCommitsAndConfigurationsInOrder() async throws {
        let responder = try responder()
        let streams = [responder.events.listen(), responder.events.listen()]
        try await run(responder) { service in
            try await lease(1)
            try await service.reconfigure(try await service.read { $0.engine.configuration })
        }
        for stream in streams {
            #expect(await words(stream) == ["offered", "committed 10.0.0.100", "leased", "reconfigured"])
        }
    }

    @Test func aListenerThatDoesNotListenMissesEventsAndIsToldHowMany() async throws {
        let responder = try responder()
        let stream = responder.events.listen(limit: 4)
        let patient = responder.events.listen()
        try await run(responder) { _ in for number in 1...10 { try await lease(UInt8(number)) } }
        #expect(await words(stream).count == 4)
        #expect(await words(patient).count == 30)
    }

    @Test func whoComesBackIsToldWhatItMissed() async throws {
        let responder = try responder()
        let stream = responder.events.listen(limit: 4)
        try await run(responder) { _ in
            for number in 1...3 { try await lease(UInt8(number)) }
            var iterator = stream.makeAsyncIterator()
            for _ in 0..<4 { _ = await iterator.next() }
            try await lease(4)
            let next = await iterator.next()
            if case .missed(5)? = next { return }
            Issue.record("\(String(describing: next)) instead of five missed")
        }
    }

    @Test func policiesAreAskedInTurn() throws {
        let request = DHCPRequest(message: .discover(HardwareAddress(2, 0, 0, 0, 0, 1)), origin: .test)
        let (one, two) = (IPv4Address(10, 0, 0, 1), IPv4Address(10, 0, 0, 2))
        let chain = LeasePolicyChain([Answer(.use(one)), Answer(.accept), Answer(.use(two)), Answer(.accept)])
        #expect(chain.address(for: request, proposed: nil) == .use(two))
        #expect(LeasePolicyChain([Answer(.use(one)), Answer(.refuse)]).address(for: request, proposed: nil) == .refuse)
        #expect(LeasePolicyChain([]).address(for: request, proposed: one) == .accept)
        #expect(chain.classes(of: request, matched: ["a"]) == ["a", "1", "1", "1", "1"])
    }

    private struct Answer: LeasePolicy {
        let choice: AddressChoice

        init(_ choice: AddressChoice) { self.choice = choice }
        func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice { choice }
        func classes(of request: DHCPRequest, matched: [String]) -> [String] { matched + ["1"] }
    }
}
