#if SQLite
    import Foundation
    import Testing

    extension Integration {
        /// A client gets no address, or not the one that it should: the last two lines of `dhcp explain` name the cause.
        @Suite struct ExplainedIncidentTests {
            private func explain(
                _ server: Server, in laboratory: Laboratory, _ client: Host, _ arguments: String...
            ) async throws -> (diagnosis: String, cure: String) {
                try await server.explain(client, in: laboratory, arguments)
            }

            private func configuration(_ subnets: String, classes: String = "") -> String {
                """
                server: { interfaces: [eth0], listen: 0.0.0.0:67 }
                store: { path: leases.sqlite }
                \(classes)subnets:
                \(subnets)
                """
            }

            private func start(_ laboratory: Laboratory, _ configuration: String) async throws -> Server {
                try await Server.start(in: laboratory, configuration: configuration)
            }

            @Test("no subnet for the link")
            func noSubnet() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let server = try await start(
                        laboratory, configuration("  - { subnet: 10.99.0.0/24, pools: [10.99.0.10-10.99.0.20] }"))
                    #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquiresNothing())
                    let (diagnosis, cure) = try await explain(
                        server, in: laboratory, laboratory.client, "--interface", "eth0")
                    #expect(diagnosis.contains("no subnet is configured for interface eth0 (10.77.0.1)"))
                    #expect(cure.contains("`interface: eth0`"))
                }
            }

            @Test("a relay that nobody knows")
            func unknownRelay() async throws {
                try await Laboratory.open(.relayed) { laboratory in
                    let server = try await start(
                        laboratory, configuration("  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }"))
                    try await Dhcrelay.start(in: laboratory)
                    #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquiresNothing())
                    let (diagnosis, cure) = try await explain(
                        server, in: laboratory, laboratory.client, "--relay", Layout.relayAddress)
                    #expect(diagnosis.contains("relay 10.88.0.1 is in no subnet of the configuration"))
                    #expect(cure.contains("name 10.88.0.1 in `relays`"))
                }
            }

            @Test("an exhausted pool")
            func exhausted() async throws {
                try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                    let server = try await start(
                        laboratory,
                        configuration("  - { subnet: 10.77.0.0/24, pools: [10.77.0.100] }").replacing(
                            "eth0", with: "br0"))
                    let clients = try laboratory.clients
                    #expect(try await Udhcpc(on: clients[0], in: laboratory).acquire() == "10.77.0.100")
                    #expect(try await Udhcpc(on: clients[1], in: laboratory).acquiresNothing())
                    let (diagnosis, cure) = try await explain(
                        server, in: laboratory, clients[1], "--interface", "br0")
                    #expect(diagnosis.contains("the pool of 10.77.0.0/24 is full"))
                    #expect(diagnosis.contains("1 leased; the first lease ends"))
                    #expect(cure.contains("make the pool larger"))
                }
            }

            @Test("a class that keeps it out")
            func otherClass() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let server = try await start(
                        laboratory,
                        configuration(
                            """
                              - subnet: 10.77.0.0/24
                                pools: [{ range: 10.77.0.100-10.77.0.110, classes: [phones] }]
                            """, classes: "classes: [{ name: phones, match: { vendor-class: \"Polycom*\" } }]\n"))
                    #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquiresNothing())
                    let (diagnosis, cure) = try await explain(
                        server, in: laboratory, laboratory.client, "--interface", "eth0", "--option", "60=udhcp 1.36")
                    #expect(diagnosis.contains("is for class phones (phones: vendor class \"Polycom*\")"))
                    #expect(diagnosis.contains("in no class, and says vendor class \"udhcp 1.36\""))
                    #expect(cure.contains("mend the rule of class phones"))
                }
            }

            @Test("a reservation in another subnet, and the wrong network", arguments: [true, false])
            func reservedElsewhere(hasPool: Bool) async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let pools = hasPool ? "pools: [10.77.0.100-10.77.0.110]" : "pools: []"
                    let server = try await start(
                        laboratory,
                        configuration(
                            """
                              - { subnet: 10.77.0.0/24, \(pools) }
                              - subnet: 10.88.0.0/24
                                relays: [10.88.0.1]
                                reservations: [{ hw-address: "\(try laboratory.client.hardwareAddress)", address: 10.88.0.9 }]
                            """))
                    let client = try Udhcpc(on: laboratory.client, in: laboratory)
                    if hasPool {
                        #expect(try await client.acquire().hasPrefix("10.77.0."))
                    } else {
                        #expect(try await client.acquiresNothing())
                    }
                    let (diagnosis, cure) = try await explain(
                        server, in: laboratory, laboratory.client, "--interface", "eth0")
                    #expect(
                        diagnosis.contains(
                            "10.88.0.9 is reserved for the client in 10.88.0.0/24 behind relay 10.88.0.1"))
                    #expect(diagnosis.contains("dhcp.yaml:7)"), "the line of the reservation")
                    #expect(cure.contains("wrong VLAN?"))
                }
            }

            @Test("a reserved address that somebody else has still")
            func held() async throws {
                try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                    let plain = configuration("  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }")
                        .replacing("eth0", with: "br0")
                    let server = try await start(laboratory, plain)
                    let clients = try laboratory.clients
                    let address = try await Udhcpc(on: clients[0], in: laboratory).acquire()
                    let reservation = "{ hw-address: \"\(clients[1].hardwareAddress)\", address: \(address) }"
                    _ = try await server.reload(
                        plain.replacing("110] }", with: "110], reservations: [\(reservation)] }"))
                    let (diagnosis, _) = try await explain(server, in: laboratory, clients[1], "--interface", "br0")
                    #expect(
                        diagnosis.contains("\(address) is reserved for the client, but \(clients[0].hardwareAddress)"))
                }
            }

            @Test("a printer with a fixed address in the pool")
            func printer() async throws {
                try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                    let (client, printer) = (try laboratory.clients[0], try laboratory.clients[1])
                    try await printer.namespace.run("ip", "address", "add", "10.77.0.100/24", "dev", "eth0")
                    try await laboratory.waitForCarrier(of: "br0")
                    let server = try await start(
                        laboratory,
                        configuration("  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }").replacing(
                            "eth0", with: "br0"))
                    #expect(try await Udhcpc(on: client, in: laboratory).acquire() == "10.77.0.101")
                    let (diagnosis, cure) = try await explain(
                        server, in: laboratory, printer, "--interface", "br0", "--would", "reboot", "--ask",
                        "10.77.0.100")
                    #expect(diagnosis.contains("10.77.0.100 rests until"), "\(diagnosis)")
                    #expect(diagnosis.contains("on record: \(printer.hardwareAddress)"), "\(diagnosis)")
                    #expect(cure.contains("reserve the address for it"), "\(cure)")
                }
            }

            @Test("a NAK after moving")
            func moved() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let server = try await start(
                        laboratory,
                        configuration(
                            """
                              - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }
                              - { subnet: 10.88.0.0/24, pools: [10.88.0.100-10.88.0.110], relays: [10.88.0.1] }
                            """))
                    _ = try await Udhcpc(on: laboratory.client, in: laboratory).acquire()
                    let (diagnosis, cure) = try await explain(
                        server, in: laboratory, laboratory.client, "--interface", "eth0", "--would", "reboot", "--ask",
                        "10.88.0.7")
                    #expect(diagnosis.contains("for 10.88.0.7, which belongs to 10.88.0.0/24 behind relay 10.88.0.1"))
                    #expect(diagnosis.contains("it gets a NAK and asks anew"))
                    #expect(cure.contains("nothing"))
                }
            }
        }
    }
#endif
