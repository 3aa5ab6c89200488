import DHCP
import DHCPExplain
import DHCPLeases
import DHCPTesting
import Testing

@Suite("The chain of an explanation")
struct ChainTests {
    private func text(_ explanation: Explanation) -> [String] {
        explanation.chain.map { "\($0.topic): \($0.text)" + ($0.rule.map { " [\($0)]" } ?? "") }
    }

    @Test func `an offer says where it was asked, who the client is, which pool, which times, and where it went`()
        throws
    {
        var campus = try Campus()
        let lines = text(campus.explain(.discover(Campus.first) { $0[raw: .parameterRequestList] = [1, 3, 42] }))
        #expect(
            lines == [
                "asked: DISCOVER by interface eth1 (10.1.0.1)",
                "subnet: 10.1.0.0/24, by the server's address 10.1.0.1 [subnets[0].subnet]",
                "client: hw 1/00:11:22:33:44:01",
                "class: none; it says no vendor class (option 60)",
                "reserved: nothing",
                "pool: 10.1.0.10-10.1.0.11: 10.1.0.10 (2 of 2 free) [subnets[0].pools[0]]",
                "address: 10.1.0.10, never used: in a pool for it, free",
                "time: 12h; 12h by the whole configuration, from 5m to 24h",
                "options: asked for, not configured: 3 (routers), 42 (ntp-servers)",
                "answer: OFFER of 10.1.0.10: offered",
                "sent: to 00:11:22:33:44:01 as 10.1.0.10:68, which is not in use yet",
            ])
    }

    @Test func `an offer that would be probed first says so, in the chain and at the end`() throws {
        var campus = try Campus()
        campus.engine.probeReach = ProbeReach(links: [0])
        let explanation = campus.explain(.discover(Campus.first))
        #expect(
            text(explanation).contains(
                "probe: 10.1.0.10 would be asked for first (conflict-check), for 500 ms at most, and is given when nobody answers"
            ))
        #expect(explanation.diagnosis.sentence.hasSuffix("once it was asked for and nobody answered (conflict-check)"))
        let relayed = campus.explain(.discover(Campus.first, giaddr: Campus.relay))
        #expect(relayed.kind == "offer" && !text(relayed).contains { $0.hasPrefix("probe:") })
    }

    @Test func `a reservation elsewhere stands in the chain`() throws {
        var campus = try Campus()
        let lines = text(campus.explain(.discover(Campus.printer)))
        #expect(
            lines.contains(
                "reserved: nothing here; 10.2.0.99 in 10.2.0.0/16  <- plugged into the wrong network? "
                    + "[subnets[1].reservations[0]]"))
    }

    @Test func `rules are located once somebody knows where they stand`() throws {
        var campus = try Campus()
        let located = campus.explain(.discover(Campus.first)).located {
            $0 == "subnets[0].pools[0]" ? "dhcp.yaml:7" : nil
        }
        #expect(located.chain.first { $0.topic == "pool" }?.place == "dhcp.yaml:7")
        #expect(located.chain.first { $0.topic == "subnet" }?.place == nil)
    }
}
