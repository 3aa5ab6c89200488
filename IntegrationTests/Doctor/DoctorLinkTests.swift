import Foundation
import Testing

extension Integration {
    /// `dhcp doctor` on hosts whose links are really broken.
    @Suite struct DoctorLinkTests {
        /// Breaks the server's machine by commands, and looks at it.
        private func checkup(
            _ commands: [[String]], configuration: (Laboratory) throws -> String = { try $0.storedConfiguration() },
            _ expect: (Checkup) -> Void
        ) async throws {
            try await Laboratory.open(.direct) { laboratory in
                for command in commands {
                    try await Command.run(laboratory.server.namespace.inside(command))
                }
                expect(try await Checkup.run(in: laboratory, configuration(laboratory)))
            }
        }

        @Test("the interface has an address of another subnet")
        func wrongAddress() async throws {
            try await checkup([
                ["ip", "address", "flush", "dev", "eth0"], ["ip", "address", "add", "10.99.0.1/24", "dev", "eth0"],
            ]) { checkup in
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(checkup.cause.contains("eth0: its address is in no configured subnet"), "\(checkup.transcript)")
                #expect(checkup.cause.contains("10.99.0.1/24; configured: 10.77.0.0/24"), "\(checkup.transcript)")
                #expect(checkup.cure == "cure: ip address add 10.77.0.1/24 dev eth0", "\(checkup.transcript)")
            }
        }

        @Test("the interface has no address, is off, or is not there")
        func states() async throws {
            try await checkup([["ip", "address", "flush", "dev", "eth0"]]) { checkup in
                #expect(checkup.status == 1 && checkup.cause.contains("it has no address"), "\(checkup.transcript)")
            }
            try await checkup([["ip", "link", "set", "eth0", "down"]]) { checkup in
                #expect(checkup.status == 1 && checkup.cure == "cure: ip link set eth0 up", "\(checkup.transcript)")
            }
            try await checkup([["ip", "link", "set", "eth0", "name", "lan0"]]) { checkup in
                #expect(checkup.status == 1 && checkup.cause.hasPrefix("cause: there is no interface eth0"))
                #expect(checkup.cause.contains("there are lan0"), "\(checkup.transcript)")
            }
        }

        @Test("the cable ends nowhere")
        func carrier() async throws {
            try await Laboratory.open(.direct) { laboratory in
                try await laboratory.client.namespace.run("ip", "link", "set", "eth0", "down")
                try await laboratory.waitForCarrier(of: "eth0", isThere: false)
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration())
                #expect(checkup.status == 1 && checkup.cause.contains("no carrier"), "\(checkup.transcript)")
            }
        }

        @Test("the configuration names a port of a bridge")
        func bridge() async throws {
            try await Laboratory.open(.bridge(clients: 1)) { laboratory in
                let configuration = try laboratory.storedConfiguration().replacing("[eth0]", with: "[port1]")
                let checkup = try await Checkup.run(in: laboratory, configuration)
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(checkup.cause.contains("port1: it is a port of the bridge br0"), "\(checkup.transcript)")
                #expect(checkup.cure.contains("interfaces: [br0]"), "\(checkup.transcript)")
            }
        }

        @Test("clients are told an MTU that the link does not take, and ports differ")
        func mtu() async throws {
            try await checkup([], configuration: { try $0.storedConfiguration("{ interface-mtu: 9000 }") }) { checkup in
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(
                    checkup.cause.contains("interface-mtu is 9000, and the MTU of eth0 is 1500"),
                    "\(checkup.transcript)")
            }
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let server = try laboratory.server.namespace
                try await server.run("ip", "link", "set", "br0", "mtu", "1400")
                let configuration = try laboratory.storedConfiguration().replacing("[eth0]", with: "[br0]")
                let checkup = try await Checkup.run(in: laboratory, configuration)
                #expect(checkup.status == 0 && checkup.has("warning", "links"), "\(checkup.transcript)")
            }
        }

        @Test("a relay has no way to it")
        func relay() async throws {
            try await checkup(
                [], configuration: { try $0.storedConfiguration() + "    relays: [10.200.0.1]\n" }
            ) { checkup in
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(checkup.cause.contains("there is no way to relay 10.200.0.1"), "\(checkup.transcript)")
            }
        }

        @Test("the kernel would drop what a relay sends")
        func reversePath() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                let server = try laboratory.server.namespace
                try await server.run("sysctl", "-qw", "net.ipv4.conf.eth0.rp_filter=1")
                try await server.run("ip", "route", "add", "10.200.0.0/24", "dev", "eth1")
                let checkup = try await Checkup.run(
                    in: laboratory, laboratory.storedConfiguration() + "    relays: [10.200.0.1]\n")
                #expect(checkup.status == 1 && checkup.cause.contains("rp_filter is 1"), "\(checkup.transcript)")
                #expect(checkup.cure == "cure: sysctl -w net.ipv4.conf.eth0.rp_filter=2", "\(checkup.transcript)")
            }
        }

        @Test("checksums are left to a card that is not there")
        func offload() async throws {
            try await checkup([["ethtool", "-K", "eth0", "tx", "on"]]) { checkup in
                #expect(checkup.status == 0 && checkup.has("warning", "offload"), "\(checkup.transcript)")
            }
        }

        @Test("the router does not answer, and the DNS server refuses")
        func neighbours() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try laboratory.client.namespace
                try await client.run("ip", "address", "add", "10.77.0.2/24", "dev", "eth0")
                let options = "{ routers: [10.77.0.254], domain-name-servers: [10.77.0.2] }"
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration(options))
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(
                    checkup.cause.contains("the router 10.77.0.254 that clients are told does not answer"),
                    "\(checkup.transcript)")
                let refusal = "the DNS server 10.77.0.2 that clients are told refuses"
                #expect(
                    checkup.lines.contains { $0.hasPrefix("problem") && $0.contains(refusal) }, "\(checkup.transcript)")
            }
        }
    }
}
