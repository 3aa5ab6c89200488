import DHCPConfiguration
import DHCPLeases
import Testing

/// `store.etcd` and `cluster`.
@Suite struct ClusterConfigurationTests {
    private static let three = "endpoints: [a:2379, b:2379, c:2379]"
    private static let subnets = "\nsubnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.128/25] }]"

    private func etcd(_ text: String) throws -> EtcdSettings {
        let (configuration, _) = try ServerConfiguration.parse("store: { etcd: { \(text) } }" + Self.subnets, file: "f")
        guard case .etcd(let settings) = configuration.store else { throw NotEtcd() }
        return settings
    }

    private struct NotEtcd: Error {}

    @Test("all words of etcd and the cluster are read")
    func allWords() throws {
        let settings = try etcd(
            """
            endpoints: [https://Etcd1.example:2379, https://10.0.0.2:2379, "https://[2001:DB8::3]:12379"],
            prefix: /campus/dhcp4, ca: ca.pem, certificate: client.pem, key: /etc/key.pem, user: kr, password-file: pw
            """)
        #expect(settings.endpoints == ["etcd1.example:2379", "10.0.0.2:2379", "[2001:db8::3]:12379"])
        #expect(settings.usesTLS && settings.prefix == "/campus/dhcp4")
        #expect(settings.files.map(\.key) == ["ca", "certificate", "key", "password-file"])
        #expect(settings.files.map(\.path) == ["ca.pem", "client.pem", "/etc/key.pem", "pw"])
        #expect(settings.user == "kr")
        let text = "store: { etcd: { \(Self.three) } }\ncluster: { name: kr_1.Lab-x, lead: 40%, step-in-after: 6s }"
        let (configuration, warnings) = try ServerConfiguration.parse(text + Self.subnets, file: "f")
        #expect(warnings == [])
        #expect(configuration.cluster == MemberSettings(name: "kr_1.Lab-x", leadPercent: 40, stepInAfter: 6))
    }

    @Test("without words the prefix is /dhcp4, the lead a quarter, and nothing is encrypted")
    func defaults() throws {
        let settings = try etcd(Self.three)
        #expect(settings.prefix == "/dhcp4" && !settings.usesTLS && settings.files.isEmpty && settings.user == nil)
        let (configuration, _) = try ServerConfiguration.parse(
            "store: { etcd: { \(Self.three) } }" + Self.subnets, file: "f")
        #expect(configuration.cluster == MemberSettings(name: nil, leadPercent: 25, stepInAfter: 4))
        #expect(configuration.store.isShared)
    }

    @Test(
        "TLS follows from https, or from a certificate where nothing is said",
        arguments: [
            ("endpoints: [https://a:1, https://b:1, https://c:1]", true), ("endpoints: [a:1, b:1, c:1], ca: x", true),
            ("endpoints: [a:1, b:1, c:1], certificate: x, key: y", true),
            ("endpoints: [HTTP://a:1, http://b:1]", false),
        ])
    func encryption(text: String, expected: Bool) throws {
        #expect(try etcd(text).usesTLS == expected)
    }

    @Test("a member has the name of its host, when that is one")
    func hostName() {
        let settings = MemberSettings(leadPercent: 0, stepInAfter: 0)
        #expect(settings.settings(ofHost: "kr1.lab")?.name == "kr1.lab")
        #expect(MemberSettings(name: "a").settings(ofHost: "kr1") == ClusterSettings(name: "a"))
        for host in ["localhost", "localhost.localdomain", "", "a b", "(none)", String(repeating: "a", count: 64)] {
            #expect(settings.settings(ofHost: host) == nil)
        }
    }

    @Test("what is printed as effective is a file that means the same")
    func effective() throws {
        let text = """
            store:
              etcd:
                endpoints: [https://a:2379, https://b:2379, "https://[::1]:2379"]
                user: kr
                password-file: pw
            cluster: { lead: 50% }\(Self.subnets)
            """
        let yaml = try #require(EffectiveConfiguration(ConfigurationReview.of(text, file: "f"))).yaml
        let lines = yaml.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        for line in [
            "endpoints: [\"https://a:2379\", \"https://b:2379\", \"https://[::1]:2379\"] # line 3",
            "prefix: /dhcp4 # default", "# ca: those that the host trusts", "password-file: pw # line 5",
            "# name: the name of the host", "lead: 50% # line 6", "step-in-after: 4s # default",
        ] { #expect(lines.contains(line), "\(line)") }
        let (before, after) = (
            try ServerConfiguration.parse(text, file: "f").configuration,
            try ServerConfiguration.parse(yaml, file: "f")
        )
        #expect(after.configuration.store == before.store && after.configuration.cluster == before.cluster)
        #expect(after.warnings == [])
        #expect(try SchemaValidator(ConfigurationSchema.document).problems(yaml) == [])
    }

    @Test("a single server prints nothing of a cluster")
    func effectiveOfOne() throws {
        let review = ConfigurationReview.of("cluster: { lead: 1% }" + Self.subnets, file: "f")
        #expect(try !#require(EffectiveConfiguration(review)).yaml.contains("cluster"))
    }

    @Test("a reload takes over lead and step-in-after; store and name need a restart")
    func reload() throws {
        let old =
            "store: { etcd: { \(Self.three) } }\ncluster: { name: a, lead: 25%, step-in-after: 4s }" + Self.subnets
        func change(_ edits: [(String, String)]) throws -> ConfigurationChange {
            let new = edits.reduce(old) { $0.replacing($1.0, with: $1.1) }
            return ConfigurationChange(
                from: try ServerConfiguration.parse(old, file: "f").configuration,
                to: try ServerConfiguration.parse(new, file: "f").configuration)
        }
        let ofCluster = try change([("25%", "30%"), ("4s", "5s")])
        #expect("\(ofCluster)" == "cluster" && ofCluster.needsRestart == [])
        #expect(ofCluster.served.cluster == MemberSettings(name: "a", leadPercent: 30, stepInAfter: 5))
        let ofName = try change([("name: a", "name: b"), ("a:2379", "d:2379"), ("25%", "30%")])
        #expect(ofName.needsRestart == ["store", "cluster.name"] && "\(ofName)" == "cluster")
        #expect(ofName.served.cluster.name == "a" && ofName.served.cluster.leadPercent == 30)
        let ofNothing = try change([("name: a", "name: b")])
        #expect("\(ofNothing)" == "nothing changed")
    }
}
