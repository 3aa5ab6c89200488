import DHCP
import DHCPCapture
import DHCPExplain
import DHCPLeases
import DHCPTesting
import Testing

@Suite("Recorded traffic in virtual time")
struct TrafficComparisonTests {
    /// What a capture at the server's link would hold: clients' messages, and the answers of an engine.
    private struct Recording {
        var campus: Campus
        var captured: [CapturedMessage] = []
        var time = DHCPInstant(seconds: 1_000_000)

        init() throws { campus = try Campus() }

        mutating func ask(_ message: DHCPMessage) -> DHCPMessage? {
            time = time.advanced(by: .milliseconds(700))
            var message = message
            message.xid = UInt32(captured.count + 1)
            let isRelayed = !message.giaddr.isAny
            let source = isRelayed ? DHCPEndpoint(message.giaddr, port: 67) : DHCPEndpoint(.any, port: 68)
            let destination = DHCPEndpoint(isRelayed ? Campus.server : .broadcast, port: 67)
            add(message, source, destination)
            let request = Campus.request(message)
            guard let reply = campus.engine.decide(request, at: time).reply else { return nil }
            add(reply.message, DHCPEndpoint(Campus.server, port: 67), source)
            return reply.message
        }

        private mutating func add(_ message: DHCPMessage, _ source: DHCPEndpoint, _ destination: DHCPEndpoint) {
            captured.append(
                CapturedMessage(
                    CapturedDatagram(
                        time: time, interface: "eth1", source: source, destination: destination,
                        payload: message.encode())))
        }

        mutating func join(_ client: HardwareAddress, giaddr: IPv4Address = .any) {
            if let offer = ask(.discover(client, giaddr: giaddr)) { _ = ask(.selecting(offer)) }
        }
    }

    private func recording() throws -> Recording {
        var recording = try Recording()
        for number in UInt8(1)...5 {
            recording.join(HardwareAddress(2, 0, 0, 0, 0, number), giaddr: number > 2 ? Campus.relay : .any)
        }
        // A third client for two addresses, and one behind a relay that nobody knows.
        _ = recording.ask(.discover(HardwareAddress(2, 0, 0, 0, 0, 6)))
        _ = recording.ask(.discover(HardwareAddress(2, 0, 0, 0, 0, 7), giaddr: IPv4Address(10, 9, 0, 1)))
        return recording
    }

    private func replay(
        _ recording: Recording, against isCapture: Bool, ignoring ignored: Set<ReplyDifference.Kind> = [],
        _ change: (inout LeaseConfiguration) throws -> Void = { _ in }
    ) throws -> ComparisonReport {
        var configuration = try Campus().engine.configuration
        let old = try LeaseEngine(configuration: configuration)
        try change(&configuration)
        var comparison = TrafficComparison(
            try LeaseEngine(configuration: configuration), against: isCapture ? .answers : .engine(old),
            servers: [Campus.server], ignoring: ignored)
        for message in recording.captured { comparison.add(message) }
        return comparison.finish()
    }

    @Test(arguments: [true, false])
    func `the same configuration makes no difference`(_ isCapture: Bool) throws {
        let report = try replay(recording(), against: isCapture)
        #expect(report.clients == 7 && report.changed == 0 && report.losers == 0, "\(report.groups)")
        #expect(report.messages == 12)
        #expect(report.summary == "of 7 clients 7 see no change")
    }

    @Test(arguments: [true, false])
    func `another name server is counted by clients`(_ isCapture: Bool) throws {
        let report = try replay(recording(), against: isCapture) {
            $0.options[.domainNameServer] = [IPv4Address(10, 0, 0, 2)]
            $0.optionRules.always = [.domainNameServer]
        }
        #expect(report.groups.map(\.words) == ["option 6 (domain-name-servers): none, now 10.0.0.2"])
        #expect(report.groups.first?.clients == 5 && report.losers == 0)
        #expect(report.summary == "of 7 clients 2 see no change, 5 get something else")
    }

    @Test(arguments: [true, false])
    func `who loses an address is counted, with the reason`(_ isCapture: Bool) throws {
        let report = try replay(recording(), against: isCapture) { $0.subnets.removeLast() }
        #expect(report.losers == 3)
        #expect(report.groups.first?.words == "no answer: no-subnet")
    }

    @Test func `a kind that is ignored is left out`() throws {
        let report = try replay(recording(), against: false, ignoring: [.leaseTime]) { $0.times.lease = 600 }
        #expect(report.changed == 0)
    }

    @Test func `the same inputs give the same report`() throws {
        let recording = try recording()
        let reports = try (0..<3).map { _ in
            try replay(recording, against: true) {
                $0.subnets[0].pools = [Pool(try Campus.range("10.1.0.20-10.1.0.30"))]
            }
        }
        #expect(Set(reports.map { $0.lines().joined(separator: "\n") }).count == 1)
        #expect((reports.first?.losers ?? 0) > 0)
    }
}
