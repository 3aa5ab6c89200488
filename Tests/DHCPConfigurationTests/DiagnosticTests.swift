import DHCPConfiguration
import Testing

/// One mistake a row: the text, and the line that must be printed.
@Suite struct DiagnosticTests {
    typealias Row = DiagnosedText

    private func check(_ row: Row) {
        #expect(row.printed == row.expected)
        #expect(row.disagreement == [])
    }

    @Test(arguments: [
        Row(
            "a: [",
            "f:2:1: error: not valid YAML: did not find expected node content while parsing a flow node that "
                + "begins in line 2; a bracket or brace is not closed, or a value is missing"
        ),
        Row(
            "a: &x {b: *y}",
            "f:1:11: error: found undefined alias; *name stands for what &name marks further up; a text that begins "
                + "with * needs quotes"),
        Row(
            "a:\n\t- b",
            "f:2:1: error: not valid YAML: found character that cannot start any token while scanning for the "
                + "next token that begins in line 2; this is a tab, YAML is indented with spaces"
        ),
        Row("{}\n---\n{}", "f:2:1: error: a second document begins here; one file is one document"),
        Row("a: \u{7}", "f:1:4: error: not valid YAML: control characters are not allowed"),
        Row("subnets: []\nsubnets: []", "f:2:1: error: subnets: stands twice, also in line 1"),
        Row(
            "server: {listen: 1, \"listen\": 2, listen: 3}\nserver: 4\nserve: 5",
            "f:2:1: error: server: stands twice, also in line 1",
            "f:2:9: error: server: a mapping such as { listen: 0.0.0.0:67 } belongs here, not 4",
            "f:3:1: error: serve: unknown key; did you mean server?"),
        Row(
            "options: {12: a, 15: b,\r\n  \"12\": c, 12: d}", "f:2:12: error: options.12: stands twice, also in line 1",
            "f:2:12: error: options.12: stands twice, also in line 2"),
        Row("&a server: 1\n*a : 2", "f:1:1: error: server: stands twice in one mapping"),
        Row(
            "{a: 1, b: 1, c: 1, d: 1, e: 1, &f f: 1, a: 1, b: 1, c: 1, d: 1, e: 1, f: 1}",
            "f:1:32: error: f: stands twice in one mapping"),
        Row("- a", "f:1:1: error: a mapping with keys such as subnets belongs here, not a list"),
        Row("[a]: b", "f:1:1: error: a key must be a word, not a list"),
        Row("server: !!binary x", "f:1:9: error: server: a mapping such as { listen: 0.0.0.0:67 } belongs here, not x"),
        Row(
            "server: { identifier: !!binary x }",
            "f:1:23: error: server.identifier: the tag tag:yaml.org,2002:binary is not used in a configuration; "
                + "leave it out"
        ),
        Row("&a [b]: c\n*a : d", "f:1:1: error: a key must be a word, not a list"),
        Row("a: &a [b]\n*a : d", "f:2:1: error: a key must be a word, not \"\u{2217}a\""),
        Row("<<: 3", "f:1:1: error: << takes a mapping such as *defaults, or a list of them, not 3"),
    ])
    func yaml(row: Row) { check(row) }

    @Test(arguments: [
        Row("subnetz: []", "f:1:1: error: subnetz: unknown key; did you mean subnets?"),
        Row(
            "defaults: { lease_time: 1h }",
            "f:1:13: error: defaults.lease_time: unknown key; did you mean "
                + "lease-time?"),
        Row("server:\n  colour: red", "f:2:3: error: server.colour: unknown key"),
        Row("\"a b\": 1", "f:1:1: error: \"a b\": unknown key"),
    ])
    func keys(row: Row) { check(row) }

