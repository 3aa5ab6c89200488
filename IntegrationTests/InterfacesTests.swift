import Testing

extension Integration {
    /// Which links a server hears.
    @Suite struct InterfacesTests {
        @Test("each interface that is named is served, and no other")
        func named() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let second = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                let third = try await laboratory.addClient(3, at: "eth2", "10.79.0.1/24")
                let configuration =
                    ServerConfiguration.withSecondSubnet(interfaces: "eth0, eth1") + """
                          - subnet: 10.79.0.0/24
                            pools: [10.79.0.100-10.79.0.150]

                        """
                _ = try await Server.start(in: laboratory, configuration: configuration)

                let first = try Udhcpc(on: laboratory.client, in: laboratory)
                #expect(ServerConfiguration.poolContains(try await first.acquire()))
                #expect(try await Udhcpc(on: second, in: laboratory).acquire().hasPrefix("10.78.0."))
                #expect(try await Udhcpc(on: third, in: laboratory).acquiresNothing())
            }
        }
    }
}
