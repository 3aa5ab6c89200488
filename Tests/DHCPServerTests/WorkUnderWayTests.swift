import DHCP
import DHCPServer
import DHCPTesting
import Logging
import Testing

/// Responders that leave work under way.
@Suite struct WorkUnderWayTests {
    let client = HardwareAddress(2, 0, 0, 0, 0, 1)
    let transport = InMemoryTransport()

    private func service(_ responder: Leisurely) -> DHCPService<Leisurely> {
        DHCPService(
            responder, transport: transport, configuration: DHCPServiceConfiguration(tickInterval: nil),
            logger: .silent)
    }

    @Test func workGoesOnWhenTheResponderIsResumed() async throws {
        let gate = Gate()
        let service = service(Leisurely(gate: gate))
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(client, xid: 1))
        transport.receive(.discover(client, xid: 2))
        gate.open()
        #expect(await transport.nextReply()?.message.xid == 1)
        #expect(await transport.nextReply()?.message.xid == 2)
        #expect(try await service.call { $0.waiting.isEmpty })
    }

    @Test func aCallWaitsForWorkThatIsUnderWay() async throws {
        let service = service(Leisurely(gate: Gate()))
        let task = Task { try await service.run() }
        defer { task.cancel() }
        // What came before it ran might be handled after the call.
        _ = try await service.boundAddresses
        transport.receive(.discover(client, xid: 1))
        #expect(try await service.call { $0.waiting.isEmpty }, "settled")
        #expect(await transport.nextReply()?.message.xid == 1)
    }

    @Test func aCallIsToldWhenWorkThatIsUnderWayFails() async throws {
        let service = service(Leisurely(gate: Gate(), fails: true))
        let task = Task { try await service.run() }
        _ = try await service.boundAddresses
        await #expect(throws: DHCPServiceError.notRunning) { try await service.call { $0.waiting.count } }
        await #expect(throws: Leisurely.Failure.self) { try await task.value }
    }
}

/// Answers a batch when a gate opens, or when it is settled.
private struct Leisurely: DHCPResponder {
    struct Failure: Error {}

    let gate: Gate
    var fails = false
    var waiting: [DHCPRequest] = []
    var handle: DHCPServiceHandle<Leisurely>?

    init(gate: Gate, fails: Bool = false) {
        self.gate = gate
        self.fails = fails
    }

    mutating func start(_ service: DHCPServiceHandle<Leisurely>) async throws { handle = service }

    mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async throws {
        waiting += batch
        Task { [gate, handle] in
            await gate.wait()
            handle?.resume()
        }
    }

    mutating func resume(replies: inout ReplyWriter) async throws {
        for request in waiting { replies.send(request.reply(.offer, yiaddr: IPv4Address(10, 0, 0, 9)), to: request) }
        waiting = []
    }

    mutating func settle(replies: inout ReplyWriter) async throws {
        if fails { throw Failure() }
        try await resume(replies: &replies)
    }
}
