import DHCP
import DHCPServer
import DHCPTesting
import ServiceLifecycle
import Testing

/// Messages, calls, casts, delayed casts, continuations and ticks: one order, and one end.
@Suite struct OrderTests {
    let client = HardwareAddress(2, 0, 0, 0, 0, 1)
    let transport = InMemoryTransport()
    let clock = ManualClock()

    private func service(
        _ handler: ScriptedHandler, delayedCastLimit: Int = 1024
    ) -> DHCPService<ScriptedHandler> {
        DHCPService(
            handler, transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: nil, delayedCastLimit: delayedCastLimit),
            clock: clock, logger: .silent)
    }

    private func running<Value>(
        _ service: DHCPService<ScriptedHandler>, _ body: () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        return try await body()
    }

    /// Waits until the handler saw as many things.
    private func seen(_ count: Int, by service: DHCPService<ScriptedHandler>) async throws -> [String] {
        while true {
            let seen = try await service.call { $0.seen }
            if seen.count >= count { return seen }
            await Task.yield()
        }
    }

    @Test func continuedWorkRunsBeforeTheNextDatagramOfTheSameBatch() async throws {
        var handler = ScriptedHandler()
        handler.onDiscover = { handler, request in
            let xid = request.xid
            handler.service?.continue { $0.seen.append("continued \(xid)") }
            if xid == 1 {
                handler.service?.continue { inner in
                    inner.seen.append("continued again")
                    inner.service?.continue { $0.seen.append("continued from there") }
                }
            }
        }
        let service = service(handler)
        try await running(service) {
            transport.receive(.discover(client, xid: 1), .discover(client, xid: 2), .discover(client, xid: 3))
            service.cast { $0.seen.append("cast") }
            let seen = try await self.seen(0, by: service)
            #expect(
                seen == [
                    "discover 1", "continued 1", "continued again", "continued from there", "discover 2",
                    "continued 2", "discover 3", "continued 3", "cast",
                ])
            for xid in UInt32(1)...3 { #expect(await transport.nextReply()?.message.xid == xid) }
        }
    }

    @Test func continuedWorkOfStartRunsBeforeTheFirstMessage() async throws {
        var handler = ScriptedHandler()
        handler.onStart = { service in
            service.cast { $0.seen.append("cast") }
            service.continue { $0.seen.append("continued") }
        }
        let service = service(handler)
        transport.receive(.discover(client, xid: 1))
        try await running(service) {
            let seen = try await self.seen(0, by: service)
            #expect(seen == ["continued", "discover 1", "cast"])
        }
    }

    @Test func continuedWorkComesBeforeCallsAndCastsThatWait() async throws {
        let service = service(ScriptedHandler())
        try await running(service) {
            let gate = Gate()
            service.cast { handler in
                await gate.wait()
                handler.service?.continue { $0.seen.append("continued") }
            }
            service.cast { $0.seen.append("cast") }
            gate.open()
            let seen = try await self.seen(0, by: service)
            #expect(seen == ["continued", "cast"])
        }
    }

    @Test func continuedWorkRunsWhenTheServiceEndsGracefully() async throws {
        let log = SharedLines()
        var handler = ScriptedHandler()
        handler.onDiscover = { handler, request in
            handler.service?.continue { _ in log.append("continued") }
        }
        handler.onShutDown = { log.append("shut down: \($0)") }
        let service = service(handler)
        let group = serviceGroup(service)
        let task = Task { try await group.run() }
        _ = try await service.boundAddresses
        transport.receive(.discover(client))
        await group.triggerGracefulShutdown()
        try await task.value
        #expect(log.lines == ["continued", "shut down: gracefulShutdown"])
    }

    @Test func delayedCastsRunInTheOrderOfTheirTimes() async throws {
        let service = service(ScriptedHandler())
        try await running(service) {
            for (delay, name) in [(3, "d"), (1, "a"), (2, "b"), (2, "c"), (90, "too late")] {
                service.cast(after: .seconds(delay)) { $0.seen.append(name) }
            }
            service.cast(after: .zero) { $0.seen.append("at once") }
            let atOnce = try await self.seen(0, by: service)
            #expect(atOnce == ["at once"])
            clock.advance(by: .seconds(5))
            let seen = try await self.seen(5, by: service)
            #expect(seen == ["at once", "a", "b", "c", "d"])
        }
    }

    @Test func aHandlerMaySendItselfAMessageAgainAndAgain() async throws {
        var handler = ScriptedHandler()
        handler.onStart = { service in
            service.cast(after: .seconds(1)) { Self.again(&$0) }
        }
        let service = service(handler)
        try await running(service) {
            for count in 1...3 {
                clock.advance(by: .seconds(1))
                let seen = try await self.seen(count, by: service)
                #expect(seen.count == count)
            }
        }
    }

    private static func again(_ handler: inout ScriptedHandler) {
        handler.seen.append("again")
        handler.service?.cast(after: .seconds(1)) { again(&$0) }
    }

    @Test func delayedCastsAreBoundedAndDroppedAtTheEnd() async throws {
        let ran = SharedLines()
        let service = service(ScriptedHandler(), delayedCastLimit: 2)
        try await running(service) {
            let accepted = (1...3).map { delay in service.cast(after: .seconds(delay)) { _ in ran.append("ran") } }
            #expect(accepted == [true, true, false])
            service.cast { $0.service?.stop(CancellationError()) }
            await #expect(throws: DHCPServiceError.notRunning) {
                while true { _ = try await self.seen(0, by: service) }
            }
        }
        clock.advance(by: .seconds(9))
        let isAccepted = service.cast(after: .seconds(1)) { _ in ran.append("ran") }
        #expect(!isAccepted)
        #expect(ran.lines == [])
    }

    @Test func aCallMayStopTheServiceAndStillHasItsResult() async throws {
        let log = SharedLines()
        var handler = ScriptedHandler()
        handler.onShutDown = { log.append("\($0)") }
        let service = service(handler)
        let task = Task { try await service.run() }
        let result = try await service.call { handler in
            handler.service?.stop(TestHandler.Failure())
            return 7
        }
        #expect(result == 7)
        await #expect(throws: TestHandler.Failure.self) { try await task.value }
        #expect(log.lines == ["failed(DHCPServerTests.TestHandler.Failure())"])
    }

    @Test func afterAStopNoMessageOfTheBatchIsHandled() async throws {
        let log = SharedLines()
        var handler = ScriptedHandler()
        handler.onDiscover = { handler, request in
            log.append("discover \(request.xid)")
            if request.xid == 2 { handler.service?.stop(TestHandler.Failure()) }
        }
        let service = service(handler)
        transport.receive(.discover(client, xid: 1), .discover(client, xid: 2), .discover(client, xid: 3))
        await #expect(throws: TestHandler.Failure.self) { try await service.run() }
        #expect(log.lines == ["discover 1", "discover 2"])
        #expect(await transport.nextReply()?.message.xid == 1)
        #expect(await transport.nextReply()?.message.xid == 2)
    }

    @Test func aCancelledServiceSaysSoAtItsEnd() async throws {
        let log = SharedLines()
        var handler = ScriptedHandler()
        handler.onShutDown = { log.append("\($0)") }
        let service = service(handler)
        let task = Task { try await service.run() }
        _ = try await service.boundAddresses
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(log.lines == ["cancelled"])
    }

    @Test func continuedWorkOfAWrapperRunsBetweenTheMessagesOfTheHandlerInside() async throws {
        let service = DHCPService(
            Wrapper(inner: ScriptedHandler()), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: nil), clock: clock, logger: .silent)
        let task = Task { try await service.run() }
        defer { task.cancel() }
        _ = try await service.boundAddresses
        transport.receive(.discover(client, xid: 1), .discover(client, xid: 2))
        let seen = try await service.call { $0.inner.seen }
        #expect(seen == ["batch of 2", "discover 1", "continued", "batch of 1", "discover 2", "continued"])
    }
}

/// A responder around another.
private struct Wrapper: DHCPResponder {
    var inner: ScriptedHandler
    var service: DHCPServiceHandle<Wrapper>?

    mutating func start(_ service: DHCPServiceHandle<Wrapper>) async throws {
        self.service = service
        inner.onDiscover = { _, _ in service.continue { $0.inner.seen.append("continued") } }
    }

    mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async throws {
        inner.seen.append("batch of \(batch.count)")
        try await inner.respond(to: batch, replies: &replies)
    }
}
