#if SQLite
    import Foundation
    import Testing

    extension Integration {
        /// A shadow beside a real dnsmasq.
        @Suite struct ShadowCommandTests {
            /// A dnsmasq with a client of a bridge, and what was seen of both.
            private struct Scene {
                let laboratory: Laboratory
                let leases: TextFile
                let dnsmasq: RunningProcess
                let capture: Capture

                init(in laboratory: Laboratory) async throws {
                    self.laboratory = laboratory
                    leases = try TextFile.empty(at: laboratory.newDirectory("dnsmasq").appending(path: "leases"))
                    dnsmasq = try await ForeignServer.dnsmasq.start(
                        in: laboratory, at: "eth0", range: ("10.77.0.100", "10.77.0.150"), leases: leases)
                    capture = try await Capture.start(in: laboratory, at: laboratory.client)
                }

                /// What this server would serve: what dnsmasq does, and more.
                func configuration(pool: String = "10.77.0.100-10.77.0.150", more: String = "") -> String {
                    """
                    server: { identifier: 10.77.0.1 }
                    store: { memory: true }
                    defaults: { lease-time: 1h }
                    subnets:
                      - subnet: 10.77.0.0/24
                        interface: eth0
                        pools: [\(pool)]
                        options: { routers: [10.77.0.1], broadcast-address: 10.77.0.255\(more) }

                    """
                }

                /// Starts a shadow on the host of dnsmasq.
                func shadow(_ text: String, _ more: [String] = []) async throws -> RunningProcess {
                    let file = try TextFile.holding(
                        text, at: laboratory.newDirectory("shadow").appending(path: "dhcp.yaml"))
                    let shadow = try Server.launch(
                        in: laboratory, at: laboratory.server.namespace,
                        [
                            // dnsmasq names itself as the boot server to everybody, and T1 and T2 unasked.
                            "shadow", "--config", file.path, "--interface", "eth0", "--leases", leases.path, "--ignore",
                            "renewal", "--ignore", "order", "--ignore", "boot",
                        ] + more)
                    _ = try await shadow.waitForLine(/watching eth0.*sending nothing/)
                    return shadow
                }

                /// Asks for a report until it tells of so many messages.
                func report(of shadow: RunningProcess, telling pattern: Regex<some Any>) async throws {
                    _ = try await wait(for: "a report of the shadow", evidence: { shadow.transcript }) {
                        shadow.signal(SIGUSR1)
                        // Each signal has a report; more than five a second would bury what the test looks at.
                        try await Task.sleep(for: .milliseconds(200))
                        return shadow.output.text.contains(pattern) ? true : nil
                    }
                }
            }

            @Test("beside dnsmasq the same is decided: no difference, and nothing is sent")
            func same() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let scene = try await Scene(in: laboratory)
                    let shadow = try await scene.shadow(scene.configuration())
                    let client = try Udhcpc(on: laboratory.client, in: laboratory)
                    let address = try await client.acquire()
                    #expect(try await client.renew() == address)
                    try await scene.report(of: shadow, telling: /messages decided: .*renewed [1-9]/)
                    shadow.signal(SIGTERM)
                    #expect(try await shadow.waitForExit() == 0, "\(shadow.transcript)")
                    #expect(
                        shadow.output.text.contains("of 1 clients 1 see no change\n"), "\(shadow.transcript)")

                    let answers = scene.dnsmasq.errors.lines.count { $0.contains(/DHCP(OFFER|ACK)\(/) }
                    let packets = try await scene.capture.packets()
                    #expect(
                        answers > 0 && packets.count { $0.source == "10.77.0.1" } == answers,
                        "\(scene.dnsmasq.transcript)\(Capture.summary(packets))")
                    let sockets = try await laboratory.server.namespace.run("ss", "-Hulnp")
                    #expect(!sockets.contains("\"dhcp\""), "\(sockets)")
                }
            }

            @Test("another option and a client that would lose its address are named, and end with 1")
            func different() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let scene = try await Scene(in: laboratory)
                    let client = try Udhcpc(on: laboratory.client, in: laboratory)
                    let address = try await client.acquire()
                    let option = try await scene.shadow(
                        scene.configuration(more: ", domain-name: lab.example"), ["--json"])
                    let pool = try await scene.shadow(scene.configuration(pool: "10.77.0.200-10.77.0.210"))
                    #expect(try await client.renew() == address)
                    try await scene.report(of: option, telling: /option 15 \(domain-name\): none, now .*lab\.example/)
                    try await scene.report(of: pool, telling: /no answer: outside-pools/)
                    option.signal(SIGINT)
                    pool.signal(SIGINT)
                    #expect(try await option.waitForExit() == 0, "\(option.transcript)")
                    #expect(try await pool.waitForExit() == 1, "\(pool.transcript)")
                    #expect(pool.output.text.contains("1 lose their address"))
                    #expect(pool.errors.text.contains("1 leases are of addresses that"), "\(pool.transcript)")
                }
            }

            @Test(
                "arguments that do not go together are told",
                arguments: [
                    (["shadow"], "Missing expected argument '--config"),
                    (["shadow", "--config", "x", "--leases", "a", "--store", "b"], "give either --leases or --store"),
                    (["shadow", "--config", "x", "--every", "0s"], "--every takes a duration such as 10m or 1d"),
                    (["shadow", "--config", "x", "--port", "0"], "--port takes 1 to 65535"),
                    (["shadow", "--config", "x", "--server", "me"], "an address such as 10.0.0.1 is needed"),
                    (["shadow", "--config", "x", "--ignore", "all"], "--ignore takes address, nak, silence"),
                ])
            func wrongArguments(arguments: [String], said: String) async throws {
                let outcome = try await Command.outcome(of: [Environment.binary(named: "dhcp").path] + arguments)
                #expect(outcome.status == 2 && outcome.errors.contains(said), "\(outcome)")
            }

            @Test("what is missing is said, with its cure")
            func privilege() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let file = try TextFile.holding(
                        ServerConfiguration.standard(),
                        at: laboratory.newDirectory("shadow").appending(path: "dhcp.yaml"))
                    let shadow = try Server.launch(
                        in: laboratory, at: laboratory.client.namespace, ["shadow", "--config", file.path],
                        wrapper: Privilege.without("net_raw"))
                    #expect(try await shadow.waitForExit() == ServerWords.cannotRun)
                    #expect(shadow.errors.text.contains("setcap cap_net_raw+ep"), "\(shadow.transcript)")
                }
            }
        }
    }
#endif
