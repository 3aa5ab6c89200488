import Testing

extension Integration {
    /// `dhcp doctor` on hosts whose firewall drops a part of DHCP only.
    @Suite struct DoctorFirewallTests {
        @Test(
            "what relays send, what clients send to renew, and answers to relays",
            arguments: [
                ("input", ["ip", "saddr", "10.88.0.1", "drop"], "drops what relay 10.88.0.1 sends at eth0"),
                (
                    "input", ["ip", "saddr", "10.77.0.0/24", "udp", "dport", "67", "drop"],
                    "drops what clients send to renew"
                ),
                ("postrouting", ["ip", "daddr", "10.88.0.0/16", "drop"], "drops answers to relay 10.88.0.1 at eth0"),
            ])
        func unicast(hook: String, rule: [String], words: String) async throws {
            try await Laboratory.open(.relayed) { laboratory in
                let server = try laboratory.server.namespace
                try await server.guardTraffic([rule], hook: hook)
                let configuration = try laboratory.storedConfiguration() + "    relays: [10.88.0.1]\n"
                let checkup = try await Checkup.run(in: laboratory, configuration)
                #expect(checkup.status == 1 && checkup.cause.contains("the firewall \(words)"), "\(checkup.transcript)")
                #expect(checkup.cure == "cure: nft insert rule inet guard gate udp dport { 67, 68 } accept")
                // The cure is one.
                try await server.run("sh", "-c", "nft 'insert rule inet guard gate udp dport { 67, 68 } accept'")
                #expect(try await Checkup.run(in: laboratory, configuration).has("ok", "firewall"))
            }
        }

        @Test("a bridge's rule for one port, and one for all")
        func bridge() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let server = try laboratory.server.namespace
                try await laboratory.waitForCarrier(of: "br0")
                let configuration = try laboratory.storedConfiguration().replacing("[eth0]", with: "[br0]")
                try await server.guardTraffic(
                    [["iifname", "port2", "udp", "dport", "67", "drop"]], hook: "input", family: "bridge")
                let one = try await Checkup.run(in: laboratory, configuration)
                #expect(
                    one.lines.contains { $0.hasPrefix("warning") && $0.hasSuffix("at br0, from port2") },
                    "\(one.transcript)")
                try await server.guardTraffic([["udp", "dport", "67", "drop"]], hook: "input", family: "bridge")
                let all = try await Checkup.run(in: laboratory, configuration)
                #expect(
                    all.status == 1 && all.cause.contains("on their way through the bridge at br0"), "\(all.transcript)"
                )
            }
        }

        @Test("a rule of IP for what is passed on, which sees what a bridge passes on (br_netfilter)")
        func bridgeFilter() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let server = try laboratory.server.namespace
                try await laboratory.waitForCarrier(of: "br0")
                let configuration = try laboratory.storedConfiguration().replacing("[eth0]", with: "[br0]")
                try await server.run("sysctl", "-qw", "net.bridge.bridge-nf-call-iptables=1")
                try await server.guardTraffic([["udp", "dport", "67", "drop"]], hook: "forward")
                let checkup = try await Checkup.run(in: laboratory, configuration)
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(checkup.cause.contains("on their way through the bridge at br0"), "\(checkup.transcript)")
                #expect(checkup.cure == "cure: sysctl -w net.bridge.bridge-nf-call-iptables=0", "\(checkup.transcript)")
                // The cure is one.
                try await server.run("sysctl", "-qw", "net.bridge.bridge-nf-call-iptables=0")
                #expect(try await Checkup.run(in: laboratory, configuration).has("ok", "firewall"))
            }
        }
    }
}
