import DHCP
import DHCPCapture
import DHCPExplain
import DHCPLeases
import DHCPTesting
import Testing

@Suite("Live traffic, compared with the answers that pass")
struct LiveComparisonTests {
    /// What a packet socket would see, and what a server beside it answers.
    private struct Wire {
        var campus: Campus
        var comparison: TrafficComparison
        var time = DHCPInstant(seconds: 1_000_000)

        /// `change` makes of the server's configuration the one that is tried.
        init(
            servers: [IPv4Address] = [], bounds: TrafficComparison.Bounds = .live,
            _ change: (inout LeaseConfiguration) throws -> Void = { _ in }
        ) throws {
            campus = try Campus()
            var configuration = campus.engine.configuration
            try change(&configuration)
            comparison = TrafficComparison(
                try LeaseEngine(configuration: configuration), against: .answers, servers: servers, bounds: bounds)
        }

        mutating func pass(
            _ message: DHCPMessage, from source: DHCPEndpoint, to destination: IPv4Address = .broadcast,
            at interface: String = "eth1"
        ) {
            time = time.advanced(by: .milliseconds(10))
            comparison.add(
                CapturedMessage(
                    CapturedDatagram(
                        time: time, interface: interface, source: source,
                        destination: DHCPEndpoint(destination, port: 67), payload: message.encode())))
        }

        /// What the server answers, as it would pass.
        mutating func answer(to message: DHCPMessage, unicast: Bool = false) throws -> DHCPMessage {
            let reply = campus.engine.decide(Campus.request(message, unicast: unicast), at: time).reply
            return try #require(reply?.message)
        }

        static let nobody = DHCPEndpoint(.any, port: 68)
        static let server = DHCPEndpoint(Campus.server, port: 67)

        /// A client asks and is answered; returns the answer.
        @discardableResult
        mutating func ask(_ message: DHCPMessage) throws -> DHCPMessage {
            let reply = try answer(to: message)
            pass(message, from: Self.nobody)
            pass(reply, from: Self.server)
            return reply
        }

        mutating func join(_ client: HardwareAddress, xid: UInt32 = 1) throws {
            var discover = DHCPMessage.discover(client)
            discover.xid = xid
            try ask(.selecting(try ask(discover)))
        }
    }

    @Test func `a client that gets the same sees no difference, and the server is found`() throws {
        var wire = try Wire()
        try wire.join(Campus.first)
        let report = wire.comparison.finish()
        #expect(report.clients == 1 && report.changed == 0 && report.answers == 2, "\(report.groups)")
        #expect(report.servers == ["10.1.0.1"] && report.messages == 2)
    }

    @Test func `another free address is no difference, and the lease is followed`() throws {
        var wire = try Wire { $0.subnets[0].pools = [Pool(try Campus.range("10.1.0.5-10.1.0.20"))] }
        try wire.join(Campus.first)
        let report = wire.comparison.report
        #expect(report.changed == 0 && report.freeChoices == 1, "\(report.groups)")
        // From then on it is the client's.
        var renewal = DHCPMessage.discover(Campus.first)
        renewal.ciaddr = IPv4Address(10, 1, 0, 10)
        renewal.options[.messageType] = .request
        wire.pass(renewal, from: DHCPEndpoint(renewal.ciaddr, port: 68), to: Campus.server)
        let ack = try wire.answer(to: renewal, unicast: true)
        wire.pass(ack, from: Wire.server, to: renewal.ciaddr)
        let end = wire.comparison.finish()
        #expect(end.changed == 0 && end.reasons["renewed"] == 1, "\(end)")
    }

    @Test func `an address that could not be given is a loss`() throws {
        var wire = try Wire { $0.subnets[0].pools = [Pool(try Campus.range("10.1.0.50-10.1.0.60"))] }
        try wire.join(Campus.first)
        let report = wire.comparison.finish()
        #expect(report.losers == 1 && report.groups.first?.kind.losesAddress == true)
    }

    @Test func `an answer that is seen before its message is compared too`() throws {
        var wire = try Wire()
        let discover = DHCPMessage.discover(Campus.first)
        let offer = try wire.answer(to: discover)
        wire.pass(offer, from: Wire.server)
        wire.pass(discover, from: Wire.nobody)
        let report = wire.comparison.finish()
        #expect(report.answers == 1 && report.changed == 0 && report.messages == 1)
    }

    @Test func `of two servers the first that answers is compared, or the one that is named`() throws {
        let other = IPv4Address(10, 1, 0, 7)
        for named in [[], [Campus.server]] {
            var wire = try Wire(servers: named)
            let discover = DHCPMessage.discover(Campus.first)
            var offer = try wire.answer(to: discover)
            wire.pass(discover, from: Wire.nobody)
            if named.isEmpty { wire.pass(offer, from: Wire.server) }
            let own = offer
            offer.options[.serverIdentifier] = other
            offer.options[.domainNameServer] = [other]
            wire.pass(offer, from: DHCPEndpoint(other, port: 67))
            if !named.isEmpty { wire.pass(own, from: Wire.server) }
            let report = wire.comparison.finish()
            #expect(report.changed == 0 && report.answers == 1, "\(report.groups)")
            #expect(report.otherServers == ["10.1.0.7": 1])
            #expect(report.lines().contains { $0.contains("10.1.0.7 (1)") })
        }
    }

