import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPTesting
import Testing

/// Whatever stands in a file, reading it ends, and a file that is refused has an error with a place.
@Suite struct HostileTests {
    static let good = """
        # a comment
        server: { interfaces: [eth0], listen: 0.0.0.0:67, replies: auto, authoritative: true }
        defaults: &d { lease-time: 12h, min-lease-time: 5m, renewal-time: 50%, rebinding-time: 87.5% }
        classes:
          - name: pxe
            match: { vendor-class: "PXEClient*", not: { hw-address: "00:11:*" }, any: [{ architecture: [bios, 7] }] }
            boot: { profiles: [{ architecture: bios, file: undionly.kpxe }, { ipxe: true, url: "http://10.0.0.1/x" }] }
        limits: { offers-per-relay: 100 }
        leasequery: { allow: [10.0.0.2] }
        option-definitions: [ { code: 224, name: rack, type: string } ]
        options:
          domain-name-servers: [1.1.1.1, "9.9.9.9"]
          240: { hex: "0a0b" }
          vendor-specific: { 1: { string: hello }, 2: { ip-address: 10.0.0.9 } }
        subnets:
          - subnet: 10.0.0.0/16
            pools: [10.0.1.0-10.0.9.255, { range: 10.0.10.0/24 }]
            options: &o { routers: [10.0.0.1], classless-static-routes: ["10.2.0.0/16 via 10.0.0.254"] }
            reservations:
              - { hw-address: "00:11:22:33:44:55", address: 10.0.0.10, hostname: printer }
              - { circuit-id: { hex: "0a0b" }, options: { bootfile-name: a.efi } }
          - { subnet: 10.1.0.0/16, relays: [10.0.0.2], <<: *d, options: { <<: *o, rack: |
              b12 } }
        """

