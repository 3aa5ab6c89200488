import DHCP
import DHCPServer
import Testing

@testable import DHCPDoctor

@Suite struct FirewallTests {
    private func finding(
        _ chain: String, _ rules: [String], family: String = "inet", sets: [String] = [],
        _ change: (inout Examination) -> Void = { _ in }
    ) throws -> Finding? {
        var examination = try Patient.healthy()
        change(&examination)
        let place = "\"family\": \"\(family)\", \"table\": \"filter\""
        let base = "{\"chain\": {\(place), \"name\": \"input\", \(chain)}}"
        let named = sets.map { "{\"set\": {\(place), \($0)}}" }
        let all = rules.enumerated().map { index, rule in
            "{\"rule\": {\(place), \"chain\": \"input\", \"handle\": \(index + 1), \"expr\": [\(rule)]}}"
        }
        examination.host.ruleset = "{\"nftables\": [\((named + [base] + all).joined(separator: ", "))]}"
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

    @Test("what a named set holds is known, with and without comments")
    func namedSets() throws {
        let ports = "\"name\": \"open\", \"elem\": [22, {\"elem\": {\"val\": 67, \"comment\": \"dhcp\"}}]"
        let rule = "\(Self.port("\"@open\"")), \(Self.accept)"
        #expect(try finding(Self.strict, [rule], sets: [ports])?.severity == .ok)
        #expect(try finding(Self.strict, [rule], sets: ["\"name\": \"open\", \"elem\": [22]"])?.severity == .problem)
        #expect(try finding(Self.strict, [rule], sets: ["\"name\": \"open\""])?.severity == .problem)
    }

    @Test("a rule for the port that drops by a rate may drop; one for all packets says nothing")
    func rates() throws {
        let rate = "{\"limit\": {\"rate\": 5, \"per\": \"second\", \"inv\": true}}"
        #expect(try finding(Self.input, ["\(Self.port("67")), \(rate), \(Self.drop)"])?.severity == .warning)
        #expect(try finding(Self.input, ["\(rate), \(Self.drop)"])?.severity == .ok)
    }

    private static func source(_ right: String) -> String {
        "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"saddr\"}}, "
            + "\"right\": \(right)}}"
    }

    @Test("what relays send, and what clients send to renew, is looked at besides broadcasts")
    func unicast() throws {
        let relay = try finding(Self.input, ["\(Self.source("\"10.99.0.1\"")), \(Self.drop)"])
        #expect(relay?.text == "the firewall drops what relay 10.99.0.1 sends at eth0", "\(String(describing: relay))")
        let block = "{\"prefix\": {\"addr\": \"10.77.0.0\", \"len\": 24}}"
        let renewals = try finding(Self.input, ["\(Self.source(block)), \(Self.drop)"])
        #expect(renewals?.text == "the firewall drops what clients send to renew their leases at eth0")
    }

    @Test("answers are looked at where they leave, and those to relays are known to the kernel")
    func leaving() throws {
        let egress =
            "\"type\": \"filter\", \"hook\": \"egress\", \"dev\": \"eth0\", \"prio\": 0, \"policy\": \"accept\""
        let from =
            "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"udp\", \"field\": \"sport\"}}, "
            + "\"right\": 67}}, \(Self.drop)"
        #expect(try finding(egress, [from], family: "netdev")?.text == "the firewall drops answers at eth0")
        let output = "\"type\": \"filter\", \"hook\": \"output\", \"prio\": 0, \"policy\": \"drop\""
        let broadcast = "\(Self.port("68")), \(Self.accept)"
        let states =
            "{\"match\": {\"op\": \"==\", \"left\": {\"ct\": {\"key\": \"state\"}}, \"right\": \"established\"}}, "
            + Self.accept
        #expect(try finding(output, [broadcast])?.text == "the firewall drops answers to relay 10.99.0.1 at eth0")
        #expect(try finding(output, [broadcast, states])?.severity == .ok)
    }

    @Test("a bridge's own rules see its ports: all are a problem, some a warning")
    func bridge() throws {
        func finding(_ ports: String) throws -> Finding? {
            let match =
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"iifname\"}}, \"right\": \(ports)}}"
            return try self.finding(Self.input, ["\(match), \(Self.drop)"], family: "bridge") {
                $0.host.links["eth0"]?.ports = ["port1", "port2"]
            }
        }
        #expect(try finding("\"port*\"")?.severity == .problem)
        let one = try finding("\"port2\"")
        #expect(one?.severity == .warning && one?.text.hasSuffix("at eth0, from port2") == true)
        #expect(try finding("\"wan\"")?.severity == .ok)
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
