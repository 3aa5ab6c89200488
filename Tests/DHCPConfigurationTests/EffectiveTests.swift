import DHCP
import DHCPConfiguration
import DHCPLeases
import Foundation
import Testing

/// The configuration as it is served, and where each value comes from.
@Suite struct EffectiveTests {
    private func effective(_ text: String) throws -> String {
        try #require(EffectiveConfiguration(ConfigurationReview.of(text, file: "f"))).yaml
    }

    /// The lines that hold `key`, without the spaces before comments.
    private func lines(_ yaml: String, _ key: String) -> [String] {
        yaml.split(separator: "\n").filter { $0.contains("\(key):") }.map { line in
            let parts = line.split(separator: "  # ", maxSplits: 1)
            return parts.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " # ")
        }
    }

    @Test func eachTimeSaysWhereItComesFrom() throws {
        let yaml = try effective(
            """
            defaults: { lease-time: 2h,
              renewal-time: 40% }
            subnets:
              - { subnet: 10.0.0.0/24, pools: 10.0.0.0/25 }
              - subnet: 10.0.1.0/24
                pools: [10.0.1.5]
                lease-time: 48h
            """)
        #expect(
            lines(yaml, "lease-time").filter { !$0.contains("min") } == [
                "lease-time: 2h # line 1", "max-lease-time: 1d # default", "lease-time: 2h # line 1, defaults",
                "max-lease-time: 1d # default", "lease-time: 2d # line 7", "max-lease-time: 2d # follows lease-time",
            ])
        #expect(lines(yaml, "renewal-time").last == "renewal-time: 40% # line 2, defaults")
        #expect(
            lines(yaml, "range") == [
                "- range: 10.0.0.0-10.0.0.127 # line 4", "- range: 10.0.1.5-10.0.1.5 # line 6",
            ])
    }

    @Test func subnetsShowTheOptionsOfAllScopes() throws {
        let yaml = try effective(
            """
            options: { 6: 10.0.0.53, domain-name: a.example }
            subnets:
              - subnet: 10.0.0.0/24
                pools: [10.0.0.5]
                options: { domain-name: "b c", 240: { hex: 0a0b } }
            """)
        #expect(
            lines(yaml, "domain-name-servers") == [
                "domain-name-servers: [10.0.0.53] # line 1", "domain-name-servers: [10.0.0.53] # line 1, options",
            ])
        #expect(lines(yaml, "domain-name").suffix(1) == ["domain-name: \"b c\" # line 5"])
        #expect(lines(yaml, "240") == ["240: { hex: 0a0b } # line 5"])
    }

    private static let allKinds = """
        server: { interfaces: [eth0], identifier: 10.0.0.1, client-ids: false, replies: broadcast, segmentation-offload: always, user: dhcp-server }
        rapid-commit: true
        leasequery: { allow: [10.0.0.2] }
        limits: { offers-per-port: 5 }
        option-definitions: [{ code: 224, name: rack, type: uint16s }]
        options: { rack: [1, 2], sip-servers: [a.b], sip-user: ~, static-routes: [10.1.0.0 via 10.0.0.254] }
        classes:
          - name: "true"
            match: { vendor-class: ["a*b", { hex: "ff*00" }], hw-address: "00:11:*", not: { any: [{ user-class: x }] },
              requested-option: [routers, 240], message-type: discover, architecture: [bios, 300],
              option: [{ code: 60, prefix: "a:b" }, { code: interface-mtu, equals: 1500 }, { code: 93 }],
              all: [{ circuit-id: a }, { remote-id: { hex: "00ff" } }] }
            lease-time: 1h
            boot: { server-name: x, profiles: [{ ipxe: true, url: "http://a/b" }, { architecture: 300, file: "a b" }] }
        subnets:
          - subnet: 10.0.0.0/24
            interface: eth0
            shared-network: "a: b"
            relays: [10.9.9.9]
            auto-configure: true
            boot: { next-server: 10.0.0.7, profiles: [{ file: pxelinux.0 }] }
            pools: [{ range: 10.0.0.128/25, classes: ["true"], min-lease-time: 1m,
              options: { 43: { 1: { string: a } } } }]
            reservations:
              - { hw-address: "32/80:00:00:48", address: 10.0.0.10, hostname: a }
              - { client-id: "01:aa:bb", options: { bootfile-name: "a #b" }, max-lease-time: 2h }
              - { circuit-id: "eth1/0/7", boot: { profiles: [{ file: "-x" }] } }
              - { remote-id: { hex: "0a0b" }, lease-time: infinite, address: 10.0.0.11 }
        """

    /// What is printed is a file again, which means the same.
    @Test func whatIsPrintedMeansTheSame() throws {
        let text = Self.allKinds.replacing(", sip-user: ~", with: "")
        let once = try effective(text)
        let again = try effective(once)
        #expect(
            lines(again, "").map { $0.split(separator: " # ")[0] }
                == lines(once, "").map { $0.split(separator: " # ")[0] })
        var before = try ServerConfiguration.parse(text, file: "f").configuration.leases
        let after = try ServerConfiguration.parse(once, file: "f").configuration.leases
        // Wider scopes are merged into subnets, and all times are written.
        before.subnets[0].options = after.subnets[0].options
        before.subnets[0].times = after.subnets[0].times
        #expect(before.subnets == after.subnets)
        #expect(before.options == after.options)
        #expect(before.limits == after.limits)
        #expect(before.leaseQueryRequesters == after.leaseQueryRequesters)
        #expect(before.classes.map(\.boot) == after.classes.map(\.boot))
        #expect(!after.usesClientIdentifiers && after.allowsRapidCommit && after.addressing.alwaysBroadcasts)
        _ = try LeaseEngine(configuration: after)
    }

    @Test(arguments: ["home", "campus", "pxe"])
    func examplesArePrintedAndReadAgain(name: String) throws {
        let path = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
        let review = try ConfigurationReview.load("\(path)/Examples/\(name).yaml")
        #expect(review.diagnostics == [])
        let configuration = try #require(review.configuration)
        let printed = try #require(EffectiveConfiguration(review)).yaml
        let again = try ServerConfiguration.parse(printed, file: "f").configuration
        #expect(again.leases.subnets.map(\.pools) == configuration.leases.subnets.map(\.pools))
        #expect(again.leases.subnets.map(\.reservations) == configuration.leases.subnets.map(\.reservations))
        #expect(again.leases.boot == configuration.leases.boot)
        _ = try LeaseEngine(configuration: configuration.leases)
        _ = try LeaseEngine(configuration: again.leases)
    }

    @Test func programsReadDiagnosticsAndOrigins() throws {
        struct Output: Decodable {
            struct Diagnostic: Decodable, Equatable {
                var severity: String
                var file: String
                var line: Int?
                var column: Int?
                var path: String
                var message: String
            }
            var ok: Bool
            var diagnostics: [Diagnostic]
            var origins: [String: String]?
        }
        func output(_ text: String) throws -> Output {
            let json = ConfigurationReview.of(text, file: "f").json(withConfiguration: true)
            return try JSONDecoder().decode(Output.self, from: Data(json.utf8))
        }
        let wrong = try output("subnets: [{ subnet: 10.0.0.1/24 }]")
        #expect(!wrong.ok && wrong.origins == nil)
        #expect(
            wrong.diagnostics.last
                == Output.Diagnostic(
                    severity: "error", file: "f", line: 1, column: 21, path: "subnets[0].subnet",
                    message: "10.0.0.1/24 has host bits set; write 10.0.0.0/24"))
        let right = try output("options: {routers: 10.0.0.1}\nsubnets:\n- subnet: 10.0.0.0/24\n  pools: [10.0.0.5]")
        #expect(right.ok && right.diagnostics == [])
        #expect(right.origins?["subnets[0].subnet"] == "line 3")
        #expect(right.origins?["subnets[0].pools[0].range"] == "line 4")
        #expect(right.origins?["server.listen"] == "default")
        #expect(right.origins?["subnets[0].lease-time"] == "default")
    }
}