    @Test(arguments: [
        Row("server: { interfaces: [eth0, eth0] }", "f:1:30: error: server.interfaces[1]: eth0 stands twice"),
        Row(
            "server: { interfaces: [a/b] }", "f:1:24: error: server.interfaces[0]: a/b is not an interface such as eth0"
        ),
        Row(
            "server: { listen: 67 }", "f:1:19: error: server.listen: 67 is not an address and a port such as 0.0.0.0:67"
        ),
        Row(
            "server: { listen: 1.2.3.4:+67 }",
            "f:1:19: error: server.listen: 1.2.3.4:+67 is not an address and a port such as 0.0.0.0:67"),
        Row(
            "server: { client-port: 0 }",
            "f:1:24: error: server.client-port: 0 is not a number from 1 to 65535 such as 68"),
        Row(
            "server: { client-port: 068 }",
            "f:1:24: error: server.client-port: 068 is not a number from 1 to 65535 such as 68"),
        Row(
            "server: { identifier: 255.255.255.255 }",
            "f:1:23: error: server.identifier: 255.255.255.255 is no machine's address"),
        Row(
            "server: { identifier: [10.0.0.1] }",
            "f:1:23: error: server.identifier: an address such as 10.0.0.1 belongs here, not a list"),
        Row(
            "server:\n  identifier:\n  authoritative: yes",
            "f:2:3: error: server.identifier: an address such as 10.0.0.1 belongs here, not nothing",
            "f:3:18: error: server.authoritative: yes is not true or false; write true"),
        Row(
            "server: { replies: broadcats }",
            "f:1:20: error: server.replies: broadcats is not auto or broadcast; did you mean broadcast?"),
        Row(
            "store: leases.sqlite",
            "f:1:8: error: store: a mapping such as { path: leases.sqlite } belongs here, not leases.sqlite"),
        Row(
            "store: { path: x, memory: true }",
            "f:1:16: error: store.path: memory: true stores nothing in a file; leave one of both out"),
        Row("store: { path: \"\" }", "f:1:16: error: store.path: \"\" is not a file such as leases.sqlite"),
    ])
    func server(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "defaults: { lease-time: 3600 }",
            "f:1:25: error: defaults.lease-time: 3600 has no unit; write 3600s for seconds"),
        Row(
            "defaults: { lease-time: 1h30m }",
            "f:1:25: error: defaults.lease-time: 1h30m is not a duration such as 90s, 5m, 12h, 7d or infinite"),
        Row(
            "defaults: { lease-time: 0h }",
            "f:1:25: error: defaults.lease-time: 0h is no time at all; the shortest is 1s"),
        Row(
            "defaults: { lease-time: 50000d }",
            "f:1:25: error: defaults.lease-time: 50000d is longer than DHCP can say (49710d); write infinite"),
        Row(
            "defaults: { lease-time: 99999999999999999999d }",
            "f:1:25: error: defaults.lease-time: 99999999999999999999d is longer than DHCP can say (49710d); "
                + "write infinite"
        ),
        Row(
            "defaults: { lease-time: 30s }",
            "f:1:25: warning: defaults.lease-time: 30s is under a minute; clients renew all the time"),
        Row(
            "defaults: { min-lease-time: 2h, max-lease-time: 60m }",
            "f:1:49: error: defaults.max-lease-time: max-lease-time 1h is shorter than min-lease-time 2h"),
        Row(
            "defaults: { min-lease-time: 2h, lease-time: 1h }",
            "f:1:45: warning: defaults.lease-time: lease-time 1h is shorter than min-lease-time 2h, so clients "
                + "get 2h"),
        Row(
            "defaults: { offer-time: infinite }",
            "f:1:25: error: defaults.offer-time: an offer must end, or every lost answer takes an address for good"),
        Row(
            "defaults: { renewal-time: 90% }",
            "f:1:27: error: defaults.renewal-time: renewal-time 90% must be less than rebinding-time 87.5%"),
        Row(
            "defaults: { renewal-time: 50%, rebinding-time: 50% }",
            "f:1:27: error: defaults.renewal-time: renewal-time 50% must be less than rebinding-time 50%"),
        Row(
            "defaults: { renewal-time: 0.0%, rebinding-time: 100% }",
            "f:1:27: error: defaults.renewal-time: 0.0% must be more than 0%",
            "f:1:49: error: defaults.rebinding-time: 100% must be less than 100%"),
        Row(
            "defaults: { renewal-time: 0.5, rebinding-time: 87.25% }",
            "f:1:27: error: defaults.renewal-time: 0.5 is not a part such as 50% or 87.5%, or a "
                + "duration such as 2h",
            "f:1:48: error: defaults.rebinding-time: 87.25% must be given with one digit behind the point at most"),
        Row(
            "defaults: { min-lease-time: 2h }\nsubnets: [{subnet: 10.0.0.0/24, lease-time: 1h}]",
            "f:2:45: warning: subnets[0].lease-time: lease-time 1h is shorter than min-lease-time 2h of defaults "
                + "(f:1), which gives way"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, min-lease-time: 2h}]\ndefaults: { lease-time: 1h }",
            "f:1:49: warning: subnets[0].min-lease-time: lease-time 1h of defaults (f:2) is shorter, so clients get "
                + "2h"),
        // A shared network is a scope between defaults and its subnets, and each is called by its name.
        Row(
            "defaults: { max-lease-time: 30m }\nshared-networks: [{name: a, min-lease-time: 2h}]\n"
                + "subnets: [{subnet: 10.0.0.0/24, shared-network: a}]",
            "f:2:45: warning: shared-networks[0].min-lease-time: max-lease-time 30m of defaults (f:1) is shorter, and "
                + "gives way"),
        Row(
            "defaults: { min-lease-time: 2h }\nshared-networks: [{name: a, lease-time: 10m}]\n"
                + "subnets: [{subnet: 10.0.0.0/24, shared-network: a}]",
            "f:2:41: warning: shared-networks[0].lease-time: lease-time 10m is shorter than min-lease-time 2h of "
                + "defaults (f:1), which gives way"),
        Row(
            "shared-networks: [{name: a, max-lease-time: 2m}]\n"
                + "subnets: [{subnet: 10.0.0.0/24, shared-network: a, min-lease-time: 3d}]",
            "f:2:68: warning: subnets[0].min-lease-time: max-lease-time 2m of shared network a (f:1) is shorter, and "
                + "gives way"),
        Row(
            "shared-networks: [{name: a, max-lease-time: 30m}]\n"
                + "subnets: [{subnet: 10.0.0.0/24, shared-network: a, lease-time: 10h}]",
            "f:2:64: warning: subnets[0].lease-time: lease-time 10h is longer than max-lease-time 30m of shared "
                + "network a (f:1), which gives way"),
        // What a bound made of a time is that bound's scope's.
        Row(
            "defaults: { lease-time: 1h }\nsubnets: [{subnet: 10.0.0.0/24, min-lease-time: 2h, pools: "
                + "[{range: 10.0.0.0/25, max-lease-time: 30m}]}]",
            "f:2:49: warning: subnets[0].min-lease-time: lease-time 1h of defaults (f:1) is shorter, so clients get "
                + "2h",
            "f:2:98: warning: subnets[0].pools[0].max-lease-time: lease-time 2h of subnets[0] (f:2) is longer, so "
                + "clients get 30m",
            "f:2:98: warning: subnets[0].pools[0].max-lease-time: min-lease-time 2h of subnets[0] (f:2) is longer, and "
                + "gives way"),
        Row(
            "subnets: [{subnet: 10.0.0.0/24, max-lease-time: 30m, reservations: "
                + "[{circuit-id: a, address: 10.0.0.9, lease-time: infinite}]}]",
            "f:1:116: warning: subnets[0].reservations[0].lease-time: lease-time infinite is longer than "
                + "max-lease-time 30m of subnets[0] (f:1), which gives way"),
        Row(
            "defaults: { min-lease-time: infinite }",
            "f:1:29: warning: defaults.min-lease-time: all leases are infinite, whatever clients ask for: addresses "
                + "come back only when clients release them, which few do"),
        Row(
            "defaults: { decline-time: infinite }",
            "f:1:27: warning: defaults.decline-time: an address that a client finds in use never comes back"),
    ])
    func times(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "options: { interface-mtu: 67 }",
            "f:1:27: warning: options.interface-mtu: 67 is outside 68 to 65535 (RFC 2132 section 5.1), and clients may "
                + "refuse it"),
        Row(
            "options: { default-ip-ttl: 0, max-dgram-reassembly: 1 }",
            "f:1:28: warning: options.default-ip-ttl: 0 is outside 1 to 255 (RFC 2132 section 4.5), and clients may "
                + "refuse it",
            "f:1:53: warning: options.max-dgram-reassembly: 1 is outside 576 to 65535 (RFC 2132 section 4.4), and "
                + "clients may refuse it"),
        Row(
            "options: { ip-forwarding: { hex: \"02\" } }",
            "f:1:27: warning: options.ip-forwarding: 2 is neither 0 (false) nor 1 (true)"),
        Row("options: { interface-mtu: 68, path-mtu-plateau-table: [68, 1500] }"),
    ])
    func numbersThatNoClientTakes(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "subnets: [{pools: []}]", "f:1:11: error: subnets[0]: subnet is missing; write it as in subnet: 10.0.0.0/16"
        ),
        Row(
            "subnets: [10.0.0.0/16]",
            "f:1:11: error: subnets[0]: a subnet such as { subnet: 10.0.0.0/16, pools: [10.0.1.0-10.0.9.255] } "
                + "belongs here, not 10.0.0.0/16"
        ),
        Row(
            "subnets: [{subnet: 10.0.0.1/16}]",
            "f:1:20: error: subnets[0].subnet: 10.0.0.1/16 has host bits set; write 10.0.0.0/16"),
        Row(
            "subnets: [{subnet: 10.0.0.0}]",
            "f:1:20: error: subnets[0].subnet: 10.0.0.0 has no length; write it as in 10.0.0.0/24"),
        Row(
            "subnets: [{subnet: 10.0.0.0/255.255.0.0}]",
            "f:1:20: error: subnets[0].subnet: 10.0.0.0/255.255.0.0 has a mask; write 10.0.0.0/16"),
        Row(
            "subnets: [{subnet: 10.0.0.0/33}]",
            "f:1:20: error: subnets[0].subnet: 10.0.0.0/33 has no length from 0 to 32 behind the slash"),
        Row(
            "subnets: [{subnet: 12:34}]",
            "f:1:20: error: subnets[0].subnet: 12:34 is not a subnet such as "
                + "10.0.0.0/16"),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, pools: [10.2.0.20-10.2.0.10]}]",
            "f:1:41: error: subnets[0].pools[0]: 10.2.0.20-10.2.0.10 runs backwards; write 10.2.0.10-10.2.0.20"),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, pools: [10.3.0.10-10.3.0.20]}]",
            "f:1:41: error: subnets[0].pools[0]: 10.3.0.10-10.3.0.20 is not inside the subnet 10.2.0.0/16, which "
                + "is 10.2.0.0-10.2.255.255"
        ),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, pools: [{range: 10.2.1.5/24}, {}, 10.2.0]}]",
            "f:1:49: error: subnets[0].pools[0].range: 10.2.1.5/24 has host bits set; write 10.2.1.0/24",
            "f:1:63: error: subnets[0].pools[1]: range is missing; write it as in { range: 10.0.10.0/24 }",
            "f:1:67: error: subnets[0].pools[2]: 10.2.0 is not a range such as 10.0.1.0-10.0.9.255 or 10.0.10.0/24"),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, pools: [10.2.0.5-10.2.0.9, 10.2.0.9-10.2.0.10, 10.2.0.11 - 10.2.0.12]}]",
            "f:1:60: error: subnets[0].pools[1]: 10.2.0.9-10.2.0.10 overlaps 10.2.0.5-10.2.0.9 of "
                + "subnets[0].pools[0] (f:1)"),
        Row(
            "subnets:\n- subnet: 10.2.0.0/16\n  pools:\n  - 10.2.0.5\n  - range: 10.2.0.5",
            "f:5:12: error: subnets[0].pools[1].range: 10.2.0.5-10.2.0.5 stands twice, also in subnets[0].pools[0] (f:4)"
        ),
        Row(
            "subnets:\n- subnet: 10.2.0.0/16\n- subnet: 10.2.0.0/16",
            "f:3:11: error: subnets[1].subnet: 10.2.0.0/16 stands twice, also in subnets[0] (f:2)"),
        Row(
            "subnets:\n- subnet: 10.2.0.0/16\n- subnet: 10.0.0.0/8\n- subnet: 10.3.0.0/16",
            "f:3:11: error: subnets[1].subnet: 10.0.0.0/8 overlaps 10.2.0.0/16 of subnets[0] (f:2)",
            "f:4:11: error: subnets[2].subnet: 10.3.0.0/16 overlaps 10.0.0.0/8 of subnets[1] (f:3)"),
        Row(
            "subnets:\n- {subnet: 10.2.0.0/16, relays: [10.0.0.1, 10.0.0.1]}\n- {subnet: 10.3.0.0/16, relays: "
                + "[10.0.0.1]}",
            "f:2:44: error: subnets[0].relays[1]: 10.0.0.1 already stands for subnets[0] (f:2)",
            "f:3:34: error: subnets[1].relays[0]: 10.0.0.1 already stands for subnets[0] (f:2)"),
        Row(
            "subnets:\n- {subnet: 10.2.0.0/16, interface: eth0}\n- {subnet: 10.3.0.0/16, interface: eth0}",
            "f:3:36: error: subnets[1].interface: eth0 already stands for subnets[0] (f:2); give two subnets of one "
                + "link the same shared-network"
        ),
        Row(
            "server: {interfaces: [eth1]}\nsubnets: [{subnet: 10.2.0.0/16, interface: eth0}]",
            "f:2:44: warning: subnets[0].interface: eth0 is not one of server.interfaces, so nothing is heard there"),
        Row(
            "subnets: [{subnet: 0.0.0.0/0, pools: [0.0.0.0/1, 128.0.0.0/1]}]",
            "f:1:39: error: subnets[0].pools[0]: with this pool there are 2147483648 addresses; more than "
                + "2147483646 can not be leased"
        ),
    ])
    func subnets(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "subnets: [{subnet: 10.2.0.0/16, options: {routers: 10.3.0.1}}]",
            "f:1:52: warning: subnets[0].options.routers: router 10.3.0.1 is not in the subnet 10.2.0.0/16 of "
                + "subnets[0] (f:1)"
        ),
        Row(
            "options: {3: [10.3.0.1]}\nsubnets: [{subnet: 10.2.0.0/16}]",
            "f:1:14: warning: options.3: router 10.3.0.1 is not in the subnet 10.2.0.0/16 of subnets[0] (f:2)"),
        Row(
            "subnets:\n- {subnet: 10.2.0.0/16, shared-network: a, options: {routers: 10.3.0.1}}\n- {subnet: "
                + "10.3.0.0/16, shared-network: a}"
        ),
        Row(
            "subnets: [{subnet: 10.2.0.0/16, pools: [10.2.0.0/24], options: {routers: 10.2.0.1}}]",
            "f:1:41: warning: subnets[0].pools[0]: 10.2.0.0-10.2.0.255 contains the router 10.2.0.1, which is "
                + "withheld from clients"
        ),
    ])
    func routers(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "options: [a]", "f:1:10: error: options: a mapping such as { routers: [10.0.0.1] } belongs here, not a list"
        ),
        Row(
            "options: {domain-name-server: 10.0.0.1, 6: 10.0.0.2}",
            "f:1:41: error: options.6: option 6 stands twice, also as options.domain-name-server (f:1)"),
        Row(
            "options: {domain-nam-servers: 10.0.0.1}",
            "f:1:11: error: options.domain-nam-servers: unknown option; did you mean domain-name-servers?"),
        Row(
            "options: {256: a, 0: b, 012: c}", "f:1:11: error: options.256: 256 is not a code from 1 to 254",
            "f:1:19: error: options.0: 0 is not a code from 1 to 254",
            "f:1:25: error: options.012: 012 is not a code from 1 to 254"),
        Row(
            "options: {routers: [10.0.0.1, 10.0.0.256], time-offset: 0x10}",
            "f:1:31: error: options.routers[1]: 10.0.0.256 is not an address such as 10.0.0.1",
            "f:1:57: error: options.time-offset: 0x10 is not a number from -2147483648 to 2147483647 such as -3600"),
        Row(
            "options: {routers: []}",
            "f:1:20: error: options.routers: the list is empty; leave the option out "
                + "instead"),
        Row("options: {routers: }", "f:1:11: error: options.routers: the list is empty; leave the option out instead"),
        Row(
            "options: {host-name: \"\"}",
            "f:1:22: error: options.host-name: the text is empty; leave the option out instead"),
        Row("options: {host-name: ~}", "f:1:11: error: options.host-name: text belongs here, not nothing"),
        Row("options: {host-name: [a]}", "f:1:22: error: options.host-name: text belongs here, not a list"),
        Row(
            "options: {3: {hex: \"\"}, domain-name: {hex: \"\"}, 121: {hex: \"\"}, 43: {hex: \"\"}, 240: {hex: \"\"}}",
            "f:1:14: error: options.3: no octets; option 3 has a multiple of 4 octets",
            "f:1:38: error: options.domain-name: no octets; option 15 has 1 octet or more",
            "f:1:54: error: options.121: no octets; option 121 has 5 octets or more",
            "f:1:69: error: options.43: no octets; option 43 has 1 octet or more"),
        Row(
            "options: {lease-time: 1, 58: 1, 59: 2, 54: 1.2.3.4, 82: a, 61: b}",
            "f:1:11: error: options.lease-time: set lease-time in defaults or in the subnet instead",
            "f:1:26: error: options.58: set renewal-time in defaults or in the subnet instead",
            "f:1:33: error: options.59: set rebinding-time in defaults or in the subnet instead",
            "f:1:40: error: options.54: set identifier in server instead",
            "f:1:53: error: options.82: the server writes this option itself",
            "f:1:60: error: options.61: only clients send this option"),
        Row(
            "options: {240: a}",
            "f:1:16: error: options.240: this option has no definition; say how it is written, as in { string: "
                + "hello }, { ip-address: 10.0.0.9 } or { hex: \"0a0b\" }"
        ),
        Row("options: {240: {strin: a}}", "f:1:17: error: options.240.strin: strin is no format; did you mean string?"),
        Row(
            "options: {240: {a: 1, b: 2}}",
            "f:1:16: error: options.240: one format and its value belong here, as in { string: hello }, { "
                + "ip-address: 10.0.0.9 } or { hex: \"0a0b\" }"
        ),
        Row(
            "options: {240: {hex: 0a0}}",
            "f:1:22: error: options.240.hex: 0a0 is not octets such as \"0a0b\" or \"0a:0b\""),
        Row(
            "options: {domain-search: [a..b], 249: [10.0.0.1/8 via 10.0.0.1]}",
            "f:1:27: error: options.domain-search[0]: a..b is not a domain name such as lab.example",
            "f:1:40: error: options.249[0]: 10.0.0.1/8 has host bits set; write 10.0.0.0/8"),
        Row(
            "options: {ip-forwarding: on}",
            "f:1:26: error: options.ip-forwarding: on is not true or false; "
                + "write true"),
        Row(
            "options: {240: {flag: false}, rapid-commit: true, auto-config: 1}",
            "f:1:23: error: options.240.flag: this option says all by being there; leave it out instead",
            "f:1:31: error: options.rapid-commit: set rapid-commit: true for the whole file instead; replies have it "
                + "when clients ask for it",
            "f:1:51: error: options.auto-config: set auto-configure in the subnet instead"),
        Row(
            "options: {client-uuid: abc}",
            "f:1:24: error: options.client-uuid: this option can only be given as octets, as in { hex: \"0a0b\" }"),
        Row(
            "options: {vendor-specific: {255: {string: a}, 1: {encapsulated: {2: {string: b}}}}}",
            "f:1:29: error: options.vendor-specific.255: 255 is not a number from 1 to 254",
            "f:1:51: error: options.vendor-specific.1.encapsulated: encapsulated is no format; write { string: "
                + "hello }, { ip-address: 10.0.0.9 } or { hex: \"0a0b\" }"
        ),
        Row(
            "options: {host-name: \(String(repeating: "a", count: 300))}",
            "f:1:22: warning: options.host-name: 300 octets; many clients read no more than 255"),
        Row(
            "options: {host-name: \(String(repeating: "a", count: 1300))}",
            "f:1:22: error: options.host-name: 1300 octets; no message has room for more than 1200"),
    ])
    func options(row: Row) { check(row) }

    @Test(arguments: [
        Row(
            "option-definitions: [{code: 224, name: rack}]",
            "f:1:22: error: option-definitions[0]: type missing; a definition is such as { code: 224, name: "
                + "rack, type: string }"
        ),
        Row(
            "option-definitions: [{code: 255, name: \"12\", type: strin}]",
            "f:1:29: error: option-definitions[0].code: 255 is not a number from 1 to 254 such as 224",
            "f:1:40: error: option-definitions[0].name: 12 is not a name such as rack, of letters, digits and dashes",
            "f:1:52: error: option-definitions[0].type: strin is no type; did you mean string?"),
        Row(
            "option-definitions: [{code: 224, name: a, type: string}, {code: 224, name: b, type: string}, {code: "
                + "225, name: a, type: hex}, {code: 51, name: c, type: uint32}, {code: 226, name: routers, type: hex}]",
            "f:1:65: error: option-definitions[1].code: 224 is defined twice, also in option-definitions[0] (f:1)",
            "f:1:112: error: option-definitions[2].name: a is defined twice, also in option-definitions[0] (f:1)",
            "f:1:134: error: option-definitions[3].code: set lease-time in defaults or in the subnet instead",
            "f:1:180: error: option-definitions[4].name: routers is the name of option 3"),
    ])
    func definitions(row: Row) { check(row) }
}
