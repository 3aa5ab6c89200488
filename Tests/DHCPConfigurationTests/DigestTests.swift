import DHCP
import DHCPConfiguration
import DHCPLeases
import Testing

/// The number by which servers that share their leases know whether they serve the same.
@Suite struct DigestTests {
    private static let text = """
        server: { interfaces: [eth0], listen: 0.0.0.0:67, identifier: 10.0.0.1 }
        store: { memory: true }
        defaults: { lease-time: 1h }
        classes: [{ name: pxe, match: { vendor-class: "PXE*" } }]
        options: { domain-name: lab.example }
        subnets:
          - subnet: 10.0.0.0/24
            interface: eth0
            pools: [10.0.0.100-10.0.0.199]
            reservations: [{ hw-address: "00:11:22:33:44:55", address: 10.0.0.10 }]
          - subnet: 10.0.1.0/24
            pools: [10.0.1.0/25]
            lease-time: 2h
        """

    private func effective(_ edits: [(String, String)]) throws -> EffectiveConfiguration {
        let text = edits.reduce(Self.text) { $0.replacing($1.0, with: $1.1) }
        return EffectiveConfiguration(try ServerConfiguration.parse(text, file: "f").configuration)
    }

    private func digest(_ edits: [(String, String)] = []) throws -> String { try effective(edits).digest }

    private func fingerprint(_ edits: [(String, String)] = []) throws -> String { try effective(edits).fingerprint }

    @Test("it is the same in each process and version")
    func stable() throws {
        let digest = try digest()
        #expect(digest == "f55d12f382b4a970")
    }

    @Test("it is the same for a file and for its values, and however a file writes it")
    func sameMeaning() throws {
        let review = ConfigurationReview.of(Self.text, file: "f")
        #expect(try #require(EffectiveConfiguration(review)).digest == digest())
        #expect(try digest([("10.0.1.0/25", "{ range: 10.0.1.0-10.0.1.127 }"), ("1h", "60m")]) == digest())
        let printed = try #require(EffectiveConfiguration(review)).yaml
        let again = try ServerConfiguration.parse(printed, file: "f").configuration
        #expect(try EffectiveConfiguration(again).digest == digest())
    }

    @Test(
        "what is a server's own does not count",
        arguments: [
            [("identifier: 10.0.0.1", "identifier: 10.0.0.2")], [("0.0.0.0:67", "0.0.0.0:6767")],
            [("[eth0]", "[ens3]"), ("interface: eth0", "interface: ens3")], [("{ memory: true }", "{ path: a }")],
            [("store: {", "log: { leases: false }\ncluster: { lead: 50% }\nstore: {")],
            [("server: {", "server: { user: nobody, trusted-interfaces: [eth0], segmentation-offload: never,")],
        ] as [[(String, String)]])
    func own(edits: [(String, String)]) throws {
        #expect(try digest(edits) == digest())
        #expect(try fingerprint(edits) != fingerprint(), "but all of it counts where a file may have changed")
    }

    @Test("all that a configuration says has a number, the same however a file writes it")
    func fingerprints() throws {
        #expect(try fingerprint([("10.0.1.0/25", "{ range: 10.0.1.0-10.0.1.127 }"), ("1h", "60m")]) == fingerprint())
        #expect(try fingerprint([("interface: eth0", "interface: eth1")]) != fingerprint())
    }

    @Test(
        "what clients see counts",
        arguments: [
            ("100-10", "101-10"), ("lease-time: 1h", "lease-time: 3h"), ("lab.example", "b.example"),
            ("PXE*", "PXF*"), ("10.0.0.10 }", "10.0.0.11 }"), ("lease-time: 2h", "lease-time: 4h"),
            ("server: {", "server: { authoritative: false,"), ("server: {", "server: { client-ids: false,"),
            ("server: {", "rapid-commit: true\nserver: {"), ("server: {", "limits: { offers: 7 }\nserver: {"),
            ("pools: [10.0.1.0/25]", "pools: []"),
        ])
    func served(edit: (String, String)) throws {
        #expect(try digest([edit]) != digest())
    }
}
