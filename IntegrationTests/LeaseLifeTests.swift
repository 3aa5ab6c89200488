import Testing

extension Integration {
    /// The life of a lease with each client.
    @Suite struct LeaseLifeTests {
        @Test("a client acquires an address of the pool", arguments: ClientKind.allCases)
        func acquire(_ kind: ClientKind) async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let client = try kind.client(on: laboratory.client, in: laboratory)

                let address = try await client.acquire()

                #expect(ServerConfiguration.poolContains(address))
                // The client's script may still be at it when its event is written.
                _ = try await wait(for: "\(address) on the client's interface") {
                    try await client.host.addresses().contains(address) ? true : nil
                }
            }
        }

        @Test("a client renews its lease by unicast", arguments: ClientKind.allCases)
        func renew(_ kind: ClientKind) async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.short)
                let capture = try await Capture.start(in: laboratory, at: laboratory.client)
                let client = try kind.client(on: laboratory.client, in: laboratory)

                let address = try await client.acquire()
                #expect(try await client.renew() == address)

                let renewal = { (packet: Packet) in
                    packet.type == .request && packet.clientAddress == address
                        && packet.source == address && packet.destination == Layout.serverAddress
                }
                let answer = { (packet: Packet) in
                    packet.type == .ack && packet.clientAddress == address
                        && packet.source == Layout.serverAddress && packet.destination == address
                }
                let packets = try await capture.packets(until: answer, "an ACK to the renewed address")
                #expect(packets.contains(where: renewal), "\(Capture.summary(packets))")
            }
        }

        @Test("an address that a client releases goes to another client", arguments: ClientKind.allCases)
        func release(_ kind: ClientKind) async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let configuration = ServerConfiguration.standard(interface: "br0", pool: "10.77.0.100-10.77.0.100")
                _ = try await Server.start(in: laboratory, configuration: configuration)
                let first = try kind.client(on: laboratory.clients[0], in: laboratory)
                let second = try Udhcpc(on: laboratory.clients[1], in: laboratory)

                #expect(try await first.acquire() == "10.77.0.100")
                #expect(try await second.acquiresNothing())
                try await first.release()
                #expect(try await second.acquire() == "10.77.0.100")
            }
        }

        @Test("a client that released its address gets it again", arguments: ClientKind.allCases)
        func returnAfterRelease(_ kind: ClientKind) async throws {
            try await expectOldAddress(kind) { try await $0.release() }
        }

        @Test("a client that lost its memory gets its address again", arguments: ClientKind.allCases)
        func returnAfterLoss(_ kind: ClientKind) async throws {
            try await expectOldAddress(kind) { try await $0.vanish() }
        }

        /// Another client comes in between, which would be given the address if the server did not remember.
        private func expectOldAddress(
            _ kind: ClientKind, after leave: (any DHCPClient) async throws -> Void
        ) async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let configuration = ServerConfiguration.standard(interface: "br0")
                _ = try await Server.start(in: laboratory, configuration: configuration)
                let first = try kind.client(on: laboratory.clients[0], in: laboratory)
                let other = try Udhcpc(on: laboratory.clients[1], in: laboratory)

                let address = try await first.acquire()
                try await leave(first)
                #expect(try await other.acquire() != address)
                let again = try kind.client(on: laboratory.clients[0], in: laboratory)
                #expect(try await again.acquire() == address)
            }
        }
    }
}
