import Testing

extension Integration {
    /// Clients behind bridges and relay agents.
    @Suite struct TopologyTests {
        @Test("a client behind ISC dhcrelay gets an address of the relayed subnet")
        func relayed() async throws {
            try await Laboratory.open(.relayed) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.withRelayedSubnet)
                try await Dhcrelay.start(in: laboratory)
                let capture = try await Capture.start(in: laboratory, at: laboratory.server)
                let client = try Udhcpc(on: laboratory.client, in: laboratory)

                let address = try await client.acquire()

                #expect(address.hasPrefix("10.88.0."))
                let packets = try await capture.packets(until: { $0.type == .ack }, "an ACK")
                let answers = packets.filter { $0.source == Layout.serverAddress }
                #expect(!answers.isEmpty)
                for answer in answers {
                    #expect(answer.relayAddress == Layout.relayAddress)
                    #expect(answer.destination == Layout.relayAddress)
                }
            }
        }

        @Test("two clients on a bridge get different addresses")
        func bridged() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let configuration = ServerConfiguration.standard(interface: "br0")
                _ = try await Server.start(in: laboratory, configuration: configuration)
                let one = try Udhcpc(on: laboratory.clients[0], in: laboratory)
                let other = try Dhclient(on: laboratory.clients[1], in: laboratory)

                let addresses = [try await one.acquire(), try await other.acquire()]

                #expect(addresses.allSatisfy(ServerConfiguration.poolContains))
                #expect(addresses[0] != addresses[1])
            }
        }

        @Test("a client that comes from another network is told so and gets a new address")
        func wrongNetwork() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let capture = try await Capture.start(in: laboratory, at: laboratory.client)
                let lease = """
                    lease {
                      interface "eth0";
                      fixed-address 10.99.0.5;
                      option subnet-mask 255.255.255.0;
                      option dhcp-lease-time 86400;
                      option dhcp-message-type 5;
                      option dhcp-server-identifier 10.99.0.1;
                      renew 1 2035/01/01 00:00:00;
                      rebind 2 2035/01/02 00:00:00;
                      expire 3 2035/01/03 00:00:00;
                    }

                    """
                let client = try Dhclient(on: laboratory.client, in: laboratory, remembered: lease)

                #expect(ServerConfiguration.poolContains(try await client.acquire()))

                let packets = try await capture.packets(until: { $0.type == .ack }, "an ACK")
                let types = packets.compactMap(\.type)
                #expect(types.first == .request)
                #expect(types.contains(.nak))
            }
        }
    }
}
