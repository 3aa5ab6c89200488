import Testing

extension Integration {
    /// Which links a server hears.
    @Suite struct InterfacesTests {
        @Test("each interface that is named is served, and no other")
        func named() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let second = try await Self.client(2, at: "eth1", "10.78.0.1/24", in: laboratory)
                let third = try await Self.client(3, at: "eth2", "10.79.0.1/24", in: laboratory)
                let configuration =
                    ServerConfiguration.standard(interface: "eth0, eth1") + """
                          - subnet: 10.78.0.0/24
                            pools: [10.78.0.100-10.78.0.150]
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

        /// A client on a cable of its own.
        private static func client(
            _ number: Int, at interface: String, _ address: String, in laboratory: Laboratory
        ) async throws -> Host {
            let host = Host(
                namespace: try await laboratory.namespace("client\(number)"), interface: "eth0",
                hardwareAddress: "02:77:00:00:00:0\(number)")
            try await Link.connect(
                Port(namespace: laboratory.server.namespace, interface: interface, address: address),
                Port(namespace: host.namespace, interface: host.interface, hardwareAddress: host.hardwareAddress))
            return host
        }
    }
}
