import DHCP
import DHCPServer
import Testing

@testable import DHCPDoctor

@Suite struct FirewallTests {
    private func finding(_ chain: String, _ rules: [String]) throws -> Finding? {
        var examination = try Patient.healthy()
        let base = "{\"chain\": {\"family\": \"inet\", \"table\": \"filter\", \"name\": \"input\", \(chain)}}"
        let all = rules.enumerated().map { index, rule in
            "{\"rule\": {\"family\": \"inet\", \"table\": \"filter\", \"chain\": \"input\", \"handle\": \(index + 1), "
                + "\"expr\": [\(rule)]}}"
        }
        examination.host.ruleset = "{\"nftables\": [\(([base] + all).joined(separator: ", "))]}"
        return examination.finding("firewall")
    }

    private static let input = "\"type\": \"filter\", \"hook\": \"input\", \"prio\": 0, \"policy\": \"accept\""
    private static let strict = "\"type\": \"filter\", \"hook\": \"input\", \"prio\": 0, \"policy\": \"drop\""
    private static func port(_ right: String) -> String {
        "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"udp\", \"field\": \"dport\"}}, "
            + "\"right\": \(right)}}"
    }
    private static let drop = "{\"drop\": null}"
    private static let accept = "{\"accept\": null}"

    @Test("a rule that drops the port is named", arguments: ["67", "{\"set\": [53, 67]}", "{\"range\": [60, 70]}"])
    func drops(right: String) throws {
        let finding = try #require(try finding(Self.input, ["\(Self.port(right)), \(Self.drop)"]))
        #expect(finding.severity == .problem && finding.evidence == "rule 1 of chain inet filter input")
        #expect(finding.cure == "nft insert rule inet filter input udp dport { 67, 68 } accept")
    }

    @Test("rules for other ports, other interfaces and other protocols do not matter")
    func others() throws {
        let interface =
            "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"iifname\"}}, \"right\": \"wan*\"}}"
        let stream =
            "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"tcp\", \"field\": \"dport\"}}, "
            + "\"right\": 67}}"
        let rules = [Self.port("53"), interface, stream].map { "\($0), \(Self.drop)" }
        #expect(try finding(Self.input, rules)?.severity == .ok)
    }

    @Test("a policy that drops is a problem unless a rule accepts before")
    func policy() throws {
        #expect(try finding(Self.strict, [])?.evidence == "the policy of chain inet filter input")
        #expect(try finding(Self.strict, ["\(Self.port("67")), \(Self.accept)"])?.severity == .ok)
    }

    @Test("what may be accepted by a rule that is not understood is a warning")
    func unknown() throws {
        let named =
            "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"iifname\"}}, \"right\": \"@lans\"}}, \(Self.accept)"
        #expect(try finding(Self.strict, [named])?.severity == .warning)
    }

    @Test("states of connections are followed, as most rulesets begin with them")
    func states() throws {
        let map =
            "{\"vmap\": {\"key\": {\"ct\": {\"key\": \"state\"}}, \"data\": {\"set\": [[\"established\", {\"accept\": null}], "
            + "[\"invalid\", {\"drop\": null}]]}}}"
        #expect(try finding(Self.strict, [map])?.severity == .problem)
        #expect(try finding(Self.input, [map])?.severity == .ok)
    }

    @Test("rules that can not be read are a warning, and a full table of connections is a problem")
    func rest() throws {
        var examination = try Patient.healthy()
        examination.host.ruleset = nil
        examination.host.rulesetObstacle = "only root may read them"
        #expect(examination.finding("firewall")?.severity == .warning)
        examination.host.tracked = (65_000, 65_536)
        #expect(examination.finding()?.evidence == "65000 of 65536 entries")
    }

    @Test("text that is no ruleset changes nothing")
    func nonsense() throws {
        var examination = try Patient.healthy()
        for text in ["", "[]", "{\"nftables\": 7}", "{\"nftables\": [{\"rule\": 1}]}"] {
            examination.host.ruleset = text
            #expect(examination.finding("firewall")?.severity != .problem)
        }
    }
}
