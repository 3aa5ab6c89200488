import DHCP
import DHCPLeases
import DHCPTesting
import Testing

@Suite("The way to a decision")
struct DecisionTraceTests {
    private let one = EngineFixture.client(1)
    private let two = EngineFixture.client(2)

    /// A subnet with a pool for phones, one for everybody, and a reservation; times and options in several scopes.
    private func fixture(_ configure: (inout LeaseConfiguration) -> Void = { _ in }) throws -> EngineFixture {
        var subnet = Subnet(try EngineFixture.prefix("10.0.0.0/24"))
        subnet.pools = [
            Pool(try EngineFixture.range("10.0.0.10-10.0.0.11"), classes: ["phones"]),
            Pool(
                try EngineFixture.range("10.0.0.100-10.0.0.101"), times: LeaseTimeOverrides(maximumLease: 1_800)),
        ]
        subnet.options[.domainName] = "lab.example"
        subnet.reservations = [
            Reservation(.hardwareAddress(two), address: .ten(50), times: LeaseTimeOverrides(lease: 600))
        ]
        return try EngineFixture(subnets: [subnet]) {
            $0.classes = [
                ClientClass("phones", match: .vendorClass(OctetPattern(glob: "phone*"))),
                ClientClass("all", match: .all([]), times: LeaseTimeOverrides(minimumLease: 60)),
            ]
            configure(&$0)
        }
    }

    private func trace(_ message: DHCPMessage, _ fixture: inout EngineFixture) -> [String] {
        var (trace, copy, origin) = (DecisionTrace(), fixture.engine, fixture.origin)
        if origin.peer.address.isAny { origin.peer.address = message.giaddr.isAny ? message.ciaddr : message.giaddr }
        let request = DHCPRequest(message: message, origin: origin)
        let decision = fixture.engine.decide(request, at: fixture.now, tracing: &trace)
        let silent = copy.decide(request, at: fixture.now)
        #expect(silent.reason == decision.reason && silent.kind == decision.kind && silent.changes == decision.changes)
        #expect(silent.reply?.message == decision.reply?.message, "who listens changes nothing")
        return trace.description.split(separator: "\n").map(String.init)
    }

