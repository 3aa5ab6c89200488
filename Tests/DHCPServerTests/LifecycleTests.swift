import DHCP
import DHCPServer
import DHCPTesting
import Logging
import Testing

/// What a service refuses to start with, and what it says while it runs.
@Suite struct LifecycleTests {
    let client = HardwareAddress(2, 0, 0, 0, 0, 1)
    let transport = InMemoryTransport()

    @Test(arguments: [
        ("name", DHCPServiceConfiguration(name: "")),
        ("clientPort", DHCPServiceConfiguration(addressing: ReplyAddressing(clientPort: 0))),
        ("relayPort", DHCPServiceConfiguration(addressing: ReplyAddressing(relayPort: 0))),
        ("broadcastAddress", DHCPServiceConfiguration(addressing: ReplyAddressing(broadcastAddress: .any))),
        ("tickInterval", DHCPServiceConfiguration(tickInterval: .zero)),
        ("tickInterval", DHCPServiceConfiguration(tickInterval: .seconds(-1))),
        ("mailboxLimit", DHCPServiceConfiguration(mailboxLimit: 0)),
        ("ageLimit", DHCPServiceConfiguration(ageLimit: .seconds(-4))),
        ("batchLimit", DHCPServiceConfiguration(batchLimit: 0)),
        ("delayedCastLimit", DHCPServiceConfiguration(delayedCastLimit: -1)),
    ])
    func aServiceThatCanNotRunSoSaysWhichSettingIsWrong(
        word: String, configuration: DHCPServiceConfiguration
    ) async throws {
        let log = SharedLines()
        var handler = ScriptedHandler()
        handler.onShutDown = { _ in log.append("shut down") }
        let service = DHCPService(handler, transport: transport, configuration: configuration, logger: .silent)
        let error = await #expect(throws: DHCPServiceError.self) { try await service.run() }
        #expect(error?.description.contains(word) == true)
        await #expect(throws: DHCPServiceError.self) { try await service.boundAddresses }
        #expect(log.lines == ["shut down"])
        #expect(transport.isClosed)
    }

    /// A machine that stands still for seconds makes no message stale: these tests are of other things.
    private static let patient = DHCPServiceConfiguration(tickInterval: nil, ageLimit: .seconds(600))

    @Test func theNameOfAServiceStandsInItsLog() async throws {
        let lines = SharedLines()
        let service = DHCPService(
            ScriptedHandler(), transport: transport,
            configuration: DHCPServiceConfiguration(name: "lab", tickInterval: nil), logger: .recording(lines))
        let task = Task { try await service.run() }
        _ = try await service.boundAddresses
        task.cancel()
        _ = await task.result
        #expect(lines.lines.allSatisfy { $0.contains("service=lab") })
        #expect(lines.lines.first?.contains("listening=0.0.0.0:67") == true)
    }

    @Test func whatIsNotDHCPIsDumpedSixteenOctetsALine() async throws {
        let lines = SharedLines()
        let service = DHCPService(
            ScriptedHandler(), transport: transport, configuration: Self.patient,
            logger: .recording(lines))
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive([Datagram(octets: Array("GET / HTTP/1.1\r\n\u{1B}[2J".utf8), origin: .test)])
        _ = try await service.call { $0.seen }
        let dump = try #require(lines.lines.first { $0.contains("not DHCP") })
        #expect(
            dump.contains(
                """

                0000  47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..
                0010  1b 5b 32 4a                                      .[2J
                """))
        #expect(dump.contains("from=0.0.0.0:68"))
        #expect(service.statistics.unrecognized == [.truncatedHeader: 1])
    }

    @Test func whatAnOfferOrACKLacksIsSaidOnceForEachCallback() async throws {
        let lines = SharedLines()
        var handler = ScriptedHandler()
        handler.fill = { _ in }
        let service = DHCPService(
            handler, transport: transport, configuration: Self.patient,
            logger: .recording(lines, level: .warning))
        let task = Task { try await service.run() }
        defer { task.cancel() }
        for xid in UInt32(1)...3 {
            transport.receive(
                .discover(client, xid: xid), .client(.request, client, xid: xid), .client(.inform, client, xid: xid))
        }
        _ = try await service.call { $0.seen }
        #expect(
            lines.lines.map { $0.split(separator: ",")[0] } == [
                "warning: the callback `discover` answers with OFFER without option 54 (server-identifier)",
                "warning: the callback `discover` answers with OFFER without option 51 (lease-time)",
                "warning: the callback `request` answers with ACK without option 54 (server-identifier)",
                "warning: the callback `request` answers with ACK without option 51 (lease-time)",
                "warning: the callback `inform` answers with ACK without option 54 (server-identifier)",
            ])
        #expect(service.statistics.sent == 9)
    }

    @Test func anAnswerThatLacksNothingIsNotSpokenOf() async throws {
        let lines = SharedLines()
        let service = DHCPService(
            ScriptedHandler(), transport: transport, configuration: Self.patient,
            logger: .recording(lines, level: .warning))
        let task = Task { try await service.run() }
        defer { task.cancel() }
        transport.receive(.discover(client), .client(.request, client, xid: 2), .client(.inform, client, xid: 3))
        _ = try await service.call { $0.seen }
        #expect(lines.lines == [])
    }
}
