import DHCPConfiguration
import Foundation
import Testing

/// The JSON Schema of the file, which editors use.
@Suite struct SchemaTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// After a change of the format: `dhcp check --schema > Documentation/dhcp.schema.json`.
    @Test func theShippedSchemaIsTheGeneratedOne() throws {
        #expect(try text("Documentation/dhcp.schema.json") == ConfigurationSchema.document)
    }

    @Test func allExamplesAndPagesFitTheSchema() throws {
        let validator = try SchemaValidator(ConfigurationSchema.document)
        let examples = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Examples").path)
        let files = examples.filter { $0.hasSuffix(".yaml") }
        #expect(files.count >= 3)
        for file in files {
            let yaml = try text("Examples/\(file)")
            #expect(yaml.hasPrefix("# yaml-language-server: $schema=../Documentation/dhcp.schema.json\n"))
            #expect(try validator.problems(yaml) == [], "\(file)")
        }
        let page = try text("Documentation/Configuration.md").components(separatedBy: "```yaml\n").dropFirst()
        for block in page { #expect(try validator.problems(block.components(separatedBy: "```")[0]) == []) }
    }

    /// The page that has all keys has those that will come too.
    @Test func theReferenceNamesEachKey() throws {
        let page = try text("Documentation/Configuration.md")
        let schema = try JSONSerialization.jsonObject(with: Data(ConfigurationSchema.document.utf8)) as? [String: Any]
        let definitions = schema?["$defs"] as? [String: [String: Any]] ?? [:]
        let sections = definitions.filter { $0.key != "options" && $0.value["additionalProperties"] as? Bool == false }
        let keys = ([schema ?? [:]] + sections.values).flatMap { ($0["properties"] as? [String: Any] ?? [:]).keys }
        #expect(keys.count > 60)
        for key in Set(keys) where !["<<", "equals", "prefix", "allow"].contains(key) {
            #expect(page.contains("`\(key)`"), "\(key) is missing")
        }
    }

    /// What is printed as effective fits too.
    @Test(arguments: ["home", "campus", "pxe"])
    func effectiveConfigurationsFitTheSchema(name: String) throws {
        let review = ConfigurationReview.of(try text("Examples/\(name).yaml"), file: name)
        let effective = try #require(EffectiveConfiguration(review))
        #expect(try SchemaValidator(ConfigurationSchema.document).problems(effective.yaml) == [])
    }

    @Test(arguments: [
        "subnetz: []",
        "server: {}",
        "subnets: [{ pools: [10.0.0.0/24] }]",
        "subnets: [{ subnet: 10.0.0.0 }]",
        "subnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.5-] }]",
        "subnets: [{ subnet: 10.0.0.0/24, pools: [{ classes: [a] }] }]",
        "subnets: [{ subnet: 10.0.0.0/24, lease-time: 3600 }]",
        "subnets: [{ subnet: 10.0.0.0/24, renewal-time: 0.5 }]",
        "subnets: [{ subnet: 10.0.0.0/24, auto-configure: 7 }]",
        "subnets: [{ subnet: 10.0.0.0/24, reservations: [{ hw-adress: \"00:11:22:33:44:55\" }] }]",
        "subnets: [{ subnet: 10.0.0.0/24, reservations: [{ hw-address: \"00:11:2\" }] }]",
        "subnets: [{ subnet: 10.0.0.0/24, options: { routers: [10.0.0.256] } }]",
        "subnets: [{ subnet: 10.0.0.0/24, options: { interface-mtu: large } }]",
        "subnets: [{ subnet: 10.0.0.0/24, options: { classless-static-routes: [10.0.0.0/8] } }]",
        "subnets: [{ subnet: 10.0.0.0/24, options: { vendor-specific: { 1: hello } } }]",
        "{ subnets: [], classes: [{ name: a }] }",
        "{ subnets: [], classes: [{ name: a, match: { vendor: b } }] }",
        "{ subnets: [], classes: [{ name: a, match: { architecture: uefi } }] }",
        "{ subnets: [], classes: [{ name: a, match: { any: [{ not: { vendor: b } }] } }] }",
        "{ subnets: [], boot: { profiles: [{ architecture: bios, fille: a }] } }",
        "{ subnets: [], server: { client-port: 70000 } }",
        "{ subnets: [], server: { listen: 67 } }",
        "{ subnets: [], server: { replies: multicast } }",
        "{ subnets: [], limits: { offers: 0 } }",
        "{ subnets: [], option-definitions: [{ code: 224, name: a, type: text }] }",
        "{ subnets: [], options: [a] }",
        "{ subnets: [], options: { \"a b\": c } }",
    ])
    func whatIsWrongDoesNotFit(yaml: String) throws {
        #expect(try !SchemaValidator(ConfigurationSchema.document).problems(yaml).isEmpty)
    }
}