    @Test func severalMistakesComeInTheOrderOfTheFile() {
        let text = """
            subnets:
              - subnet: 10.0.0.1/16
                pools: [10.3.0.10-10.2.0.20]
                lease-time: 5
              - subnet: 10.2.0.0/16
                pool: []
                options: { router: 10.2.0 }
            optoins: {}
            server: { listen: x }
            defaults: { renewal-time: 90 }
            """
        let errors = #expect(throws: ConfigurationErrors.self) {
            try ServerConfiguration.parse(text, file: "campus.yaml")
        }
        #expect(
            errors?.description == """
                campus.yaml:2:13: error: subnets[0].subnet: 10.0.0.1/16 has host bits set; write 10.0.0.0/16
                campus.yaml:3:13: error: subnets[0].pools[0]: 10.3.0.10-10.2.0.20 runs backwards; write 10.2.0.20-10.3.0.10
                campus.yaml:4:17: error: subnets[0].lease-time: 5 has no unit; write 5s for seconds
                campus.yaml:5:5: warning: subnets[1]: no pools and no reservations: nobody gets an address of this \
                subnet
                campus.yaml:6:5: error: subnets[1].pool: unknown key; did you mean pools?
                campus.yaml:7:24: error: subnets[1].options.router: 10.2.0 is not an address such as 10.0.0.1
                campus.yaml:8:1: error: optoins: unknown key; did you mean options?
                campus.yaml:9:19: error: server.listen: x is not an address and a port such as 0.0.0.0:67
                campus.yaml:10:27: error: defaults.renewal-time: 90 has no unit; write 90% or 90s
                """)
    }

    @Test func nesting() {
        for count in [900, 100_000] {
            for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
                let text = String(repeating: open, count: count) + String(repeating: close, count: count)
                read("subnets:\n " + text)
                read("options: { 240: \(text) }")
            }
        }
    }

    @Test func manyMistakesAreCut() {
        let errors = #expect(throws: ConfigurationErrors.self) {
            try ServerConfiguration.parse("subnets: [\(String(repeating: "1,", count: 5000))]", file: "f")
        }
        #expect(errors?.diagnostics.count == 1001)
        #expect(errors?.diagnostics.last?.message == "there are 4000 more errors")
    }

    /// A few lines that would be 10^30 values.
    @Test func aliasesDoNotExplode() {
        for (first, line) in [
            ("[x]", "[%]"), ("{k: v}", "{<<: [%]}"), ("{1: {string: a}}", "{1: {encapsulated: {%}}}"),
        ] {
            var text = "a0: &a0 \(first)\n"
            for level in 1...30 {
                let aliases = (1...10).map { line.hasSuffix("{%}}}") ? "\($0): *a\(level - 1)" : "*a\(level - 1)" }
                text += "a\(level): &a\(level) \(line.replacing("%", with: aliases.joined(separator: ", ")))\n"
            }
            read(text + "options: *a30\nsubnets: *a30\nserver: *a30\n")
            read(text + "options: { vendor-specific: *a30 }\nsubnets: [*a30, { <<: *a30 }]\n")
        }
    }

    /// The same as a key, which YAML compares with other keys.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: ["? *a30\n: x", "*a30 : x", "{ *a30 : x }", "? [*a30]\n: x", "b: { [ *a30 ]: x }"])
    func keysDoNotExplode(key: String) {
        var text = "a0: &a0 [x]\n"
        for level in 1...30 {
            let aliases = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let errors = #expect(throws: ConfigurationErrors.self) {
            try ServerConfiguration.parse(text + (key.hasPrefix("{") ? "b: " : "") + key, file: "f")
        }
        #expect(errors?.diagnostics.count == 1)
        #expect(errors?.diagnostics.first?.message.hasPrefix("a key must be a word") == true)
    }

    /// A chain of aliases can be deeper than the stack.
    @Test(.timeLimit(.minutes(10)), arguments: [20, 90, 100, 20_000])
    func questionsDoNotNestWithoutEnd(count: Int) {
        var text = "x0: &m0 { vendor-class: a }\n"
        for level in 1..<count { text += "x\(level): &m\(level) { not: *m\(level - 1) }\n" }
        let errors = #expect(throws: ConfigurationErrors.self) {
            try ServerConfiguration.parse(text + "classes: [{ name: a, match: *m\(count - 1) }]", file: "f")
        }
        let isTooDeep = errors?.diagnostics.first?.message == "aliases make this deeper than 100 values"
        #expect(isTooDeep == (count >= 100))
        #expect(isTooDeep || errors?.description.contains("any, all and not are nested deeper than 16 times") == true)
    }

    @Test(.timeLimit(.minutes(10)), arguments: 0..<8)
    func mutationsNeverTrap(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "\n", " ", "\t", ":", ": ", "- ", "[", "]", "{", "}", ",", "&a ", "*a", "<<: *d", "!!int ", "|", ">", "\"",
            "'", "#",
            "? ", "%", "---\n", "~", "\u{0}", "\u{FEFF}", "\u{E000}", "é", "\\", "99999999999999999999", "-1", "0x7f",
            "010",
            "infinite", "12:34", "0.0.0.0/0", "255.255.255.255", "subnets", "options", "254",
        ]
        for _ in 0..<400 {
            var octets = Array(Self.good.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0...octets.count, using: &random)
                let end = min(place + Int.random(in: 0...12, using: &random), octets.count)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: octets.removeSubrange(place..<end)
                case 1: octets.insert(contentsOf: octets[place..<end], at: Int.random(in: 0...place, using: &random))
                case 2: octets.insert(UInt8.random(in: 0...255, using: &random), at: place)
                default:
                    octets.replaceSubrange(place..<end, with: Array((pieces.randomElement(using: &random) ?? "").utf8))
                }
            }
            read(String(decoding: octets, as: UTF8.self))
        }
    }

    /// Reads a text and looks at nothing but that the outcome is whole.
    private func read(_ text: String) {
        do throws(ConfigurationErrors) {
            let (configuration, warnings) = try ServerConfiguration.parse(text, file: "f")
            #expect(warnings.allSatisfy { $0.severity == .warning })
            expectServable(configuration.leases)
        } catch {
            #expect(error.diagnostics.contains { $0.severity == .error })
            #expect(error.diagnostics.allSatisfy { !$0.description.contains("\n") })
        }
    }

    /// Whatever is read without error is served; large pools would only take memory here.
    private func expectServable(_ leases: LeaseConfiguration) {
        guard leases.subnets.flatMap(\.pools).reduce(0, { $0 + $1.range.count }) < 100_000 else { return }
        #expect(throws: Never.self) { try LeaseEngine(configuration: leases) }
    }
}