    @Test func `an offer out of the second pool`() throws {
        var fixture = try fixture()
        let lines = trace(
            .discover(one) {
                $0[raw: .parameterRequestList] = [1, 3, 15]
                $0[.leaseTime] = 7_200
            }, &fixture)
        #expect(
            lines == [
                "sender: a client on a link of this server",
                "subnet: by the server's address 10.0.0.1: 10.0.0.0/24",
                "class: all, as all([])",
                "client: hw 1/02:00:00:00:00:01",
                "pool: 10.0.0.10-10.0.0.11: for other clients",
                "pool: 10.0.0.100-10.0.0.101: 10.0.0.100",
                "address: 10.0.0.100, never used: in a pool for it, free",
                "limits: none reached",
                "lease time: 7200 s asked, 1800 s given; 1800 s by the whole configuration, at least 60 s by class all, "
                    + "at most 1800 s by pool 10.0.0.100-10.0.0.101",
                "option 3: asked for, and not configured",
                "decision: offer, offered",
            ])
    }

    @Test func `an offer of what is reserved`() throws {
        var fixture = try fixture()
        #expect(
            trace(.discover(two), &fixture) == [
                "sender: a client on a link of this server",
                "subnet: by the server's address 10.0.0.1: 10.0.0.0/24",
                "class: all, as all([])",
                "client: hw 1/02:00:00:00:00:02",
                "reservation: 10.0.0.50",
                "address: 10.0.0.50, reserved for the client: reserved for it, free",
                "lease time: 600 s given; 600 s by the reservation, at least 60 s by class all, at most 86400 s by the "
                    + "whole configuration",
                "decision: offer, offered",
            ])
    }

    @Test func `lease times of a subnet, and none that anybody has of its own`() throws {
        var (own, plain) = (
            Subnet(try EngineFixture.prefix("10.0.0.0/25")), Subnet(try EngineFixture.prefix("10.0.0.128/25"))
        )
        own.pools = [Pool(try EngineFixture.range("10.0.0.10-10.0.0.11"))]
        own.times = LeaseTimes(lease: 900)
        plain.pools = [Pool(try EngineFixture.range("10.0.0.200-10.0.0.201"))]
        var fixture = try EngineFixture(subnets: [plain, own])
        #expect(
            trace(.discover(one), &fixture).contains {
                $0.hasPrefix("lease time: 900 s given; 900 s by subnet 10.0.0.0/25, ")
            })
        #expect(
            trace(.discover(two, giaddr: .ten(129)), &fixture).contains {
                $0.hasPrefix("lease time: ") && $0.contains(" by the whole configuration, ") && !$0.contains("subnet")
            })
    }

    @Test func `a step takes sixteen octets, as many of them are remembered`() {
        #expect(MemoryLayout<DecisionStep>.stride == 16)
    }

    @Test func `an offer is taken`() throws {
        var fixture = try fixture()
        let offer = try #require(fixture.send(.discover(one)).reply?.message)
        #expect(
            trace(.selecting(offer), &fixture).dropFirst(4) == [
                "server: names 10.0.0.1, this server",
                "options and times: as they were offered",
                "lease time: 1800 s given; 1800 s by the whole configuration, at least 60 s by class all, at most 1800 s "
                    + "by pool 10.0.0.100-10.0.0.101",
                "decision: ack, leased",
            ])
    }

    @Test func `a renewal of an address of somebody else`() throws {
        var fixture = try fixture()
        let ack = try fixture.acquire(one)
        let three = EngineFixture.client(3)
        #expect(trace(.renewing(three, address: ack.yiaddr), &fixture).last == "decision: nak, address-taken")
        #expect(
            trace(.renewing(three, address: .ten(77)), &fixture).suffix(2) == [
                "address: 10.0.0.77, asked for: in no pool, free", "decision: nak, not-for-lease",
            ])
    }

    @Test func `pools that have nothing, and a limit`() throws {
        var fixture = try fixture { $0.limits.newLeasesPerRelay = 2 }
        _ = (try fixture.acquire(one), try fixture.acquire(EngineFixture.client(3)))
        #expect(
            trace(.discover(EngineFixture.client(4)), &fixture).suffix(3) == [
                "pool: 10.0.0.10-10.0.0.11: for other clients", "pool: 10.0.0.100-10.0.0.101: nothing free",
                "decision: silence, pool-exhausted",
            ])
        let phone = DHCPMessage.discover(EngineFixture.client(5)) { $0[.vendorClassIdentifier] = "phone 7" }
        #expect(
            trace(phone, &fixture).suffix(2) == [
                "limits: new leases of the relay or link in this minute reached", "decision: silence, limit-reached",
            ])
    }

    @Test func `a policy's words`() throws {
        var fixture = try fixture()
        fixture.engine.policy = Choosing(choice: .use(.ten(7)))
        #expect(
            trace(.discover(one), &fixture).filter { $0.hasPrefix("policy") || $0.hasPrefix("address") } == [
                "policy: of 10.0.0.100: 10.0.0.7 instead",
                "address: 10.0.0.7, chosen by the policy: can be given, free",
            ])
        fixture.engine.policy = Choosing(choice: .refuse)
        #expect(
            trace(.discover(two), &fixture).suffix(2) == [
                "policy: of 10.0.0.50: refused", "decision: silence, refused-by-policy",
            ])
    }

    @Test func `where relays and their selections lead`() throws {
        var fixture = try fixture()
        let relayed = DHCPMessage.discover(one, giaddr: .ten(2)) {
            $0[raw: .relayAgentInformation] = [5, 4, 192, 168, 0, 0]
        }
        #expect(
            trace(relayed, &fixture) == [
                "sender: a known relay", "subnet: by link selection 192.168.0.0: none",
                "class: all, as all([])", "client: hw 1/02:00:00:00:00:01", "decision: silence, no-subnet",
            ])
    }
}

private struct Choosing: LeasePolicy {
    let choice: AddressChoice
    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice { choice }
}
