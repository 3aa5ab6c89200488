/// The configurations that the tests need, as YAML.
enum ServerConfiguration {
    /// The last octets of the addresses that `pool` below has to give.
    static let pool = 100...150

    /// A server for 10.77.0.0/24 on one interface, nothing kept on disk.
    static func standard(
        interface: String = "eth0",
        pool: String = "10.77.0.100-10.77.0.150",
        times: String = "{ lease-time: 1h }",
        subnet: String = "10.77.0.0/24",
        router: String = Layout.serverAddress
    ) -> String {
        """
        server: { interfaces: [\(interface)], listen: 0.0.0.0:67 }
        store: { memory: true }
        defaults: \(times)
        subnets:
          - subnet: \(subnet)
            pools: [\(pool)]
            options: { routers: [\(router)], domain-name-servers: [\(Layout.serverAddress)], domain-name: lab.example }

        """
    }

    /// Leases so short that a client renews after two seconds or so.
    static let short = standard(
        times: "{ lease-time: 20s, min-lease-time: 5s, renewal-time: 10%, rebinding-time: 75% }")

    /// The subnet of the server's own link and the one behind the relay agent, each with a pool.
    static let withRelayedSubnet =
        standard() + """
              - subnet: 10.88.0.0/24
                pools: [10.88.0.100-10.88.0.150]
                options: { routers: [\(Layout.relayAddress)] }

            """

    /// The subnet of the server's own link and a second one, 10.78.0.0/24.
    static func withSecondSubnet(interfaces: String, pool: String = "10.78.0.100-10.78.0.150") -> String {
        standard(interface: interfaces) + """
              - subnet: 10.78.0.0/24
                pools: [\(pool)]

            """
    }

    /// Whether the server may have given `address` out of the standard pool.
    static func poolContains(_ address: String) -> Bool {
        guard address.hasPrefix("10.77.0."), let last = Int(address.dropFirst("10.77.0.".count)) else { return false }
        return pool.contains(last)
    }
}
