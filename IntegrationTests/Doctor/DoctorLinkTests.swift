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

        @Test("a port that spanning tree does not open yet")
        func spanningTree() async throws {
            try await Laboratory.open(.bridge(clients: 1)) { laboratory in
                let server = try laboratory.server.namespace
                try await server.run("ip", "link", "set", "br0", "type", "bridge", "stp_state", "1")
                for state in ["down", "up"] { try await server.run("ip", "link", "set", "port1", state) }
                // It listens and learns for half a minute from then on.
                _ = try await wait(for: "the port to listen", evidence: { laboratory.transcript }) {
                    try await server.run("bridge", "link", "show", "dev", "port1").contains("listening") ? true : nil
                }
                let checkup = try await Checkup.run(
                    in: laboratory, laboratory.storedConfiguration().replacing("[eth0]", with: "[br0]"))
                #expect(
                    checkup.transcript.contains("the port port1 passes nothing now (spanning tree)"),
                    "\(checkup.transcript)")
                #expect(checkup.transcript.contains("ip link set br0 type bridge forward_delay 200"))
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

        /// Starts a TFTP and an HTTP server on 10.77.0.2, and waits until they listen.
        private func serve(_ files: URL, on client: NetworkNamespace, in laboratory: Laboratory) async throws {
            let tftp = try laboratory.start(
                "tftp", in: client,
                [
                    "dnsmasq", "--keep-in-foreground", "--log-facility=-", "--user=root", "--conf-file=/dev/null",
                    "--pid-file=", "--port=0", "--enable-tftp", "--tftp-root=\(files.path)",
                ])
            _ = try await tftp.waitForLine(/TFTP root is/)
            let http = try laboratory.start(
                "http", in: client, ["busybox", "httpd", "-f", "-vv", "-p", "10.77.0.2:80", "-h", files.path])
            _ = try await wait(for: "the HTTP server to listen", evidence: { http.transcript }) {
                try await client.run("ss", "-ltn").contains("10.77.0.2:80") ? true : nil
            }
        }

        @Test("the TFTP and the HTTP server that clients are told lack the file, are off, or do not answer")
        func bootServers() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try laboratory.client.namespace
                try await client.run("ip", "address", "add", "10.77.0.2/24", "dev", "eth0")
                let boot = """
                    boot:
                      next-server: 10.77.0.2
                      profiles:
                        - { ipxe: true, file: "http://10.77.0.2/boot.ipxe" }
                        - { file: pxelinux.0 }

                    """
                let configuration = try laboratory.storedConfiguration() + boot
                func findings(_ wait: Int = 1) async throws -> [String] {
                    let checkup = try await Checkup.run(in: laboratory, configuration, wait: wait)
                    return checkup.lines.filter { $0.contains("TFTP server") || $0.contains("HTTP server") }
                }
                // Nobody listens: the kernel refuses the connection, and TFTP is a datagram that nobody answers.
                let refused = try await findings()
                #expect(refused.count { $0.hasPrefix("problem") && $0.contains("HTTP") && $0.contains("refuses") } == 1)
                #expect(refused.count { $0.hasPrefix("problem") } == 2, "\(refused)")

                let files = try laboratory.newDirectory("files")
                try await serve(files, on: client, in: laboratory)
                // The files are missing.
                let missing = try await findings()
                #expect(missing.count { $0.hasPrefix("problem") && $0.contains("refuses") } == 2, "\(missing)")
                for name in ["boot.ipxe", "pxelinux.0"] {
                    _ = try TextFile.holding("#!ipxe\n", at: files.appending(path: name))
                }
                let served = try await findings()
                #expect(served.count { $0.hasPrefix("ok") && $0.contains("answers") } == 2, "\(served)")

                // Packets vanish on the way.
                try await client.guardTraffic([["ip", "daddr", "10.77.0.2", "drop"]], hook: "input")
                let silent = try await findings(2)
                #expect(silent.count { $0.hasPrefix("problem") && $0.contains("does not answer") } == 2, "\(silent)")
            }
        }

        @Test("what is sent comes back: there is a loop; what a relay on the link hands on is none")
        func loop() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try laboratory.client.namespace
                try await Link.bridge(Port(namespace: client, interface: "br0"), members: ["eth0"])
                try await client.run("bridge", "link", "set", "dev", "eth0", "hairpin", "on")
                let configuration = try laboratory.storedConfiguration()
                let looped = try await wait(for: "the link to pass frames", evidence: { "" }) {
                    let checkup = try await Checkup.run(in: laboratory, configuration)
                    return checkup.has("problem", "listening") ? checkup : nil
                }
                #expect(looped.cause.contains("broadcasts come back to eth0"), "\(looped.transcript)")
            }
            try await Laboratory.open(.relayed) { laboratory in
                try await Dhcrelay.start(in: laboratory)
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration())
                #expect(checkup.has("ok", "listening"), "\(checkup.transcript)")
            }
        }
    }
}