    @Test func `who takes the offer of another server is no difference`() throws {
        var wire = try Wire()
        let offer = try wire.ask(.discover(Campus.first))
        var taken = offer
        taken.options[.serverIdentifier] = IPv4Address(10, 1, 0, 7)
        taken.yiaddr = IPv4Address(10, 1, 0, 77)
        wire.pass(.selecting(taken), from: Wire.nobody)
        let report = wire.comparison.finish()
        #expect(report.changed == 0 && report.reasons["other-server"] == 1, "\(report)")
    }

    @Test func `a message on both sides of its relay is decided once, as the server got it`() throws {
        var wire = try Wire()
        let direct = DHCPMessage.discover(Campus.first)
        let relayed = DHCPMessage.discover(Campus.first, giaddr: Campus.relay)
        let offer = try wire.answer(to: relayed)
        wire.pass(direct, from: Wire.nobody, at: "down0")
        wire.pass(relayed, from: DHCPEndpoint(Campus.relay, port: 67), to: Campus.server, at: "up0")
        wire.pass(offer, from: Wire.server, to: Campus.relay, at: "up0")
        wire.pass(offer, from: DHCPEndpoint(Campus.relay, port: 67), at: "down0")
        let report = wire.comparison.finish()
        #expect(report.messages == 1 && report.answers == 1 && report.changed == 0, "\(report)")
    }

    @Test func `a message that was seen before its relay alone is decided where its answer says`() throws {
        var wire = try Wire()
        let offer = try wire.answer(to: .discover(Campus.first, giaddr: Campus.relay))
        wire.pass(.discover(Campus.first), from: Wire.nobody, at: "down0")
        wire.pass(offer, from: DHCPEndpoint(Campus.relay, port: 67), at: "down0")
        let report = wire.comparison.finish()
        #expect(report.messages == 1 && report.changed == 0 && report.reasons["offered"] == 1, "\(report)")
    }

    @Test func `a request whose answer never comes is compared when its time is over`() throws {
        var wire = try Wire()
        wire.pass(.discover(Campus.first), from: Wire.nobody)
        wire.comparison.advance(to: wire.time.advanced(by: .seconds(3)))
        #expect(wire.comparison.report.messages == 0)
        wire.comparison.advance(to: wire.time.advanced(by: .seconds(8)))
        let report = wire.comparison.report
        #expect(report.messages == 1 && report.answers == 0)
        #expect(report.lines().contains { $0.contains("no answer of a server was seen") })
    }

    @Test func `a client that is answered here and not there is no loss, and one that is not here is`() throws {
        var wire = try Wire(servers: [Campus.server]) { $0.subnets[0].pools = [] }
        try wire.join(Campus.first)
        wire.pass(
            .discover(Campus.second, giaddr: Campus.relay), from: DHCPEndpoint(Campus.relay, port: 67),
            to: Campus.server)
        let report = wire.comparison.finish()
        #expect(report.losers == 1 && report.changed == 2, "\(report.groups)")
        #expect(Set(report.groups.map(\.kind)).isSuperset(of: [.silence, .answer]))
    }

    @Test func `a lease that is given back is free here too`() throws {
        var wire = try Wire()
        try wire.join(Campus.first)
        var release = DHCPMessage.discover(Campus.first)
        release.ciaddr = IPv4Address(10, 1, 0, 10)
        release.options[.messageType] = .release
        release.options[.serverIdentifier] = Campus.server
        wire.pass(release, from: DHCPEndpoint(release.ciaddr, port: 68), to: Campus.server)
        #expect(wire.comparison.finish().reasons["released"] == 1)
    }

    @Test func `those that were silent for longest are forgotten, and counts stay`() throws {
        var wire = try Wire(bounds: TrafficComparison.Bounds(clients: 3, forgets: true)) {
            $0.options[.domainNameServer] = [IPv4Address(10, 0, 0, 2)]
            $0.optionRules.always = [.domainNameServer]
        }
        for number in UInt8(1)...9 {
            let client = HardwareAddress(2, 0, 0, 0, 0, number)
            let discover = DHCPMessage.discover(client, giaddr: Campus.relay)
            let offer = try wire.answer(to: discover)
            wire.pass(discover, from: DHCPEndpoint(Campus.relay, port: 67), to: Campus.server)
            wire.pass(offer, from: Wire.server, to: Campus.relay)
        }
        let report = wire.comparison.finish()
        #expect(report.clients == 9 && report.changed == 9 && report.forgotten == 6, "\(report)")
        #expect(report.groups.first?.clients == 9)
        #expect(report.lines().contains { $0.contains("6 clients were forgotten") && $0.contains("3 are remembered") })
    }

    @Test func `without forgetting those that come later are passed over`() throws {
        var wire = try Wire(bounds: TrafficComparison.Bounds(clients: 1, forgets: false))
        try wire.join(Campus.first)
        try wire.join(Campus.second)
        let report = wire.comparison.finish()
        #expect(report.clients == 1 && report.passedOver == 2)
    }

    @Test func `a clock that is set back does not go back here`() throws {
        var wire = try Wire()
        wire.pass(.discover(Campus.first), from: Wire.nobody)
        wire.time = DHCPInstant(seconds: 900_000)
        try wire.join(Campus.second)
        let report = wire.comparison.finish()
        #expect(report.clients == 2 && report.answers == 2)
    }
}
