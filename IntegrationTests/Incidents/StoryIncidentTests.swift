#if SQLite
    import Foundation
    import Testing

    extension Integration {
        /// A client gets no address: `dhcp explain CLIENT` and nothing else, asked of the server that runs, names the cause in
        /// its last two lines.
        @Suite struct StoryIncidentTests {
            private func configuration(
                _ subnets: String, interface: String = "eth0", _ more: String = ""
            ) -> String {
                """
                server: { interfaces: [\(interface)], listen: 0.0.0.0:67 }
                store: { path: leases.sqlite }
                \(more)subnets:
                \(subnets)

                """
            }

            /// What is said of a client on a cable that asked and got nothing.
            private func refused(
                _ configuration: String, client options: [String] = []
            ) async throws -> (diagnosis: String, cure: String) {
                var conclusion = (diagnosis: "", cure: "")
                try await Laboratory.open(.direct) { laboratory in
                    let server = try await Server.start(in: laboratory, configuration: configuration)
                    let client = try Udhcpc(on: laboratory.client, in: laboratory, options: options)
                    #expect(try await client.acquiresNothing())
                    conclusion = try await server.explain(laboratory.client, in: laboratory)
                }
                return conclusion
            }

            @Test("a relay of a subnet without pools")
            func noPools() async throws {
                try await Laboratory.open(.relayed) { laboratory in
                    let server = try await Server.start(
                        in: laboratory,
                        configuration: configuration(
                            """
                              - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }
                              - { subnet: 10.88.0.0/24 }
                            """))
                    try await Dhcrelay.start(in: laboratory)
                    #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquiresNothing())
                    let (diagnosis, cure) = try await server.explain(laboratory.client, in: laboratory)
                    #expect(diagnosis.contains("10.88.0.0/24 has no pool"), "\(diagnosis)")
                    #expect(cure.contains("add a pool to 10.88.0.0/24"), "\(cure)")
                }
            }

            @Test("one machine with many client identifiers takes all addresses")
            func hoard() async throws {
                try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                    let subnet = "  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.102] }"
                    let server = try await Server.start(
                        in: laboratory, configuration: configuration(subnet, interface: "br0"))
                    try await laboratory.waitForCarrier(of: "br0")
                    let clients = try laboratory.clients
                    for number in 1...3 {
                        let options = ["-C", "-x", "0x3d:00aa0\(number)"] + Udhcpc.patient
                        let client = try Udhcpc(on: clients[1], in: laboratory, options: options)
                        #expect(try await !client.acquiresNothing())
                    }
                    #expect(try await Udhcpc(on: clients[0], in: laboratory).acquiresNothing())
                    let (diagnosis, cure) = try await server.explain(clients[0], in: laboratory)
                    let who = "3 of them by one machine, \(clients[1].hardwareAddress)"
                    #expect(
                        diagnosis.contains("the pool of 10.77.0.0/24 is full") && diagnosis.contains(who),
                        "\(diagnosis)")
                    #expect(cure.contains("`server: { client-ids: false }`"), "\(cure)")
                }
            }

            @Test("two machines with one client identifier, as copies of a virtual machine have it")
            func copies() async throws {
                try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                    let subnet = "  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }"
                    let server = try await Server.start(
                        in: laboratory, configuration: configuration(subnet, interface: "br0"))
                    let clients = try laboratory.clients
                    for host in clients {
                        let client = try Udhcpc(on: host, in: laboratory, options: ["-C", "-x", "0x3d:00aa01"])
                        #expect(try await client.acquire() == "10.77.0.100")
                    }
                    for (client, other) in zip(clients, clients.reversed()) {
                        let (diagnosis, cure) = try await server.explain(client, in: laboratory)
                        let words = "and \(other.hardwareAddress) call themselves by one client identifier"
                        #expect(diagnosis.contains(words) && diagnosis.contains("10.77.0.100"), "\(diagnosis)")
                        #expect(cure.contains("/etc/machine-id"), "\(cure)")
                    }
                }
            }

            @Test("renewals that the firewall drops: the client gets on by rebinding, and the doctor says why")
            func rebinding() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    try await laboratory.server.namespace.guardTraffic(
                        [["ip", "daddr", "10.77.0.1", "udp", "dport", "67", "drop"]], hook: "input")
                    let subnet = """
                          - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110], lease-time: 20s, min-lease-time: 5s,
                              renewal-time: 10%, rebinding-time: 30% }
                        """
                    let server = try await Server.start(in: laboratory, configuration: configuration(subnet))
                    let client = try Dhclient(on: laboratory.client, in: laboratory)
                    _ = try await client.acquire()
                    let (diagnosis, cure) = try await wait(
                        for: "the client to rebind", evidence: { laboratory.transcript }
                    ) {
                        let said = try await server.explain(laboratory.client, in: laboratory)
                        return said.diagnosis.contains("rebinding") ? said : nil
                    }
                    #expect(
                        diagnosis.contains("what it sent to 10.77.0.1 alone, to renew, got no answer"), "\(diagnosis)")
                    #expect(cure.contains("drops UDP 67 from clients to 10.77.0.1"), "\(cure)")
                    let checkup = try await Checkup.run(in: laboratory)
                    #expect(checkup.cause.contains("drops what clients send to renew"), "\(checkup.transcript)")
                }
            }

            @Test("machines with fixed addresses use the whole pool")
            func allInUse() async throws {
                try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                    let (client, printer) = (try laboratory.clients[0], try laboratory.clients[1])
                    for number in 100...102 {
                        try await printer.namespace.run(
                            "ip", "address", "add", "10.77.0.\(number)/24", "dev", "eth0")
                    }
                    try await laboratory.waitForCarrier(of: "br0")
                    let subnet = "  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.102] }"
                    let server = try await Server.start(
                        in: laboratory, configuration: configuration(subnet, interface: "br0"))
                    #expect(try await Udhcpc(on: client, in: laboratory, options: Udhcpc.patient).acquiresNothing())
                    let (diagnosis, cure) = try await server.explain(client, in: laboratory)
                    let record = "3 resting, as they were found in use (on record: \(printer.hardwareAddress))"
                    #expect(diagnosis.contains(record), "\(diagnosis)")
                    #expect(cure.contains("find the machines that use them"), "\(cure)")
                    let checkup = try await Checkup.run(in: laboratory)
                    #expect(checkup.cause.contains("in use by \(printer.hardwareAddress)"), "\(checkup.transcript)")
                }
            }

            @Test(
                "a pool for clients with a reservation alone, and one of those is for an address that looks like the client's"
            )
            func knownAlone() async throws {
                let (diagnosis, cure) = try await refused(
                    configuration(
                        """
                          - subnet: 10.77.0.0/24
                            pools: [{ range: 10.77.0.100-10.77.0.103, clients: known }]
                            reservations: [{ hw-address: "02:77:00:00:00:10", address: 10.77.0.9 }]
                        """))
                #expect(diagnosis.contains("is for clients with a reservation"), "\(diagnosis)")
                #expect(
                    diagnosis.contains("10.77.0.9 is reserved for 02:77:00:00:00:10, which looks like it"),
                    "\(diagnosis)")
                #expect(cure.contains("reserve an address for the client"), "\(cure)")
            }

            @Test("a reservation by a client identifier that the client does not send")
            func misnamed() async throws {
                let (diagnosis, cure) = try await refused(
                    configuration(
                        """
                          - subnet: 10.77.0.0/24
                            reservations: [{ client-id: "01:02:77:00:00:00:01", address: 10.77.0.9 }]
                        """), client: ["-C"])
                #expect(diagnosis.contains("10.77.0.9 is reserved for id 01:02:77:00:00:00:01"), "\(diagnosis)")
                #expect(diagnosis.contains("it sends no client identifier") && diagnosis.contains("dhcp.yaml:5"))
                #expect(cure.contains("`hw-address: \"02:77:00:00:00:01\"`"), "\(cure)")
            }

            @Test("a class that asks for option 82, which nobody adds")
            func noPort() async throws {
                let (diagnosis, cure) = try await refused(
                    configuration(
                        "  - { subnet: 10.77.0.0/24, pools: [{ range: 10.77.0.100-10.77.0.103, classes: [desk] }] }",
                        "classes: [{ name: desk, match: { circuit-id: Gi1/0/7 } }]\n"))
                #expect(diagnosis.contains("no circuit identifier, as it came without option 82"), "\(diagnosis)")
                #expect(cure.contains("add option 82"), "\(cure)")
            }

            @Test("a class, or the reservation, says that the client is ignored", arguments: [true, false])
            func ignored(byClass: Bool) async throws {
                let subnet = "  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.103]"
                let (diagnosis, cure) = try await refused(
                    byClass
                        ? configuration(
                            "\(subnet) }",
                            "classes: [{ name: lab, match: { hw-address: \"02:77:*\" }, ignore: true }]\n")
                        : configuration(
                            "\(subnet), reservations: [{ hw-address: \"02:77:00:00:00:01\", ignore: true }] }"))
                #expect(diagnosis.contains("`ignore: true`") && diagnosis.contains("dhcp.yaml:"), "\(diagnosis)")
                #expect(cure.contains(byClass ? "mend the rule of class lab" : "take it away"), "\(cure)")
            }

            @Test("as many leases are given on the link as may be")
            func limited() async throws {
                try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                    let subnet = "  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }"
                    let server = try await Server.start(
                        in: laboratory,
                        configuration: configuration(
                            subnet, interface: "br0", "limits: { leases-per-relay: 1 }\n"))
                    let clients = try laboratory.clients
                    _ = try await Udhcpc(on: clients[0], in: laboratory).acquire()
                    #expect(try await Udhcpc(on: clients[1], in: laboratory).acquiresNothing())
                    let (diagnosis, cure) = try await server.explain(clients[1], in: laboratory)
                    #expect(diagnosis.contains("`limits.leases-per-relay` is 1 and is reached"), "\(diagnosis)")
                    #expect(cure.contains("raise `limits.leases-per-relay`"), "\(cure)")
                }
            }

            @Test("the firewall drops what leaves: offers that nobody takes, and the doctor says why")
            func unheard() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    try await laboratory.server.namespace.guardTraffic(
                        [["udp", "sport", "67", "drop"]], hook: "egress device eth0", family: "netdev")
                    let subnet = "  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }"
                    let server = try await Server.start(in: laboratory, configuration: configuration(subnet))
                    #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquiresNothing())
                    let (diagnosis, cure) = try await server.explain(laboratory.client, in: laboratory)
                    #expect(diagnosis.contains("never took it: the offers do not reach it"), "\(diagnosis)")
                    #expect(cure.contains("`dhcp doctor` says what drops answers"), "\(cure)")
                    let checkup = try await Checkup.run(in: laboratory)
                    #expect(checkup.cause.contains("the firewall drops answers at eth0"), "\(checkup.transcript)")
                    #expect(checkup.cure == "cure: nft insert rule netdev guard gate udp dport { 67, 68 } accept")
                }
            }

            @Test("an interface that is off, and a port that no client sends to, explain why nobody is heard")
            func neverHeard() async throws {
                let subnet = "  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }"
                try await Laboratory.open(.direct) { laboratory in
                    let server = try await Server.start(in: laboratory, configuration: configuration(subnet))
                    try await laboratory.server.namespace.run("ip", "link", "set", "eth0", "down")
                    _ = try await server.process.waitForLine(/eth0: is down/)
                    let (diagnosis, cure) = try await server.explain(laboratory.client, in: laboratory)
                    #expect(diagnosis.contains("nobody's messages have come; eth0: is down"), "\(diagnosis)")
                    #expect(cure.contains("`dhcp doctor`"), "\(cure)")
                }
                try await Laboratory.open(.direct) { laboratory in
                    let server = try await Server.start(
                        in: laboratory,
                        configuration: configuration(subnet).replacing("0.0.0.0:67", with: "0.0.0.0:6767"))
                    try Udhcpc(on: laboratory.client, in: laboratory).start()
                    let (diagnosis, _) = try await server.explain(laboratory.client, in: laboratory)
                    #expect(
                        diagnosis.contains("the server listens at port 6767, and clients send to 67"), "\(diagnosis)")
                    let checkup = try await Checkup.run(in: laboratory)
                    #expect(checkup.status == 1, "\(checkup.transcript)")
                    #expect(checkup.cause.contains("listens at port 6767"), "\(checkup.transcript)")
                    #expect(checkup.cure.contains("listen: 0.0.0.0:67"), "\(checkup.transcript)")
                }
            }

            @Test("no server runs")
            func absent() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let text = configuration("  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }")
                    let file = try TextFile.holding(
                        text, at: laboratory.newDirectory("idle").appending(path: "dhcp.yaml"))
                    let (diagnosis, cure) = try await Server.explain(
                        laboratory.client, configuration: file.path, in: laboratory)
                    #expect(diagnosis.hasPrefix("diagnosis: no server of \(file.path) answers here"), "\(diagnosis)")
                    #expect(cure.contains("dhcp doctor --config \(file.path)"), "\(cure)")
                    let checkup = try await Checkup.run(in: laboratory, text)
                    #expect(checkup.cause.contains("no server of this kind runs on this host"), "\(checkup.transcript)")
                }
            }

            @Test("an offer that waits for a probe: the question says so, and offline as well")
            func probed() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let subnet = "  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }"
                    let server = try await Server.start(in: laboratory, configuration: configuration(subnet))
                    let directory = String(server.configuration.dropLast("/dhcp.yaml".count))
                    let question = ["--would", "discover", "--interface", "eth0"]
                    let asked = try Server.launch(
                        in: laboratory, at: laboratory.server.namespace,
                        ["explain", laboratory.client.hardwareAddress] + question,
                        wrapper: ["env", "--chdir=\(directory)"])
                    #expect(try await asked.waitForExit() == 0, "\(asked.transcript)")
                    let offline = try await server.explain(laboratory.client, in: laboratory, question)
                    for diagnosis in [asked.output.lines.dropLast().last ?? "", offline.diagnosis] {
                        #expect(diagnosis.contains("it is offered 10.77.0.100"), "\(diagnosis)")
                        #expect(
                            diagnosis.hasSuffix("once it was asked for and nobody answered (conflict-check)"),
                            "\(diagnosis)")
                    }
                    #expect(asked.output.lines.contains { $0.contains("10.77.0.100 would be asked for first") })
                }
            }
        }
    }
#endif
