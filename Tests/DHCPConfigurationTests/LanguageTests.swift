import DHCP
import DHCPConfiguration
import DHCPLeases
import Testing

/// Words for what operators mean: what each says, what it says wrong, and that it is printed as it is read.
@Suite struct LanguageTests {
    typealias Row = DiagnosedText

    private func parse(_ text: String) throws -> LeaseConfiguration {
        try ServerConfiguration.parse(text, file: "f").configuration.leases
    }

    private func subnet(_ text: String, root: String = "") throws -> Subnet {
        try #require(try parse("\(root)\nsubnets: [{ subnet: 10.0.0.0/24, \(text) }]").subnets.first)
    }

    /// Each word in a configuration; what is printed of it means the same.
    static let configurations = [
        "subnets: [{ subnet: 10.0.0.0/24, reservations: [{ hw-address: [\"00:11:22:33:44:55\", 00-11-22-33-44-56], "
            + "address: 10.0.0.9 }] }]",
        "subnets: [{ subnet: 10.0.0.0/24, reservations: [{ circuit-id: eth1, remote-id: { hex: \"0a0b\" }, address: "
            + "10.0.0.9 }, { client-id: \"01:aa\" }] }]",
        "classes: [{ name: stolen, match: { hw-address: \"00:11:22:33:44:55\" }, ignore: true, replies: broadcast }]\n"
            + "subnets: [{ subnet: 10.0.0.0/24, pools: [{ range: 10.0.0.9, clients: known }, { range: 10.0.0.8, clients: "
            + "unknown }], reservations: [{ hw-address: \"00:11:22:33:44:56\", ignore: true }] }]",
        "options: { routers: 10.0.0.1, domain-name: a.example }\nsend-always: [domain-name, 150]\n"
            + "classes: [{ name: a, match: { known: false }, options: { routers: none }, send-always: 42 }]\n"
            + "subnets: [{ subnet: 10.0.0.0/24, pools: [{ range: 10.0.0.9, options: { domain-name: [] }, send-always: 43 "
            + "}], options: { routers: [] }, send-always: [66], reservations: [{ hw-address: \"00:11:22:33:44:55\", "
            + "options: { 15: [] }, send-always: [67] }] }]",
        "classes:\n- { name: a, match: { relay: 10.2.0.0/16 }, lease-time: 1h }\n"
            + "- { name: b, match: { class: a }, "
            + "lease-time: 1h }\n- { name: c, match: { any: [{ sub-option: { option: 125, enterprise: 4491, code: 1, prefix: { hex: \"0a\" } } }, "
            + "{ sub-option: { option: 43, code: 0 } }, { sub-option: { option: 124 } }, { relay: 10.1.0.1 }, { interface: eth0 }, { known: "
            + "true }] }, lease-time: 2h }\nsubnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.9] }]",
        "defaults: { lease-time: 8h, renewal-time: 1h, rebinding-time: 90% }\n"
            + "subnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.9], rebinding-time: 6h }]",
        "options: { vendor-specific: { 0: { string: juniper.cfg }, 1: { hex: \"0a\" } } }\n"
            + "subnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.9] }]",
        "option-definitions: [{ code: 224, name: servers, type: [ip-address, uint16, string] }, { code: 225, name: "
            + "points, type: [ip-address, uint16] }]\noptions: { servers: [10.0.0.9, 80, web], points: [[10.0.0.9, 1], "
            + "[10.0.0.8, 2]] }\nsubnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.9] }]",
        "reservations: [{ hw-address: \"00:11:22:33:44:55\", address: 10.0.1.9 }, { hw-address: \"00:11:22:33:44:56\" }]\n"
            + "subnets:\n- { subnet: 10.0.0.0/24, pools: [10.0.0.9] }\n- { subnet: 10.0.1.0/24, pools: [10.0.1.8] }",
        "shared-networks: [{ name: campus, options: { routers: 10.0.0.1 }, lease-time: 2h, send-always: routers }]\n"
            + "subnets:\n- { subnet: 10.0.0.0/24, pools: [10.0.0.9], shared-network: campus }\n"
            + "- { subnet: 10.0.1.0/24, pools: [10.0.1.8], shared-network: campus, lease-time: 1h, options: { routers: "
            + "10.0.1.1 } }",
        "x-times: &t { lease-time: 2h }\ncomment: all of it\nserver: { comment: here }\n"
            + "subnets: [{ subnet: 10.0.0.0/24, comment: a, pools: [{ range: 10.0.0.9, comment: b }], <<: *t, "
            + "reservations: [{ hw-address: \"00:11:22:33:44:55\", comment: c }] }]".replacing(
                "comment: [], ", with: ""),
    ]

