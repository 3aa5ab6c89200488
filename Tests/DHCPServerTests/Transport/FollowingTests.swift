import DHCP
import DHCPServer
import DHCPTesting
import Logging
import Testing

/// A transport whose interfaces come and go, as far as that can be had without a network of one's own.
@Suite(.timeLimit(.minutes(10))) struct FollowingTests {
    private static let lan = NetworkInterface(
        index: 2, name: "lan0", addresses: [.init(IPv4Address(10, 0, 0, 1), prefixLength: 24)])

    private static func configuration(
        _ address: IPv4Address = .any, _ names: [String] = []
    ) -> UDPTransport.Configuration {
        UDPTransport.Configuration(
            listen: DHCPEndpoint(address, port: 0), interfaces: names, waitsForInterfaces: true)
    }

    @Test("an interface can be listened on when it is there, up, and has the address to listen on")
    func target() {
        var down = Self.lan
        down.isUp = false
        let own = IPv4Address(10, 0, 0, 1)
        let other = IPv4Address(10, 0, 0, 2)
        #expect(Self.configuration().target("lan0", among: [Self.lan]) == .available(Self.lan))
        #expect(Self.configuration().target("lan1", among: [Self.lan]) == .unavailable(.missing))
        #expect(Self.configuration().target("lan0", among: [down]) == .unavailable(.down))
        #expect(Self.configuration(own).target("lan0", among: [Self.lan]) == .available(Self.lan))
        #expect(Self.configuration(other).target("lan0", among: [Self.lan]) == .unavailable(.withoutAddress(other)))
    }

    @Test("an interface that is missing is waited for, and others can be listened on meanwhile")
    func otherInterfaces() async throws {
        let loopback = try #require(try NetworkInterface.all().first { $0.isLoopback }?.name)
        let transport = UDPTransport(
            configuration: Self.configuration(.any, ["no-such-if0"]), logger: Logger(label: "test"))
        let recorder = Recorder()
        #expect(try await transport.open(recorder) == [])
        let missing = InterfaceStatus(name: "no-such-if0", state: .missing)
        _ = try await report(of: transport) { $0.statuses == [missing] }

        transport.listen(on: ["no-such-if0", loopback])
        let both = [missing, InterfaceStatus(name: loopback, state: .listening)]
        let second = try await report(of: transport) { $0.statuses == both }
        let port = try #require(second.endpoints.first?.port)
        try await hear(1, at: port, recorder)

        // The same port again, which the kernel gives only when the first socket is closed.
        transport.listen(on: [])
        let third = try await report(of: transport) { $0.statuses.isEmpty }
        #expect(third.endpoints.map(\.port) == [port])
        try await hear(2, at: port, recorder)

        await transport.close()
        for await _ in transport.interfaceReports {}
    }

    /// The next report that is as wished; others may come before it, as this host's interfaces can change any time.
    private func report(
        of transport: UDPTransport, where isWished: (InterfaceReport) -> Bool
    ) async throws -> InterfaceReport {
        for await report in transport.interfaceReports where isWished(report) { return report }
        throw CancellationError()
    }

    private func hear(_ octet: UInt8, at port: UInt16, _ recorder: Recorder) async throws {
        try await RawClient.with { client in
            try await client.send([octet], to: DHCPEndpoint(.loopback, port: port))
            #expect(try await recorder.wait(for: Int(octet)).last?.payload == [octet])
        }
    }

    @Test("a reply is refused, not lost, while there is no socket")
    func noSocket() async throws {
        let transport = UDPTransport(
            configuration: Self.configuration(.any, ["no-such-if0"]), logger: Logger(label: "test"))
        _ = try await transport.open(Recorder())
        var batch = ReplyBatch()
        let destination = ReplyDestination.unicast(DHCPEndpoint(.loopback, port: 9))
        batch.append(DHCPReply(message: DHCPMessage(op: .bootReply), destination: destination, origin: DHCPOrigin()))
        let report = transport.send(batch)
        #expect(report.sent == 0)
        #expect(report.failures.map(\.index) == [0])
        await transport.close()
    }
}
