import Testing

extension Integration {
    /// By which way answers reach clients of the server's own link (RFC 2131 section 4.1).
    @Suite struct DeliveryTests {
        @Test("a client without the broadcast flag is answered by unicast", arguments: [ClientKind.udhcpc, .dhclient])
        func unicast(_ kind: ClientKind) async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let capture = try await Capture.start(in: laboratory, at: laboratory.client)
                let client = try kind.client(on: laboratory.client, in: laboratory)

                let address = try await client.acquire()

                let packets = try await capture.packets(until: { $0.type == .ack }, "an ACK")
                let answers = packets.filter { $0.type == .offer || $0.type == .ack }
                #expect(answers.contains { $0.type == .offer })
                for answer in answers {
                    #expect(!answer.hasBroadcastFlag)
                    #expect(answer.ethernetDestination == client.host.hardwareAddress)
                    #expect(answer.destination == address)
                    #expect(answer.yourAddress == address)
                }
            }
        }

        @Test("a client with the broadcast flag is answered by broadcast")
        func broadcast() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let capture = try await Capture.start(in: laboratory, at: laboratory.client)
                let client = try Udhcpc(on: laboratory.client, in: laboratory, options: ["-B"])

                let address = try await client.acquire()

                let packets = try await capture.packets(until: { $0.type == .ack }, "an ACK")
                let answers = packets.filter { $0.type == .offer || $0.type == .ack }
                #expect(answers.contains { $0.type == .offer })
                for answer in answers {
                    #expect(answer.hasBroadcastFlag)
                    #expect(answer.ethernetDestination == "ff:ff:ff:ff:ff:ff")
                    #expect(answer.destination == "255.255.255.255")
                    #expect(answer.yourAddress == address)
                }
            }
        }

        @Test("a renewal is answered to the client's hardware address, whatever the server's host believes")
        func staleNeighbour() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let capture = try await Capture.start(in: laboratory, at: laboratory.client)
                let client = try Udhcpc(on: laboratory.client, in: laboratory)
                let address = try await client.acquire()
                // Permanent, so that what the client asks by ARP itself does not mend it.
                let server = try laboratory.server
                try await server.namespace.run(
                    "ip", "neighbour", "replace", address, "lladdr", "02:77:00:00:00:99", "dev", server.interface,
                    "nud", "permanent")

                #expect(try await client.renew() == address)

                let isAnswer = { (packet: Packet) in packet.type == .ack && packet.clientAddress == address }
                let packets = try await capture.packets(until: isAnswer, "an ACK to the renewed address")
                for answer in packets.filter(isAnswer) {
                    #expect(answer.ethernetDestination == client.host.hardwareAddress)
                    #expect(answer.destination == address)
                    #expect(answer.source == Layout.serverAddress)
                    #expect(answer.destinationPort == "68")
                    #expect(answer.faults.isEmpty)
                }
            }
        }

        @Test("without CAP_NET_RAW every answer is a broadcast, with one warning")
        func withoutRawSocket() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(
                    in: laboratory, configuration: ServerConfiguration.standard(),
                    wrapper: Privilege.without("net_raw"))
                let capture = try await Capture.start(in: laboratory, at: laboratory.client)
                let client = try Udhcpc(on: laboratory.client, in: laboratory)

                _ = try await client.acquire()

                let packets = try await capture.packets(until: { $0.type == .ack }, "an ACK")
                for answer in packets where answer.type == .offer || answer.type == .ack {
                    #expect(answer.ethernetDestination == "ff:ff:ff:ff:ff:ff")
                    #expect(answer.destination == "255.255.255.255")
                }
                #expect(server.lines(about: ServerWords.withoutRawSocket).count == 1)
            }
        }
    }
}