    @Test(arguments: configurations)
    func whatIsPrintedMeansTheSame(text: String) throws {
        let review = ConfigurationReview.of(text, file: "f")
        #expect(review.diagnostics.filter { $0.severity != .notice }.isEmpty)
        let configuration = try #require(review.configuration)
        let effective = try #require(EffectiveConfiguration(review)).yaml
        let again = try ServerConfiguration.parse(effective, file: "again").configuration
        #expect(again.leases.classes == configuration.leases.classes)
        #expect(again.leases.optionRules == configuration.leases.optionRules)
        for (one, other) in zip(again.leases.subnets, configuration.leases.subnets) {
            #expect(one.reservations == other.reservations)
            #expect(one.pools == other.pools)
            #expect(one.optionRules.always == other.optionRules.always)
            #expect(one.times ?? again.leases.times == other.times ?? configuration.leases.times)
        }
        let validator = try SchemaValidator(ConfigurationSchema.document)
        #expect(try validator.problems(text) == [])
        #expect(try validator.problems(effective) == [])
        _ = try LeaseEngine(configuration: configuration.leases)
    }

    @Test func reservationsOfTheRootFindTheirSubnets() throws {
        let text = Self.configurations[8]
        let leases = try parse(text)
        let one = HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 0x55)
        let two = HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 0x56)
        #expect(leases.subnets[0].reservations.map(\.identifier) == [.hardwareAddress(two)])
        #expect(leases.subnets[1].reservations.map(\.identifier) == [.hardwareAddress(one), .hardwareAddress(two)])
        let effective = try #require(EffectiveConfiguration(.of(text, file: "f"))).yaml
        let line = effective.split(separator: "\n").first { $0.contains("10.0.1.9") }
        #expect(line?.hasSuffix("# line 1") == true)
    }

    @Test func aSharedNetworkIsBetweenSubnetAndAll() throws {
        let leases = try parse("options: { routers: 10.9.9.9, domain-name: b }\n" + Self.configurations[9])
        #expect(leases.subnets.map { $0.options[.router] } == [[IPv4Address(10, 0, 0, 1)], [IPv4Address(10, 0, 1, 1)]])
        #expect(leases.subnets.map { $0.times?.lease } == [7200, 3600])
        #expect(leases.subnets.allSatisfy { $0.optionRules.always == [.router] })
        // In a shared network an option of all is taken away for each of its subnets.
        let none = try parse(
            """
            options: { domain-name: b }
            shared-networks: [{ name: a, options: { domain-name: [] } }]
            subnets: [{ subnet: 10.0.0.0/24, pools: 10.0.0.9, shared-network: a }]
            """)
        #expect(none.subnets[0].optionRules.removed == [.domainName])
    }

    /// The narrowest scope's bounds hold, whichever scopes write them.
    @Test(arguments: [
        ("max-lease-time: 30m", "min-lease-time: 2h", 7200, 7200),
        ("max-lease-time: 30m", "lease-time: 10h", 36_000, 300),
        ("min-lease-time: 2h", "lease-time: 10m", 600, 600),
        ("min-lease-time: 2h", "max-lease-time: 2m", 120, 120),
        ("lease-time: 8h", "max-lease-time: 30m", 1800, 300),
    ])
    func aSharedNetworksTimesAreAScopeOfTheirOwn(
        defaults: String, network: String, unasked: UInt32, shortest: UInt32
    ) throws {
        let leases = try parse(
            """
            defaults: { \(defaults) }
            shared-networks: [{ name: a, \(network) }]
            subnets: [{ subnet: 10.0.0.0/24, pools: 10.0.0.9, shared-network: a }]
            """)
        let times = try #require(leases.subnets.first?.times)
        #expect(times.granted(requested: nil) == unasked)
        #expect(times.granted(requested: 1) == shortest)
    }

    @Test func octetsOfSubOptionZeroAndOfRecords() throws {
        let vendor = try parse(Self.configurations[6]).options[raw: .vendorSpecificInformation]
        #expect(vendor == [0, 11] + Array("juniper.cfg".utf8) + [1, 1, 10])
        let leases = try parse(Self.configurations[7])
        #expect(leases.options[raw: 224] == [10, 0, 0, 9, 0, 80] + Array("web".utf8))
        #expect(leases.options[raw: 225] == [10, 0, 0, 9, 0, 1, 10, 0, 0, 8, 0, 2])
    }

    @Test func timesOfRenewal() throws {
        let times = try #require(try parse(Self.configurations[5]).subnets.first?.times)
        #expect(times.renewalAndRebinding(of: 28_800) == (3600, 21_600))
    }

    @Test func wordsInBootFilesStandForWhatClientsHave() throws {
        let leases = try parse(
            """
            boot:
              server-name: "tftp-{circuit}"
              profiles: [{ ipxe: true, url: "http://10.0.0.1/{host}" }, { file: "cfg/{mac}.bin" }]
            subnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.9] }]
            """)
        #expect(leases.boot?.profiles.map(\.file) == ["http://10.0.0.1/{host}", "cfg/{mac}.bin"])
        #expect(leases.boot?.serverName == "tftp-{circuit}")
        let mistakes = DiagnosedText(
            """
            boot:
              server-name: "{circiut}"
              profiles:
              - { ipxe: true, url: "http://10.0.0.1/{hostname}" }
              - { file: "{x}" }
            """)
        let known = "what stands for something is {mac}, {address}, {circuit}, {host}"
        #expect(
            mistakes.printed.prefix(3) == [
                "f:2:16: warning: boot.server-name: {circiut} stands for itself; \(known); did you mean {circuit}?",
                "f:4:24: warning: boot.profiles[0].url: {hostname} stands for itself; \(known)",
                "f:5:13: warning: boot.profiles[1].file: {x} stands for itself; \(known)",
            ])
    }

    @Test func wordsInTextsStandForWhatClientsHave() throws {
        let leases = try parse(
            """
            options: { tftp-server-name: "{mac}.cfg", bootfile-name: "a{b", domain-name: "{x}", 224: { string: "{host}" } }
            subnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.9], options: { tftp-server-name: plain } }]
            """)
        #expect(leases.optionRules.templates == [.tftpServerName, 224])
        #expect(leases.subnets[0].optionRules.templates == [])
        #expect(
            DiagnosedText("options: { tftp-server-name: \"{mca}\" }").printed.first?.contains("did you mean {mac}?")
                == true)
    }

    @Test func whatIsSentUnaskedAndSetNowhereIsNoticed() {
        let text = """
            send-always: [150, domain-name]
            classes: [{ name: a, match: {}, send-always: [ntp-servers, bootfile-name] }]
            subnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.9], options: { routers: 10.0.0.1, domain-name: a } }]
            """
        #expect(
            ConfigurationReview.of(text, file: "f").diagnostics.map(\.description) == [
                "f:1:15: notice: send-always[0]: no options set this, so nothing is sent",
                "f:2:47: notice: classes[0].send-always[0]: no options set this, so nothing is sent",
            ])
    }

    @Test(arguments: [
        Row(
            "subnets: [{subnet: 10.0.0.0/24, pools: [{range: 10.0.0.9, classes: [KNOWN], clients: knwon}]}]",
            "f:1:69: error: subnets[0].pools[0].classes[0]: there is no class KNOWN; write clients: known for a pool, "
                + "and known: true in a match",
            "f:1:86: error: subnets[0].pools[0].clients: knwon is not all or known or unknown; did you mean known?"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{hw-address: [00:11:22:33:44:55, 00-11-22-33-44-55]}, "
                + "{hw-address: []}, {client-id: 01aa, circuit-id: a}]}]",
            "f:1:81: error: subnets[0].reservations[0].hw-address[1]: the same address stands twice",
            "f:1:115: error: subnets[0].reservations[1].hw-address: the list is empty; write a hardware address",
            "f:1:150: error: subnets[0].reservations[2].circuit-id: a reservation has one of hw-address, client-id, "
                + "circuit-id and remote-id, or both of the latter; make two of it"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{circuit-id: a, address: 10.0.0.9, ignore: true}]}]",
            "f:1:73: warning: subnets[0].reservations[0].address: the client is ignored, so it never gets this address"),
        Row(
            "send-always: [routers, rooters, lease-time, routers]",
            "f:1:24: error: send-always[1]: unknown option; did you mean routers?",
            "f:1:33: error: send-always[2]: set lease-time in defaults or in the subnet instead",
            "f:1:45: warning: send-always[3]: routers stands twice"),
        Row(
            "options: {routers: []}", "f:1:20: error: options.routers: the list is empty; leave the option out instead"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, options: {domain-name-servers: nobody}}]",
            "f:1:64: error: subnets[0].options.domain-name-servers: nobody is not an address such as 10.0.0.1"),
        Row(
            "classes: [{name: a, lease-time: 1h, match: {class: b}}, {name: b, lease-time: 1h, match: {class: c}}]",
            "f:1:52: error: classes[0].match.class: b must stand before the class that asks for it",
            "f:1:98: error: classes[1].match.class: there is no class c; did you mean a?"),
        Row(
            "classes: [{name: a, lease-time: 1h, match: {sub-option: [{option: 60, code: 1}, {option: 82}, {option: 82, "
                + "code: 1, equals: a, prefix: b}, {option: 82, code: 2, equals: 0x0004}], relay: 10.0.0.1/8}}]",
            "f:1:67: error: classes[0].match.sub-option[0].option: option 60 has no sub-options; those of 43, 82, 124 "
                + "and 125 can be asked for",
            "f:1:81: error: classes[0].match.sub-option[1]: code is missing; write it as in { option: 82, code: 9 }",
            "f:1:136: error: classes[0].match.sub-option[2].prefix: either equals or prefix; leave one of both out",
            "f:1:170: warning: classes[0].match.sub-option[3].equals: read as text, of 6 octets; for these 2 octets "
                + "write { hex: \"0004\" }, and for the text { string: \"0x0004\" }",
            "f:1:187: error: classes[0].match.relay: 10.0.0.1/8 has host bits set; write 10.0.0.0/8"),
        Row(
            "defaults: {lease-time: 1h, renewal-time: 2h, rebinding-time: 3h}",
            "f:1:42: warning: defaults.renewal-time: renewal-time 2h is not before the end of a lease of 1h, so a part "
                + "of it holds",
            "f:1:62: warning: defaults.rebinding-time: rebinding-time 3h is not before the end of a lease of 1h, so a "
                + "part of it holds"),
        Row(
            "defaults: {lease-time: 4h, renewal-time: 3h, rebinding-time: 50%}",
            "f:1:42: error: defaults.renewal-time: renewal-time 3h must be less than rebinding-time 50%"),
        Row(
            "option-definitions: [{code: 224, name: a, type: [string, uint8]}, {code: 225, name: b, type: [uint8, "
                + "uint8]}]\noptions: {b: [1], a: 5}",
            "f:1:49: error: option-definitions[0].type: the fields of a record are ip-address, uint8, uint16, uint32, "
                + "int32 and boolean; the last one may be of any length, such as string or hex",
            "f:2:14: error: options.b: 2 fields belong here, [uint8, uint8], not 1"),
        Row(
            "reservations: [{circuit-id: a, address: 10.1.0.1}, {circuit-id: a, address: 10.0.0.9}]\n"
                + "subnets: [{subnet: 10.0.0.0/24, reservations: [{circuit-id: a, address: 10.0.0.8}]}]",
            "f:1:41: error: reservations[0].address: no subnet has 10.1.0.1; add one, or write the right address",
            "f:1:65: error: reservations[1].circuit-id: the same client has another reservation, "
                + "subnets[0].reservations[0] (f:2)"),
        Row(
            "shared-networks: [{name: a, lease-time: 2h}, {name: a}, {lease-time: 1h}]",
            "f:1:19: warning: shared-networks[0]: no subnet has shared-network: a, so this is for nobody",
            "f:1:53: error: shared-networks[1].name: a is also the name of shared-networks[0] (f:1)",
            "f:1:57: error: shared-networks[2]: name is missing; write it as in name: campus"),
        Row("comment: [a]", "f:1:10: error: comment: text belongs here, not a list"),
    ])
    func mistakes(row: Row) {
        #expect(row.printed == row.expected)
        #expect(row.disagreement == [])
    }
}
