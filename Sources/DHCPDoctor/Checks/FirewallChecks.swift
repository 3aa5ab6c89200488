internal import DHCP
internal import DHCPLeases
internal import DHCPServer

// Whether packets of DHCP get through this host's firewall.

extension DoctorCheck {
    static let firewall = DoctorCheck("firewall") { examination, check in
        let host = examination.host
        var findings: [Finding] = []
        if let (count, limit) = host.tracked, count * 10 >= limit * 9 {
            findings.append(
                Finding(
                    check, .problem, "conntrack", "its table is full, so new packets are dropped",
                    evidence: "\(count) of \(limit) entries",
                    cure: "nft add rule inet raw prerouting udp dport { 67, 68 } notrack "
                        + "# or: sysctl -w net.netfilter.nf_conntrack_max=\(limit * 2)"))
        }
        guard let text = host.ruleset else {
            let obstacle = host.rulesetObstacle ?? "they were not read"
            if obstacle.contains("no nft") { return findings }
            return findings + [
                Finding(check, .warning, "nftables", "its rules can not be seen: \(obstacle)", cure: "sudo dhcp doctor")
            ]
        }
        guard let rules = FirewallRules(text) else { return findings }
        for interface in examination.interfaces {
            findings += FirewallFindings(rules, interface, examination, check).all
        }
        return findings.isEmpty ? [Finding(check, .ok, "nftables", "no rule drops DHCP")] : findings
    }
}

/// What rules do to DHCP at one interface.
private struct FirewallFindings {
    let rules: FirewallRules
    let interface: NetworkInterface
    let examination: Examination
    let check: String

    init(_ rules: FirewallRules, _ interface: NetworkInterface, _ examination: Examination, _ check: String) {
        self.rules = rules
        self.interface = interface
        self.examination = examination
        self.check = check
    }

    /// Relays beyond these are not looked at.
    private static let relayLimit = 64
    private static let ofPackets: Set<String> = ["ip", "inet"]

    /// Each rule is named once, with the first that it drops.
    var all: [Finding] {
        var seen: Set<String> = []
        return (incoming + outgoing + ofBridge).filter { seen.insert($0.evidence).inserted }
    }

    private var own: IPv4Address { interface.addresses.first?.address ?? .any }
    private var server: DHCPEndpoint { DHCPEndpoint(own, port: examination.port) }

    /// A client of the link that has an address.
    private var client: DHCPEndpoint? {
        examination.subnet(at: interface)?.pools.first.map {
            DHCPEndpoint($0.range.first, port: DHCPEndpoint.clientPort)
        }
    }

    /// The relays that are reached by the interface.
    private var relays: [IPv4Address] {
        let all = examination.subnets.flatMap(\.relays).filter { examination.host.ways[$0] == interface.name }
        return Array(all.prefix(Self.relayLimit))
    }

    private var request: FirewallPacket {
        FirewallPacket(
            interface: interface.name, destination: DHCPEndpoint(.broadcast, port: examination.port))
    }

    /// What is sent to the server: by clients without an address, by those that renew, and by relays.
    private var incoming: [Finding] {
        var packets = [(request, "requests of clients")]
        if !own.isAny {
            func arriving(_ source: DHCPEndpoint) -> FirewallPacket {
                FirewallPacket(interface: interface.name, source: source, destination: server)
            }
            if let client { packets.append((arriving(client), "what clients send to renew their leases")) }
            packets += relays.map {
                (arriving(DHCPEndpoint($0, port: DHCPEndpoint.serverPort)), "what relay \($0) sends")
            }
        }
        return packets.flatMap { packet, what in
            ["ingress", "prerouting", "input"].compactMap { hook in
                let families = hook == "ingress" ? Self.ofPackets.union(["netdev"]) : Self.ofPackets
                return rules.drop(of: packet, at: hook, families: families).map { finding($0, what) }
            }
        }
    }

    /// What the server sends: to clients without an address, and to those who asked from one, whom the kernel knows by that.
    private var outgoing: [Finding] {
        func leaving(_ destination: DHCPEndpoint, isAnswer: Bool) -> FirewallPacket {
            FirewallPacket(
                interface: interface.name, isIncoming: false, source: server, destination: destination,
                states: isAnswer ? ["established"] : FirewallPacket.states)
        }
        var packets = [
            (leaving(DHCPEndpoint(.broadcast, port: DHCPEndpoint.clientPort), isAnswer: false), "answers")
        ]
        if let client { packets.append((leaving(client, isAnswer: true), "answers to clients that renew")) }
        packets += relays.map {
            (leaving(DHCPEndpoint($0, port: DHCPEndpoint.serverPort), isAnswer: true), "answers to relay \($0)")
        }
        return packets.flatMap { packet, what in
            ["output", "postrouting", "egress"].compactMap { hook in
                let families = hook == "egress" ? ["netdev"] : Self.ofPackets
                return rules.drop(of: packet, at: hook, families: families).map { finding($0, what) }
            }
        }
    }

    /// What a bridge drops at its ports and between them, itself or as the firewall of IP is asked for what it passes on.
    private var ofBridge: [Finding] {
        let ports = examination.host.links[interface.name]?.ports ?? []
        if ports.isEmpty { return [] }
        let what = "requests of clients on their way through the bridge"
        var findings: [Finding] = []
        if examination.host.filtersBridges,
            let drop = rules.drop(of: request, at: "forward", families: Self.ofPackets)
        {
            var finding = finding(drop, what)
            finding.cure = "sysctl -w net.bridge.bridge-nf-call-iptables=0"
            findings.append(finding)
        }
        for hook in ["ingress", "prerouting", "input", "forward"] {
            let families: Set<String> = hook == "ingress" ? ["netdev"] : ["bridge"]
            let drops = ports.compactMap { port -> (String, FirewallRules.Drop)? in
                var packet = request
                packet.interface = port
                return rules.drop(of: packet, at: hook, families: families).map { (port, $0) }
            }
            guard let first = drops.first else { continue }
            var finding = finding(first.1, what)
            if drops.count < ports.count {
                // What is dropped at some ports alone may be meant so.
                finding.severity = .warning
                finding.text += ", from \(drops.map(\.0).joined(separator: ", "))"
            }
            findings.append(finding)
        }
        return findings
    }

    private func finding(_ drop: FirewallRules.Drop, _ what: String) -> Finding {
        let rule = drop.handle.map { "rule \($0) of" } ?? "the policy of"
        return Finding(
            check, drop.isCertain ? .problem : .warning, interface.name,
            "the firewall \(drop.isCertain ? "drops" : "may drop") \(what) at \(interface.name)",
            evidence: "\(rule) chain \(drop.chain)",
            cure: "nft insert rule \(drop.chain) udp dport { 67, 68 } accept")
    }
}
