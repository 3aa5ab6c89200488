import DHCPConfiguration
import Testing

/// What people write who know another server, or do not look twice: one row for each, with all that is said of it.
@Suite struct MistakeTests {
    typealias Row = DiagnosedText

    private func check(_ row: Row) {
        #expect(row.printed == row.expected)
        #expect(row.disagreement == [])
    }

    /// A key under another name is read as what it means, and nothing else is said.
    @Test(arguments: [
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{hw-address: 00:11:22:33:44:55, ip-address: 10.0.0.9}]}]",
            "f:1:80: error: subnets[0].reservations[0].ip-address: unknown key; did you mean address?"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{mac: 00:11:22:33:44:55, address: 10.0.0.9}]}]",
            "f:1:49: error: subnets[0].reservations[0].mac: unknown key; did you mean hw-address?"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{Hardware_Ethernet: 00:11:22:33:44:5, ip: 10.0.1.9}]}]",
            "f:1:49: error: subnets[0].reservations[0].Hardware_Ethernet: unknown key; did you mean hw-address?",
            "f:1:68: error: subnets[0].reservations[0].Hardware_Ethernet: 00:11:22:33:44:5 is not a hardware address "
                + "such as 00:11:22:33:44:55, or 32/80:00:00:48 with the number of its type",
            "f:1:86: error: subnets[0].reservations[0].ip: unknown key; did you mean address?",
            "f:1:90: error: subnets[0].reservations[0].ip: 10.0.1.9 is not inside the subnet 10.0.0.0/24, which is "
                + "10.0.0.0-10.0.0.255"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{duid: \"01:aa\", address: 10.0.0.9}, {flex-id: a, address: "
                + "10.0.0.8}]}]",
            "f:1:49: error: subnets[0].reservations[0].duid: unknown key; did you mean client-id?",
            "f:1:85: error: subnets[0].reservations[1].flex-id: unknown key; write circuit-id, remote-id or client-id "
                + "for what the flex-id is made of"),
        Row(
            "subnets: [{id: 1, subnet: 10.0.0.0/24, giaddr: 10.1.0.1, pools: [{pool: 10.0.0.9, class: a}], netmask: "
                + "255.255.255.0}]\nclasses: [{name: a, match: {}}]",
            "f:1:12: error: subnets[0].id: unknown key; subnets are known by their addresses; leave it out",
            "f:1:40: error: subnets[0].giaddr: unknown key; did you mean relays?",
            "f:1:67: error: subnets[0].pools[0].pool: unknown key; did you mean range?",
            "f:1:83: error: subnets[0].pools[0].class: unknown key; did you mean classes?",
            "f:1:95: error: subnets[0].netmask: unknown key; the length behind the slash says it, as in subnet: "
                + "10.0.0.0/24"),
        Row(
            "lease-time: 1h\nrouters: 10.0.0.1\ninterfaces: [eth0]\nfailover: {}\nddns: true\nallow: 10.0.0.0/8",
            "f:1:1: error: lease-time: unknown key; it belongs in defaults, one of shared-networks, one of "
                + "subnets, one of pools, one of reservations or one of classes",
            "f:2:1: error: routers: unknown key; this is an option; write it as in options: { routers: … }",
            "f:3:1: error: interfaces: unknown key; it belongs in server",
            "f:4:1: error: failover: unknown key; servers share no leases; Documentation/Running.md says how two divide "
                + "a network",
            "f:5:1: error: ddns: unknown key; this server writes nothing into DNS; leave it out",
            "f:6:1: error: allow: unknown key; it belongs in leasequery"),
        // What can not be what it seems to be is told once, and nothing else is missed for it.
        Row("class: b", "f:1:1: error: class: unknown key; did you mean classes?"),
        Row(
            "class: b\nsubnets: [{subnet: 10.0.0.0/24, pools: [{range: 10.0.0.0/25, classes: [b]}]}]",
            "f:1:1: error: class: unknown key; did you mean classes?"),
        Row("class: [b]", "f:1:1: error: class: unknown key; did you mean classes?"),
        Row(
            "class: [{name: b, match: {vendor-class: a}}]\nsubnets: [{subnet: 10.0.0.0/24, pools: [{range: 10.0.0.0/25, "
                + "classes: [b]}]}]", "f:1:1: error: class: unknown key; did you mean classes?"),
        Row(
            "classes: [{name: a, test: \"option[60].hex == 'a'\"}, {id: b, when: {vendor: c}, options: {12: d}}]",
            "f:1:21: error: classes[0].test: unknown key; write what the expression asks as match, as in match: { "
                + "vendor-class: \"PXEClient*\" }",
            "f:1:54: error: classes[1].id: unknown key; did you mean name?",
            "f:1:61: error: classes[1].when: unknown key; did you mean match?",
            "f:1:68: error: classes[1].when.vendor: unknown key; did you mean vendor-class?"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{circuit-id: a, class: b}]}]\noptions: {building: 7}",
            "f:1:64: error: subnets[0].reservations[0].class: unknown key; give it what it shall have here, as in "
                + "options: { … }; a class is by what clients send",
            "f:2:11: error: options.building: unknown option; write its code, or name it in option-definitions"),
        Row(
            "option-definitions: [{code: 224, name: building, type: text}]\noptions: {building: a, 224: b}",
            "f:1:56: error: option-definitions[0].type: text is no type; write string, ip-address, ip-addresses, uint8, "
                + "uint16, uint32, boolean or hex"),
        Row(
            "boot: {tftp-server: 10.0.0.1, profiles: [{filename: a}]}",
            "f:1:8: error: boot.tftp-server: unknown key; did you mean next-server?",
            "f:1:43: error: boot.profiles[0].filename: unknown key; did you mean file?"),
        Row(
            "boot: {profiles: [{architecture: [uefi-x64, 9], file: a}, {file: b}]}",
            "f:1:34: error: boot.profiles[0].architecture: one architecture belongs here, not a list; write a profile "
                + "for each"),
    ])
    func keys(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "subnets: [{subnet: 10.0.0.0 netmask 255.255.255.0, pools: [10.0.0.100-199, 10.0.0.1 10.0.0.9]}]",
            "f:1:20: error: subnets[0].subnet: \"10.0.0.0 netmask 255.255.255.0\" is not a subnet such as 10.0.0.0/16; "
                + "write 10.0.0.0/24",
            "f:1:60: error: subnets[0].pools[0]: 10.0.0.100-199 is not a range such as 10.0.1.0-10.0.9.255 or "
                + "10.0.10.0/24; write 10.0.0.100-10.0.0.199",
            "f:1:76: error: subnets[0].pools[1]: \"10.0.0.1 10.0.0.9\" is not a range such as 10.0.1.0-10.0.9.255 or "
                + "10.0.10.0/24; write 10.0.0.1-10.0.0.9"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, pools: [\"10.0.0.1,10.0.0.9,12h\", 10.0.0.1-1.9, 10.0.0.9 - 10.0.0.2]}]",
            "f:1:41: error: subnets[0].pools[0]: 10.0.0.1,10.0.0.9,12h is not a range such as 10.0.1.0-10.0.9.255 or "
                + "10.0.10.0/24; write 10.0.0.1-10.0.0.9",
            "f:1:66: error: subnets[0].pools[1]: 10.0.0.1-1.9 is not a range such as 10.0.1.0-10.0.9.255 or "
                + "10.0.10.0/24; write 10.0.0.1-10.0.1.9",
            "f:1:80: error: subnets[0].pools[2]: 10.0.0.9-10.0.0.2 runs backwards; write 10.0.0.2-10.0.0.9"),
        Row(
            "options: {43: \"0104C0A80001\"}",
            "f:1:15: error: options.43: a mapping such as { 1: { string: hello } } belongs here, not 0104C0A80001; for "
                + "octets write { hex: \"0104C0A80001\" }"),
    ])
    func values(row: Row) { check(row) }

    /// What can be read, and is not what was meant.
    @Test(arguments: [
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{hw-address: 00:11:22:33:44, address: 10.0.0.9}, "
                + "{hw-address: ff:ff:ff:ff:ff:ff, address: 10.0.0.8}, {hw-address: \"00:00:00:00:00:00\", address: "
                + "10.0.0.7}, {hw-address: 32/00:11, address: 10.0.0.6}]}]",
            "f:1:61: warning: subnets[0].reservations[0].hw-address: 5 octets; a hardware address of Ethernet has 6, so "
                + "no client has this one",
            "f:1:110: warning: subnets[0].reservations[1].hw-address: ff:ff:ff:ff:ff:ff is a group's address, so no "
                + "client has it",
            "f:1:162: warning: subnets[0].reservations[2].hw-address: 00:00:00:00:00:00 is no machine's address, so no "
                + "client has it"),
        Row(
            "classes: [{name: a, lease-time: 1h, match: {hw-address: [\"00:11:22\", \"00:11:22:*\"]}}]",
            "f:1:58: warning: classes[0].match.hw-address[0]: 3 octets without a *; a hardware address of Ethernet has "
                + "6"),
        Row(
            "options: {domain-name-servers: [0.0.0.0, 10.0.0.53, 127.0.0.53, 10.0.0.53], routers: 224.0.0.2, "
                + "broadcast-address: 255.255.255.255, ntp-servers: [0.0.0.0, 224.0.1.1]}",
            "f:1:33: warning: options.domain-name-servers[0]: 0.0.0.0 is sent as it stands, and is no machine; write "
                + "the server's own address where dnsmasq means it",
            "f:1:53: warning: options.domain-name-servers[2]: 127.0.0.53 is each client itself",
            "f:1:65: warning: options.domain-name-servers[3]: 10.0.0.53 stands twice",
            "f:1:86: warning: options.routers: 224.0.0.2 is a group, no machine",
            "f:1:147: warning: options.ntp-servers[0]: 0.0.0.0 is sent as it stands, and is no machine; write the "
                + "server's own address where dnsmasq means it"),
        Row(
            "classes: [{name: a, lease-time: 1h, match: {vendor-class: [\"/^Cisco.*/\", \"MSFT 5.0\", \"^AP[0-9]+$\"]}}]",
            "f:1:60: warning: classes[0].match.vendor-class[0]: this is no regular expression: it is compared as it "
                + "stands, and * stands for any text; write \"Cisco*\"",
            "f:1:86: warning: classes[0].match.vendor-class[2]: this is no regular expression: it is compared as it "
                + "stands, and * stands for any text"),
        Row(
            "classes: [{name: a, lease-time: 1h, match: {option: [{code: 60, equals: \"PXEClient*\"}, {code: 77, prefix: "
                + "\"i*\"}, {code: 12, equals: \"ap-*\"}, {code: 12, prefix: \"*ap\"}]}}]",
            "f:1:73: warning: classes[0].match.option[0].equals: a * stands for itself here; write vendor-class: "
                + "\"PXEClient*\", which is a pattern",
            "f:1:107: warning: classes[0].match.option[1].prefix: a * stands for itself here; write user-class: \"i*\", "
                + "which is a pattern",
            "f:1:133: warning: classes[0].match.option[2].equals: a * stands for itself here; write prefix: \"ap-\" for "
                + "what begins so",
            "f:1:161: warning: classes[0].match.option[3].prefix: a * stands for itself here; only the beginning of an "
                + "option can be asked for, by prefix"),
        Row(
            "classes: [{name: a, lease-time: 1h, match: {circuit-id: [0x0004, \"00:04:*\", 0011.2233.4455, eth0/1, "
                + "1000000000001], remote-id: [001b213c9df8, 00-1b-21-3c-9d-f8, {hex: 0004}, {string: 0x01}]}}]",
            "f:1:58: warning: classes[0].match.circuit-id[0]: read as text, of 6 octets; for these 2 octets write { "
                + "hex: \"0004\" }, and for the text { string: \"0x0004\" }",
            "f:1:66: warning: classes[0].match.circuit-id[1]: read as text, of 7 octets; for these 2 octets write { "
                + "hex: \"00:04:*\" }, and for the text { string: \"00:04:*\" }",
            "f:1:77: warning: classes[0].match.circuit-id[2]: read as text, of 14 octets; for these 6 octets write { "
                + "hex: \"001122334455\" }, and for the text { string: \"0011.2233.4455\" }",
            "f:1:129: warning: classes[0].match.remote-id[0]: read as text, of 12 octets; for these 6 octets write { "
                + "hex: \"001b213c9df8\" }, and for the text { string: \"001b213c9df8\" }",
            "f:1:143: warning: classes[0].match.remote-id[1]: read as text, of 17 octets; for these 6 octets write { "
                + "hex: \"00-1b-21-3c-9d-f8\" }, and for the text { string: \"00-1b-21-3c-9d-f8\" }"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{circuit-id: \"eth*\", address: 10.0.0.9}, {circuit-id: "
                + "\"\\\\x00\\\\x04\", address: 10.0.0.8}]}]",
            "f:1:61: warning: subnets[0].reservations[0].circuit-id: a * stands for itself here; a class has patterns, "
                + "as in match: { circuit-id: \"eth*\" }",
            "f:1:102: warning: subnets[0].reservations[1].circuit-id: read as text, of 8 octets; for these 2 octets "
                + "write { hex: \"0004\" }, and for the text { string: \"\\\\x00\\\\x04\" }"),
        Row(
            "subnets:\n- {subnet: 127.0.1.0/24}\n- {subnet: 239.0.0.0/8}\n- {subnet: 169.254.1.0/24}\n"
                + "- {subnet: 10.0.0.0/8}",
            "f:2:12: warning: subnets[0].subnet: what is inside 127.0.0.0/8 is each machine itself, and no client takes "
                + "it",
            "f:3:12: warning: subnets[1].subnet: what is inside 224.0.0.0/4 is a group's, and no machine has it",
            "f:4:12: warning: subnets[2].subnet: machines choose addresses inside 169.254.0.0/16 themselves (RFC 3927)"),
        Row(
            "server: {interfaces: [\"tap*\", \"eth0,eth1\", \"eth0:1\", any, eth2]}",
            "f:1:23: warning: server.interfaces[0]: an interface of just this name: names are no patterns; write each "
                + "one, or leave interfaces out for all",
            "f:1:31: warning: server.interfaces[1]: an interface of just this name; several are a list: [eth0, eth1]",
            "f:1:44: warning: server.interfaces[2]: eth0:1 is an alias, of which nothing arrives; write eth0",
            "f:1:54: warning: server.interfaces[3]: an interface of just this name; leave interfaces out for all"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{circuit-id: a, hostname: web, address: 10.0.0.9}, "
                + "{circuit-id: b, hostname: WEB, address: 10.0.0.8}]}]",
            "f:1:125: warning: subnets[0].reservations[1].hostname: WEB is also the name of "
                + "subnets[0].reservations[0] (f:1)"),
        Row(
            "classes: [{name: a, match: {}}]\n"
                + "subnets: [{subnet: 10.0.0.0/24, pools: [{range: 10.0.0.9, classes: [a, a]}]}]",
            "f:2:72: warning: subnets[0].pools[0].classes[1]: a stands twice"),
    ])
    func silentMistakes(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "defaults:\n  lease-time: 1h\n   offer-time: 1m",
            "f:3:14: error: not valid YAML: mapping values are not allowed in this context; a value that holds \": \" "
                + "needs quotes, and a key stands on a line of its own"),
        Row(
            "subnets:\n  - subnet: 10.0.0.0/24\n  subnet: 10.0.1.0/24",
            "f:3:3: error: not valid YAML: did not find expected '-' indicator while parsing a block collection that "
                + "begins in line 2; indent this line as the items (- …) of that list, or deeper when it belongs to one "
                + "of them"),
        Row(
            "a: &x {b: *y}",
            "f:1:11: error: found undefined alias; *name stands for what &name marks further up; a text that "
                + "begins with * needs quotes"),
    ])
    func indentation(row: Row) { check(row) }

    @Test func aSubnetWithoutRouterIsNoticedByTheReviewAlone() throws {
        let text = "subnets: [{subnet: 10.0.0.0/24, pools: [10.0.0.9]}]"
        #expect(try ServerConfiguration.parse(text, file: "f").warnings == [])
        #expect(
            ConfigurationReview.of(text, file: "f").diagnostics.map(\.description) == [
                "f:1:20: notice: subnets[0].subnet: no routers option, so its clients reach nobody outside 10.0.0.0/24"
            ])
        let routed = "options: {routers: 10.0.0.1}\n" + text
        #expect(ConfigurationReview.of(routed, file: "f").diagnostics.isEmpty)
    }
}
