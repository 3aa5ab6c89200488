import DHCPConfiguration
import Testing

/// What is said about reservations, classes, boot settings and limits: the text, and the lines that must be printed.
@Suite struct ClientDiagnosticTests {
    typealias Row = DiagnosedText

    private func check(_ row: Row) {
        #expect(row.printed == row.expected)
        #expect(row.disagreement == [])
    }

    @Test(arguments: [
        Row(
            "subnets: [{subnet: 10.2.0.0/16, reservations: [{address: 10.2.0.1}, {hw-address: "
                + "\"00:11:22:33:44:55\"}, 5]}]",
            "f:1:48: error: subnets[0].reservations[0]: nobody is named; write who it is for, as in hw-address: "
                + "\"00:11:22:33:44:55\" (or client-id, circuit-id, remote-id)",
            "f:1:104: error: subnets[0].reservations[2]: a reservation such as { hw-address: \"00:11:22:33:44:55\", "
                + "address: 10.0.0.10 } belongs here, not 5"),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, reservations: [{hw-address: 0011, client-id: 01aa, address: 10.2.0.1}]}]",
            "f:1:78: error: subnets[0].reservations[0].client-id: a reservation has one of hw-address, client-id, "
                + "circuit-id and remote-id, or both of the latter; make two of it"),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, reservations: [{hw-address: 00:11:22:33:44:55, hostname: a b}, "
                + "{client-id: abc, hostname: b}]}]",
            "f:1:90: error: subnets[0].reservations[0].hostname: \"a b\" is not a host name such as printer",
            "f:1:108: error: subnets[0].reservations[1].client-id: abc is not octets such as \"01:aa:bb\", or a text "
                + "such as { string: abc }"),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, reservations: [{hw-address: 00:11:2, hostname: a}]}]",
            "f:1:61: error: subnets[0].reservations[0].hw-address: 00:11:2 is not a hardware address such as "
                + "00:11:22:33:44:55, or 32/80:00:00:48 with the number of its type"),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, reservations: [{circuit-id: {hex: 0g}, hostname: c}, {remote-id: "
                + "{hex: 0a, string: b}, hostname: b}, {circuit-id: \"\", hostname: a}]}]",
            "f:1:67: error: subnets[0].reservations[0].circuit-id.hex: 0g is not octets such as \"01:aa:bb\", or a "
                + "text such as { string: abc }",
            "f:1:98: error: subnets[0].reservations[1].remote-id: a text such as eth1/0/7, or octets such as { hex: "
                + "\"0a0b\" } belongs here, not a mapping",
            "f:1:147: error: subnets[0].reservations[2].circuit-id: 0 octets; there are 1 to 255 in an identifier"),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, reservations: [{remote-id: 00:1b:21, address: 10.2.0.1}]}]",
            "f:1:60: warning: subnets[0].reservations[0].remote-id: read as text, of 8 octets; for these 3 octets "
                + "write { hex: \"00:1b:21\" }, and for the text { string: \"00:1b:21\" }"),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, reservations: [{remote-id: {string: 00:1b:21}, address: 10.2.0.1}]}]"),
        Row(
            "subnets: [{subnet: 0.0.0.0/0, pools: [127.0.0.1-127.0.0.9, 223.0.0.0-224.0.0.0, 255.255.255.255], "
                + "reservations: [{circuit-id: a, address: 127.0.0.1}, {circuit-id: b, address: 0.0.0.1}]}]",
            "f:1:39: error: subnets[0].pools[0]: 127.0.0.1-127.0.0.9 holds 127.0.0.1, which no machine can have",
            "f:1:60: error: subnets[0].pools[1]: 223.0.0.0-224.0.0.0 holds 224.0.0.0, which no machine can have",
            "f:1:81: error: subnets[0].pools[2]: 255.255.255.255-255.255.255.255 holds 255.255.255.255, which no "
                + "machine can have",
            "f:1:139: error: subnets[0].reservations[0].address: 127.0.0.1 is no machine's address",
            "f:1:176: error: subnets[0].reservations[1].address: 0.0.0.1 is no machine's address"),
        Row(
            "subnets: [{subnet: 10.2.0.0/24, reservations: [{circuit-id: a, address: 10.3.0.1}, {circuit-id: b, "
                + "address: 10.2.0.255}, {circuit-id: c, address: 10.2.0.0}]}]",
            "f:1:73: error: subnets[0].reservations[0].address: 10.3.0.1 is not inside the subnet 10.2.0.0/24, which "
                + "is 10.2.0.0-10.2.0.255",
            "f:1:109: error: subnets[0].reservations[1].address: 10.2.0.255 is the broadcast address of 10.2.0.0/24, "
                + "which no machine can have",
            "f:1:147: error: subnets[0].reservations[2].address: 10.2.0.0 is the address of the network 10.2.0.0/24, "
                + "which no machine can have"),
        Row(
            "subnets: [{subnet: 10.2.0.0/24, reservations: [{circuit-id: a, address: 10.2.0.1}, {circuit-id: a, "
                + "address: 10.2.0.1}]}]",
            "f:1:97: error: subnets[0].reservations[1].circuit-id: the same client has another reservation, "
                + "subnets[0].reservations[0] (f:1)",
            "f:1:109: error: subnets[0].reservations[1].address: 10.2.0.1 is also reserved by "
                + "subnets[0].reservations[0] (f:1)"),
        Row(
            "subnets:\n- {subnet: 10.2.0.0/24, shared-network: a, reservations: [{circuit-id: a, address: 10.2.0.1}]}"
                + "\n- {subnet: 10.3.0.0/24, shared-network: a, reservations: [{circuit-id: a, address: 10.3.0.1}]}",
            "f:3:72: error: subnets[1].reservations[0].circuit-id: the same client has another reservation, "
                + "subnets[0].reservations[0] (f:2)"),
        // The same client on two links is no contradiction.
        Row(
            "subnets:\n- {subnet: 10.2.0.0/24, reservations: [{circuit-id: a, address: 10.2.0.1}]}"
                + "\n- {subnet: 10.3.0.0/24, reservations: [{circuit-id: a, address: 10.3.0.1}]}"),
        Row(
            "server: {identifier: 10.2.0.2}\nsubnets: [{subnet: 10.2.0.0/24, options: {routers: 10.2.0.1}, "
                + "reservations: [{circuit-id: a, address: 10.2.0.1}, {circuit-id: b, address: 10.2.0.2}]}]",
            "f:2:103: warning: subnets[0].reservations[0].address: 10.2.0.1 is a router's, so it is given to nobody, "
                + "not to this client either",
            "f:2:139: warning: subnets[0].reservations[1].address: 10.2.0.2 is this server's, so it is given to "
                + "nobody, not to this client either"),
        Row(
            "subnets: [{subnet: 10.2.0.0/24, reservations: [{client-id: \"01:00:11:22:33:44:55\", address: 10.2.0.9}, "
                + "{hw-address: 00-11-22-33-44-55, address: 10.2.0.8}]}]",
            "f:1:60: warning: subnets[0].reservations[0].client-id: a client with this identifier has the hardware "
                + "address 00:11:22:33:44:55, and subnets[0].reservations[1] (f:1) for that address goes before; "
                + "leave one of both out"),
        Row(
            "subnets: [{subnet: 10.2.0.0/24, reservations: [{circuit-id: a, hostname: b, options: {12: c}}]}]",
            "f:1:91: error: subnets[0].reservations[0].options.12: the host name also stands as "
                + "subnets[0].reservations[0].hostname (f:1); leave one of both out"),
        Row(
            "subnets: [{subnet: 10.2.0.0/24, reservations: [{circuit-id: a, min-lease-time: 2h, max-lease-time: 1h}]}]",
            "f:1:100: error: subnets[0].reservations[0].max-lease-time: max-lease-time 1h is shorter than "
                + "min-lease-time 2h"),
    ])
    func reservations(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "classes: [{}]", "f:1:11: error: classes[0]: name is missing; write it as in name: pxe",
            "f:1:11: error: classes[0]: match is missing; write it as in match: { vendor-class: \"PXEClient*\" }"),
        Row(
            "classes: [{name: a, match: {vendor-clas: b}, lease-time: 1h}]",
            "f:1:29: error: classes[0].match.vendor-clas: unknown key; did you mean vendor-class?"),
        Row(
            "classes: [{name: a, match: {}, lease-time: 1h}, {name: a, match: {}, lease-time: 1h}]",
            "f:1:56: error: classes[1].name: a is also the name of classes[0] (f:1)"),
        Row(
            "classes: [{name: pxe, match: {}}, {name: b, match: {}}]\n"
                + "subnets: [{subnet: 10.0.0.0/24, pools: [{range: 10.0.0.0/25, classes: [pxee, pxe]}]}]",
            "f:1:42: warning: classes[1].name: the class is unused: it has no options, lease-time or boot, and no "
                + "pool names it",
            "f:2:72: error: subnets[0].pools[0].classes[0]: there is no class pxee; did you mean pxe?"),
        Row(
            "classes: [{name: a, lease-time: 1h, match: {architecture: [uefi-x64htp, 65536], message-type: ack, "
                + "requested-option: [routrs], hw-address: \"0:*\"}}]",
            "f:1:60: error: classes[0].match.architecture[0]: uefi-x64htp is not an architecture such as bios, "
                + "uefi-x64 or uefi-x64-http; did you mean uefi-x64-http?",
            "f:1:73: error: classes[0].match.architecture[1]: 65536 is not an architecture such as bios, uefi-x64 or "
                + "uefi-x64-http",
            "f:1:95: error: classes[0].match.message-type: ack is none of discover, request, decline, release, "
                + "inform, leasequery",
            "f:1:119: error: classes[0].match.requested-option[0]: unknown option; did you mean routers?",
            "f:1:140: error: classes[0].match.hw-address: 0:* is not octets such as \"01:aa:*\""),
        Row(
            "classes: [{name: a, lease-time: 1h, match: {option: [{}, {code: 60, equals: a, prefix: b}, {code: 93, "
                + "equals: 5}, {code: 26, equals: a}]}}]",
            "f:1:54: error: classes[0].match.option[0]: code is missing; write it as in { code: 60, prefix: docsis }",
            "f:1:88: error: classes[0].match.option[1].prefix: either equals or prefix; leave one of both out",
            "f:1:111: error: classes[0].match.option[2].equals: this option can only be given as octets, as in { "
                + "hex: \"0a0b\" }",
            "f:1:134: error: classes[0].match.option[3].equals: a is not a number from 0 to 65535 such as 1500"),
        Row(
            "classes: [{name: a, lease-time: 1h, match: {vendor-class: [], any: [{user-class: [a]}, b]}}]",
            "f:1:59: error: classes[0].match.vendor-class: the list is empty; leave the key out instead",
            "f:1:88: error: classes[0].match.any[1]: a mapping such as { vendor-class: \"PXEClient*\" } belongs "
                + "here, not b"),
    ])
    func classes(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "boot: {}",
            "f:1:7: error: boot: profiles is missing; write it as in profiles: [{ architecture: bios, file: "
                + "undionly.kpxe }]"),
        Row(
            "boot: {profiles: []}",
            "f:1:18: error: boot.profiles: there is no profile, so nothing is booted; leave boot out instead"),
        Row(
            "boot: {next-server: 0.0.0.0, profiles: [{}, {file: a, url: b}, {url: b}, {file: \"\"}]}",
            "f:1:21: error: boot.next-server: 0.0.0.0 is no machine's address",
            "f:1:41: error: boot.profiles[0]: file or url is missing; write it as in file: ipxe.efi",
            "f:1:60: error: boot.profiles[1].url: either file or url; leave one of both out",
            "f:1:70: error: boot.profiles[2].url: b is not a URL such as http://10.0.0.1/boot.ipxe",
            "f:1:81: error: boot.profiles[3].file: \"\" is not a file of at most 255 octets such as ipxe.efi"),
        Row(
            "boot: {profiles: [{file: a}, {architecture: bios, file: b}, {architecture: uefi-x64-http, file: c}, "
                + "{url: \"http://a/b\"}]}",
            "f:1:30: warning: boot.profiles[1]: nobody loads this: profiles that stand before it are for all its "
                + "clients",
            "f:1:61: warning: boot.profiles[2]: nobody loads this: profiles that stand before it are for all its "
                + "clients"),
        Row(
            "boot: {profiles: [{architecture: bios, file: a}, {architecture: uefi-x64, file: b}, {file: c}, {ipxe: "
                + "true, url: \"http://a/b\"}, {ipxe: true, file: d}]}",
            "f:1:129: warning: boot.profiles[4]: nobody loads this: profiles that stand before it are for all its "
                + "clients"),
    ])
    func boot(row: Row) { check(row) }

    @Test(arguments: [
        Row("rapid-commit: maybe", "f:1:15: error: rapid-commit: maybe is not true or false"),
        Row(
            "leasequery: [10.0.0.1]",
            "f:1:13: error: leasequery: a mapping such as { allow: [10.0.0.2] } belongs here, not a list"),
        Row(
            "leasequery: {allow: [10.0.0.1/24, 0.0.0.0/0, x]}",
            "f:1:22: error: leasequery.allow[0]: 10.0.0.1/24 has host bits set; write 10.0.0.0/24",
            "f:1:35: warning: leasequery.allow[1]: 0.0.0.0/0 is a good part of the Internet, and each of it may learn "
                + "who has which address",
            "f:1:46: error: leasequery.allow[2]: x is not a subnet such as 10.0.0.0/16"),
        Row(
            "limits: {offers: 0, offers-per-rely: 1}",
            "f:1:18: error: limits.offers: 0 is not a number from 1 to 2147483646 such as 1000",
            "f:1:21: error: limits.offers-per-rely: unknown key; did you mean offers-per-relay?"),
        Row("server: {client-ids: no}", "f:1:22: error: server.client-ids: no is not true or false; write false"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, auto-configure: on}]",
            "f:1:49: error: subnets[0].auto-configure: on is not true or false; write true"),
    ])
    func behaviour(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "subnets:\n- {subnet: 10.0.0.0/31}\n- {subnet: 10.0.0.2/32}",
            "f:2:12: warning: subnets[0].subnet: a /31 has two addresses and no broadcast address (RFC 3021), which "
                + "many clients do not understand",
            "f:3:12: warning: subnets[1].subnet: a /32 is one address: its client has no neighbour, and no router it "
                + "could reach"),
        Row(
            "options: {121: [10.2.0.0/16 via 10.0.0.9]}\n"
                + "subnets: [{subnet: 10.0.0.0/24, options: {routers: 10.0.0.1}}]",
            "f:1:16: warning: options.121: no default route, and clients that read these routes pass over routers "
                + "(RFC 3442); add \"0.0.0.0/0 via 10.0.0.1\""),
        Row(
            "options: {121: [0.0.0.0/0 via 10.0.0.9]}\nsubnets: [{subnet: 10.0.0.0/24, options: {routers: 10.0.0.1}}]"),
        Row("subnets: [{subnet: 10.0.0.0/24, options: {121: [10.2.0.0/16 via 10.0.0.9]}}]"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, options: {subnet-mask: 255.255.0.0}}]",
            "f:1:56: warning: subnets[0].options.subnet-mask: 255.255.0.0 is not the mask of 10.0.0.0/24, "
                + "255.255.255.0, which clients get when this is left out"),
        Row(
            "server: {identifier: 10.0.0.5}\nsubnets: [{subnet: 10.0.0.0/24, pools: [10.0.0.5]}]",
            "f:2:41: warning: subnets[0].pools[0]: 10.0.0.5-10.0.0.5 contains this server's 10.0.0.5, which is "
                + "withheld from clients"),
        Row(
            "defaults: {lease-time: infinite}",
            "f:1:24: warning: defaults.lease-time: addresses come back only when clients release them, which few do"),
        Row(
            "defaults: {lease-time: 2h, max-lease-time: 1h}",
            "f:1:24: warning: defaults.lease-time: lease-time 2h is longer than max-lease-time 1h, so clients get 1h"),
        // One client may have its address for good.
        Row(
            "subnets: [{subnet: 10.0.0.0/24, reservations: [{circuit-id: a, address: 10.0.0.9, lease-time: infinite}]}]"
        ),
        Row(
            "subnets:\n- {subnet: 10.0.0.0/24}\n- {subnet: 10.1.0.0/24, relays: [10.0.0.1]}",
            "f:3:34: warning: subnets[1].relays[0]: 10.0.0.1 is in the subnet of subnets[0] (f:2), whose clients it "
                + "can not serve any more"),
        // A bound of a narrower scope holds for the times of wider ones, and says so.
        Row(
            "defaults: {lease-time: 8h, min-lease-time: 1h}\nsubnets: [{subnet: 10.0.0.0/24, pools: "
                + "[{range: 10.0.0.0/25, max-lease-time: 30m}]}]",
            "f:2:78: warning: subnets[0].pools[0].max-lease-time: lease-time 8h of defaults (f:1) is longer, so "
                + "clients get 30m",
            "f:2:78: warning: subnets[0].pools[0].max-lease-time: min-lease-time 1h of defaults (f:1) is longer, and "
                + "gives way"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, lease-time: 2h, max-lease-time: 3h, reservations: [{circuit-id: a, "
                + "address: 10.0.0.9, min-lease-time: 4h}]}]\nclasses: [{name: a, match: {vendor-class: a}, "
                + "max-lease-time: 1h}]",
            "f:1:135: warning: subnets[0].reservations[0].min-lease-time: lease-time 2h of subnets[0] (f:1) is "
                + "shorter, so clients get 4h",
            "f:1:135: warning: subnets[0].reservations[0].min-lease-time: max-lease-time 3h of subnets[0] (f:1) is "
                + "shorter, and gives way",
            "f:2:63: warning: classes[0].max-lease-time: lease-time 2h of subnets[0] (f:1) is longer, so clients get "
                + "1h"),
        // The line is that of the time itself.
        Row(
            "defaults:\n  min-lease-time: 1h\n  lease-time: 8h\nsubnets:\n- subnet: 10.0.0.0/24\n  max-lease-time: 2h\n"
                + "  pools: [{range: 10.0.0.0/25, max-lease-time: 30m}]",
            "f:6:19: warning: subnets[0].max-lease-time: lease-time 8h of defaults (f:3) is longer, so clients get 2h",
            "f:7:48: warning: subnets[0].pools[0].max-lease-time: lease-time 2h of subnets[0] (f:6) is longer, so "
                + "clients get 30m",
            "f:7:48: warning: subnets[0].pools[0].max-lease-time: min-lease-time 1h of defaults (f:2) is longer, and "
                + "gives way"),
        // Times that are written nowhere give way without a word.
        Row("subnets: [{subnet: 10.0.0.0/24, pools: [{range: 10.0.0.0/25, max-lease-time: 30m}]}]"),
        // A wider scope's bound gives way silently to what it allows.
        Row("defaults: {max-lease-time: 1h}\nsubnets: [{subnet: 10.0.0.0/24, lease-time: 30m}]"),
        Row(
            "subnets:\n- {subnet: 10.2.0.0/16, shared-network: a, interface: eth0, relays: [10.0.0.1]}\n"
                + "- {subnet: 10.3.0.0/16, shared-network: a, interface: eth0, relays: [10.0.0.1]}"),
    ])
    func risks(row: Row) { check(row) }
}
