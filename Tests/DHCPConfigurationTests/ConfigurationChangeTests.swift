import DHCP
import DHCPConfiguration
import DHCPLeases
import Testing

@Suite struct ConfigurationChangeTests {
    private static let text = """
        server: { listen: 0.0.0.0:67 }
        subnets:
          - subnet: 10.0.0.0/24
            pools: [10.0.0.100-10.0.0.199, 10.0.0.200-10.0.0.250]
            options: { routers: [10.0.0.1] }
          - subnet: 10.1.0.0/24
            pools: [10.1.0.0/25]
        """

    private func change(_ edits: [(String, String)]) throws -> ConfigurationChange {
        let new = edits.reduce(Self.text) { $0.replacing($1.0, with: $1.1) }
        let (before, _) = try ServerConfiguration.parse(Self.text, file: "old.yaml")
        let (after, _) = try ServerConfiguration.parse(new, file: "new.yaml")
        return ConfigurationChange(from: before, to: after)
    }

    @Test(
        "a change is told in one line",
        arguments: [
            ([], "nothing changed"),
            ([("10.0.0.100-10.0.0.199, ", "")], "pools: 1 removed"),
            ([("10.0.0.100-10.0.0.199", "10.0.0.50-10.0.0.199")], "pools: 1 added, 1 removed"),
            ([("[10.0.0.1]", "[10.0.0.2]")], "subnets: 1 changed"),
            ([("10.1.0.0/2", "10.2.0.0/2")], "subnets: 1 added, 1 removed; pools: 1 added, 1 removed"),
            ([("server: {", "server: { interfaces: [eth1], authoritative: false,")], "interfaces; other settings"),
        ])
    func description(edits: [(String, String)], expected: String) throws {
        let change = try change(edits)
        #expect(change.description == expected)
        #expect(change.needsRestart.isEmpty)
    }

    @Test("what a running server can not take over is named")
    func restart() throws {
        let change = try change([("0.0.0.0:67 }", "0.0.0.0:6767 }\nstore: { memory: true }")])
        #expect(change.needsRestart == ["server.listen (0.0.0.0:67, now 0.0.0.0:6767)", "store"])
        #expect(change.description == "nothing changed")
    }

    @Test("what needs a restart is said at each reload, until there is one")
    func restartStays() throws {
        let (running, _) = try ServerConfiguration.parse(Self.text, file: "old.yaml")
        let text = Self.text.replacing(
            "0.0.0.0:67 }",
            with: "0.0.0.0:6767, segmentation-offload: never, user: nobody }\nstore: { memory: true }")
        let (wanted, _) = try ServerConfiguration.parse(text, file: "new.yaml")
        let first = ConfigurationChange(from: running, to: wanted)
        #expect(first.needsRestart.count == 4)
        #expect(first.served == running)
        let second = ConfigurationChange(from: first.served, to: wanted)
        #expect(second.needsRestart == first.needsRestart)
        #expect(ConfigurationChange(from: second.served, to: running).needsRestart.isEmpty)
    }

    @Test("reservations are counted by their identifiers")
    func reservations() throws {
        let (before, _) = try ServerConfiguration.parse(Self.text, file: "old.yaml")
        var (first, second) = (before, before)
        let clients = (1...3).map { Reservation(.clientIdentifier([$0]), address: IPv4Address(10, 0, 0, $0 + 10)) }
        first.leases.subnets[0].reservations = [clients[0], clients[1]]
        second.leases.subnets[0].reservations = [clients[1], clients[2]]
        second.leases.subnets[0].reservations[0].hostName = "printer"
        #expect(
            ConfigurationChange(from: first, to: second).description == "reservations: 1 added, 1 removed, 1 changed")
    }
}
