import DHCP
import DHCPServer
import DHCPTesting
import Synchronization
import Testing

/// Whatever waits has its turn, whatever else always waits too.
@Suite struct FairnessTests {
    /// Puts another strange datagram, or tick, or resumption into the mailbox whenever it had one, so that there always is one.
    private struct Besieged: DHCPHandler {
        let transport: InMemoryTransport
        var service: DHCPServiceHandle<Besieged>?
        var seen: [String] = []
        var resumes = false

        static let garbage = Datagram(octets: [1, 2, 3], origin: .test)
        /// So many strange datagrams come before a message and a call do.
        static let quiet = 10
        static let longestSiege = 1000

        mutating func start(_ service: DHCPServiceHandle<Besieged>) { self.service = service }

        mutating func discover(_ request: DHCPRequest) async -> DHCPAction {
            seen.append("discover")
            if resumes { service?.resume() }
            return .respond(request.reply(.offer, yiaddr: IPv4Address(10, 0, 0, 100)))
        }
        mutating func request(_ request: DHCPRequest) async -> DHCPAction { .ignore }
        mutating func decline(_ request: DHCPRequest) async -> DHCPAction { .ignore }

        mutating func unrecognized(_ datagram: Datagram, _ error: DHCPDecodingError) async {
            seen.append("unrecognized")
            // The siege ends when all have had their turn, or when nobody can say any more that they have.
            if seen.count(where: { $0 != "unrecognized" }) >= 2 || seen.count > Self.longestSiege { return }
            // As from another thread, while this one awaits.
            transport.receive([Self.garbage, Self.garbage])
            if seen.count == Self.quiet {
                transport.receive(.discover(HardwareAddress(2, 0, 0, 0, 0, 1)))
                service?.cast { $0.seen.append("call") }
            }
            await Task.yield()
        }

        mutating func resume(replies: inout ReplyWriter) async {
            seen.append("resume")
            service?.resume()
        }
    }

    private func withBesieged(
        _ body: (DHCPService<Besieged>, InMemoryTransport) async throws -> Void
    ) async throws {
        let transport = InMemoryTransport()
        let service = DHCPService(
            Besieged(transport: transport), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: nil), logger: .silent)
        let task = Task { try await service.run() }
        _ = try await service.boundAddresses
        try await body(service, transport)
        task.cancel()
        _ = await task.result
    }

    @Test("while strange datagrams always wait, calls run and messages are answered")
    func strangers() async throws {
        try await withBesieged { service, transport in
            transport.receive((0..<64).map { _ in Besieged.garbage })
            let reply = try #require(await transport.nextReply())
            #expect(reply.message.messageType == .offer)
            var seen: [String] = []
            while !seen.contains("call") { seen = try await service.call { $0.seen } }
            for turn in ["discover", "call"] {
                let place = try #require(seen.firstIndex(of: turn))
                #expect(place < Besieged.quiet + 20, "\(turn) waited for \(place - Besieged.quiet) strange datagrams")
            }
        }
    }

    @Test("while calls always wait, strange datagrams are shown")
    func calls() async throws {
        try await withBesieged { service, transport in
            transport.receive([Besieged.garbage])
            for _ in 1...40 {
                if try await service.call({ $0.seen }).contains("unrecognized") { return }
                for _ in 1...40 { service.cast { _ in } }
            }
            Issue.record("none was shown")
        }
    }

    @Test("work that always goes on again keeps no messages out")
    func resumption() async throws {
        try await withBesieged { service, transport in
            try await service.call { $0.resumes = true }
            for number in 1...3 {
                let reply = try await transport.exchange(
                    .discover(HardwareAddress(2, 0, 0, 0, 0, UInt8(number)), xid: UInt32(number)))
                #expect(reply.message.messageType == .offer)
            }
        }
    }
}
