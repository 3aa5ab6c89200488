import DHCP
import DHCPServer
import DHCPTesting
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@Suite struct DHCPServiceTests {
    let client = HardwareAddress(2, 0, 0, 0, 0, 1)
    let transport = InMemoryTransport(addresses: [DHCPEndpoint(.loopback, port: 6767)])
    let clock = ManualClock()

    private func service(
        _ handler: TestHandler = TestHandler(), configure: (inout DHCPServiceConfiguration) -> Void = { _ in }
    ) -> DHCPService<TestHandler> {
        var configuration = DHCPServiceConfiguration(tickInterval: nil)
        configure(&configuration)
        return DHCPService(
            handler, transport: transport, configuration: configuration, clock: clock, logger: .silent)
    }

    /// Runs `body` beside the service, then cancels it.
    private func running<Value>(
        _ service: DHCPService<TestHandler>, _ body: () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        return try await body()
    }

    @Test func aDiscoverIsAnsweredWithWhatTheHandlerSays() async throws {
        let service = service()
        try await running(service) {
            transport.receive(.discover(client, xid: 5))
            let sent = try #require(await transport.nextReply())
            #expect(sent.message.messageType == .offer)
            #expect(sent.message.xid == 5)
            #expect(sent.message.yiaddr == IPv4Address(10, 0, 0, 100))
            #expect(sent.octets.count == 300)
            let place = DHCPEndpoint(IPv4Address(10, 0, 0, 100), port: 68)
            #expect(sent.destination == .hardware(client, place))
            #expect(try await service.boundAddresses == [DHCPEndpoint(.loopback, port: 6767)])
        }
    }

    /// As an engine's reply does: no fragments for a client without an address.
    @Test(arguments: [nil, 300, 576, 1000, 1500, 9000, 65_535] as [UInt16?])
    func aHandlersLongReplyFitsIntoWhatTheClientTakesAndAFrame(size: UInt16?) async throws {
        var handler = TestHandler()
        handler.padding = 20
        let service = service(handler)
        try await running(service) {
            let discover = DHCPMessage.discover(client) { $0[.maximumMessageSize] = size.map { .init(rawValue: $0) } }
            transport.receive(discover)
            let sent = try #require(await transport.nextReply())
            #expect(sent.octets.count <= min(Int(max(size ?? 576, 576)), 1500) - 28)
            #expect(sent.octets.count > min(Int(max(size ?? 576, 576)), 1500) - 28 - 256)
            #expect(sent.message.options[.leaseTime] == 3600)
        }
    }

    @Test func callsAndCastsComeInOrderWithMessages() async throws {
        let service = service()
        try await running(service) {
            transport.receive(.discover(client, xid: 1))
            service.cast { $0.seen.append("cast") }
            transport.receive(.discover(client, xid: 2))
            let seen = try await service.call { handler in
                handler.seen.append("call")
                return handler.seen
            }
            #expect(seen == ["discover 1", "cast", "discover 2", "call"])
        }
    }

    @Test func aCallChangesTheStateThatTheNextMessageSees() async throws {
        let service = service()
        try await running(service) {
            try await service.call { $0.address = IPv4Address(10, 0, 0, 7) }
            transport.receive(.discover(client))
            #expect(await transport.nextReply()?.message.yiaddr == IPv4Address(10, 0, 0, 7))
        }
    }

    @Test func aCallThrowsWhatItsBodyThrows() async throws {
        let service = service()
        await #expect(throws: TestHandler.Failure.self) {
            try await running(service) {
                try await service.call { (_: inout TestHandler) -> Void in throw TestHandler.Failure() }
            }
        }
    }

    @Test func aCallbackThatThrowsLosesThatMessageOnly() async throws {
        let service = service()
        try await running(service) {
            transport.receive(.client(.request, client, xid: 13), .client(.request, client, xid: 14))
            #expect(await transport.nextReply()?.message.xid == 14)
            #expect(service.statistics.failed == 1)
        }
    }

    @Test func whatIsNotDHCPIsCountedAndShownToTheHandler() async throws {
        let service = service()
        try await running(service) {
            transport.receive([Datagram(octets: [1, 2, 3], origin: .test)])
            var cut = DHCPMessage.discover(client).encode()
            cut[240] = 12
            cut[241] = 255
            transport.receive([Datagram(octets: cut, origin: .test)])
            transport.receive(.client(.offer, client, xid: 9))
            let seen = try await service.call { $0.seen }
            #expect(
                seen.filter { $0.hasPrefix("un") } == [
                    "unrecognized truncated-header", "unrecognized truncated-option",
                ])
            #expect(seen.contains("other 9"))
            #expect(service.statistics.unrecognized == [.truncatedHeader: 1, .truncatedOption: 1])
            #expect(service.statistics.received == 1)
        }
    }

    @Test func otherSeesForeignServersUnknownTypesAndBOOTP() async throws {
        let service = service()
        try await running(service) {
            for (xid, type) in [(UInt32(1), DHCPMessageType.offer), (2, .ack), (3, .nak)] {
                var reply = DHCPMessage(op: .bootReply, xid: xid, hardwareAddress: client)
                reply.options[.messageType] = type
                transport.receive(reply)
            }
            transport.receive(
                .client(DHCPMessageType(rawValue: 10), client, xid: 4),
                .client(DHCPMessageType(rawValue: 99), client, xid: 5),
                DHCPMessage(op: .bootRequest, xid: 6, hardwareAddress: client))
            let withoutCookie =
                DHCPMessage(op: .bootRequest, xid: 7, hardwareAddress: client).encode()[..<236]
                + [UInt8](repeating: 0, count: 64)
            transport.receive([Datagram(octets: Array(withoutCookie), origin: .test)])
            let seen = try await service.call { $0.seen }
            #expect(seen == ["other 1", "other 2", "other 3", "other 4", "other 5", "other 6", "other 7"])
            #expect(service.statistics.unrecognized.isEmpty)
        }
    }

    @Test func optionalCallbacksMayBeMissing() async throws {
        let service = service()
        try await running(service) {
            transport.receive(.client(.release, client), .client(.inform, client), .discover(client, xid: 3))
            #expect(await transport.nextReply()?.message.xid == 3)
        }
    }

    @Test func stopEndsTheServiceWithItsReasonAfterWhatWasAnsweredBefore() async throws {
        let log = SharedLines()
        var handler = TestHandler()
        handler.onShutDown = { reason in
            if case .failed(let error) = reason, error is TestHandler.Failure { log.append("failed") }
        }
        let service = service(handler)
        transport.receive(.discover(client, xid: 1), .client(.decline, client, xid: 2))
        await #expect(throws: TestHandler.Failure.self) { try await service.run() }
        #expect(await transport.nextReply()?.message.xid == 1)
        #expect(log.lines == ["failed"])
        #expect(transport.isClosed)
    }

    @Test func startMayFailWithAReasonOfItsOwn() async throws {
        var handler = TestHandler()
        handler.startError = TestHandler.Failure()
        let service = service(handler)
        await #expect(throws: TestHandler.Failure.self) { try await service.run() }
        await #expect(throws: TestHandler.Failure.self) { try await service.boundAddresses }
        await #expect(throws: DHCPServiceError.notRunning) { try await service.call { $0.seen } }
        #expect(service.cast { _ in } == false)
    }

    @Test func aServiceRunsOnce() async throws {
        let service = service()
        try await running(service) {
            _ = try await service.boundAddresses
            await #expect(throws: DHCPServiceError.alreadyRun) { try await service.run() }
        }
    }

    @Test func gracefulShutdownAnswersWhatWaits() async throws {
        let service = service()
        let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: .silent))
        let task = Task { try await group.run() }
        _ = try await service.boundAddresses
        transport.receive(.discover(client, xid: 8))
        await group.triggerGracefulShutdown()
        try await task.value
        #expect(await transport.nextReply()?.message.xid == 8)
        #expect(await transport.nextReply() == nil)
    }

    @Test func ticksComeWithTheClock() async throws {
        let service = service { $0.tickInterval = .seconds(10) }
        try await running(service) {
            _ = try await service.boundAddresses
            for _ in 0..<200 where try await service.call({ $0.seen }).isEmpty {
                clock.advance(by: .seconds(10))
                await Task.yield()
            }
            #expect(try await service.call { $0.seen.first?.hasPrefix("tick") } == true)
        }
    }

    @Test func aRefusedReplyIsCountedAndTheServiceGoesOn() async throws {
        let service = service()
        try await running(service) {
            transport.refuse(with: 1)
            transport.receive(.discover(client, xid: 1))
            _ = try await service.call { $0.seen }
            transport.refuse(with: nil)
            transport.receive(.discover(client, xid: 2))
            #expect(await transport.nextReply()?.message.xid == 2)
            // The count is taken after the reply has left.
            try await service.call { _ in }
            #expect(service.statistics.refused == [1: 1])
            #expect(service.statistics.sent == 1)
        }
    }
}

/// Lines that a callback writes and a test reads.
final class SharedLines: Sendable {
    private let state = Mutex<[String]>([])
    var lines: [String] { state.withLock { $0 } }
    func append(_ line: String) { state.withLock { $0.append(line) } }
}

extension Logger {
    /// Writes nothing.
    static var silent: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }
}
