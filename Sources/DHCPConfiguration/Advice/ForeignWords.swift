/// What other servers, and people, call things that have another name here.
enum ForeignWords {
    /// By section, what stands for one of its keys; for `_` there is `-`, and letters are small.
    static let keys: [Section: [String: ConfigurationKey]] = [
        .root: table([
            .subnets: "subnet subnet4 network networks scopes", .sharedNetworks: "shared-network links",
            .reservations: "host hosts static-leases dhcp-host",
            .classes: "class client-class client-classes",
            .optionDefinitions: "option-def option-defs definitions",
            .store: "lease-database lease-file leasefile database",
            .server: "interfaces-config global",
            .limits: "limit", .history: "legal-log forensic-log", .boot: "pxe netboot tftp",
            .leaseQuery: "lease-query allow-leasequery",
            .rapidCommit: "dhcp-rapid-commit",
        ]),
        .server: table([
            .interfaces: "interface nic nics device devices",
            .listen: "port bind address local-address", .identifier: "id server-id server-identifier",
        ]),
        .store: table([.path: "file name filename database lease-file", .memory: "in-memory volatile"]),
        .etcd: table([
            .endpoints: "endpoint hosts servers machines urls", .prefix: "namespace key-prefix",
            .ca: "cacert ca-cert ca-file trusted-ca trusted-ca-file", .certificate: "cert cert-file client-cert",
            .key: "key-file client-key", .user: "username", .passwordFile: "passwordfile",
        ]),
        .history: table([
            .keep: "days age max-age retention duration", .size: "max-size limit", .renewals: "renews record-renewals",
        ]),
        .cluster: table([
            .name: "id node member this-server this-server-name", .lead: "promise",
            .stepInAfter: "max-response-delay secs",
        ]),
        .subnet: table([
            .subnet: "network prefix cidr net", .pools: "range ranges pool address-pool dhcp-range",
            .relays: "giaddr relay relay-agent relay-agents relay-address ip-helper helper-address",
            .reservations: "reservation host hosts static static-leases static-mappings dhcp-host",
            .sharedNetwork: "shared-networks network-name link", .interface: "interfaces nic device",
        ]),
        .pool: table([
            .range: "pool addresses address range-v4", .classes: "class client-class client-classes evaluate-classes",
        ]),
        .reservation: table([
            .hardwareAddress: "mac mac-address macaddress mac-addr hardware hardware-address hardware-ethernet "
                + "ethernet chaddr hwaddr hw hwaddress",
            .address: "ip ip-address ipaddress ip-addr ipaddr fixed-address ipv4 ipv4-address addr",
            .clientID: "client-identifier dhcp-client-identifier clientid duid uid iaid",
            .circuitID: "circuit agent-circuit-id port switch-port", .remoteID: "remote agent-remote-id",
            .hostName: "name host client-hostname fqdn",
        ]),
        .clientClass: table([.match: "matches when if members", .name: "class id"]),
        .match: table([
            .hardwareAddress: "mac mac-address hardware hardware-address chaddr",
            .clientID: "client-identifier dhcp-client-identifier duid",
            .circuitID: "circuit agent-circuit-id port", .remoteID: "remote agent-remote-id",
            .relay: "giaddr relays relay-address", .classKey: "classes member member-of", .known: "reserved registered",
            .subOption: "suboption sub-options", .interface: "iface",
            .vendorClass: "vendor vendor-class-identifier dhcp-vendorclass vendorclass",
            .userClass: "user dhcp-userclass userclass", .architecture: "arch client-arch client-architecture",
            .all: "and", .any: "or", .not: "unless except", .messageType: "type msgtype",
        ]),
        .boot: table([
            .nextServer: "tftp tftp-server tftp-server-name server siaddr",
            .serverName: "sname server-hostname boot-server-name",
            .profiles: "profile files",
        ]),
        .bootProfile: table([
            .file: "filename bootfile bootfile-name boot-file-name path", .url: "uri http", .architecture: "arch",
        ]),
    ]

    /// What stands for a key in each section that has it.
    static let commonKeys = table([
        .comment: "user-context description note notes comments remark",
        .sendAlways: "always-send force always-send-options",
        .ignore: "drop deny blocked ignored",
        .options: "option option-data dhcp-option dhcp-options",
        .leaseTime: "default-lease-time valid-lifetime lease ttl lifetime leasetime",
        .minimumLeaseTime: "min-valid-lifetime minimum-lease-time",
        .maximumLeaseTime: "max-valid-lifetime maximum-lease-time",
        .renewalTime: "renew-timer dhcp-renewal-time t1", .rebindingTime: "rebind-timer dhcp-rebinding-time t2",
        .conflictCheck: "ping-check", .timeout: "ping-timeout",
        .declineTime: "decline-probation-period abandon-lease-time",
    ])

    /// By section, what is said otherwise here.
    static let advice: [Section: [String: String]] = [
        .subnet: [
            "id": subnetNumber, "subnet-id": subnetNumber,
            "netmask": "the length behind the slash says it, as in subnet: 10.0.0.0/24",
            "mask": "the length behind the slash says it, as in subnet: 10.0.0.0/24",
            "gateway": "write options: { routers: [10.0.0.1] }", "router": "write options: { routers: [10.0.0.1] }",
            "dns": "write options: { domain-name-servers: [10.0.0.53] }",
            "dns-servers": "write options: { domain-name-servers: [10.0.0.53] }",
            "domain": "write options: { domain-name: lab.example }",
            "ntp": "write options: { ntp-servers: [10.0.0.123] }", "client-class": poolsName,
            "client-classes": poolsName, "classes": poolsName, "class": poolsName,
        ],
        .pool: [
            "start": "write both ends in one, as in range: 10.0.1.0-10.0.1.99",
            "end": "write both ends in one, as in range: 10.0.1.0-10.0.1.99",
            "deny": "make a class of those who may have these addresses, with not in its match, and name it in classes",
            "boot": "boot belongs in the subnet, a class or a reservation",
        ],
        .reservation: [
            "client-classes": classesOfClient, "classes": classesOfClient, "class": classesOfClient,
            "client-class": classesOfClient,
            "flex-id": "write circuit-id, remote-id or client-id for what the flex-id is made of",
            "next-server": bootsLater, "filename": bootsLater, "boot-file-name": bootsLater,
            "server-hostname": bootsLater,
        ],
        .clientClass: [
            "test": "write what the expression asks as match, as in match: { vendor-class: \"PXEClient*\" }",
            "pools": "name the class in the pool, as in pools: [{ range: 10.0.10.0/24, classes: [pxe] }]",
            "next-server": bootsLater, "filename": bootsLater, "boot-file-name": bootsLater,
            "server-hostname": bootsLater,
        ],
        .match: [
            "test": "there is no language of expressions; each key asks one thing, as in vendor-class: \"PXEClient*\""
        ],
    ]

    /// What is said otherwise wherever it stands, or is no part of this server.
    static let commonAdvice: [String: String] = [
        "control-socket": "there is none; SIGHUP reads the configuration again",
        "control-sockets": "there is none; SIGHUP reads the configuration again",
        "loggers": "--log-level says how much is logged", "logging": "--log-level says how much is logged",
        "log-level": "--log-level says how much is logged",
        "hooks-libraries": "there are no hooks; a program of your own uses the library DHCPServer",
        "failover": noPair, "failover-peer": noPair, "high-availability": noPair, "peer": noPair,
        "ddns": noDNS, "ddns-updates": noDNS, "dhcp-ddns": noDNS, "ddns-send-updates": noDNS,
        "ddns-update-style": noDNS,
        "ddns-qualifying-suffix": noDNS, "subnet6": noIPv6, "dhcp6": noIPv6, "reservation-mode": notNeeded,
        "cache-threshold": notNeeded, "one-lease-per-client": "each client has one lease on a link",
        "next-server": bootsLater, "filename": bootsLater,
    ]

    private static let subnetNumber = "subnets are known by their addresses; leave it out"
    private static let poolsName =
        "a subnet is for everybody; name classes in its pools, as in { range: …, classes: [pxe] }"
    private static let classesOfClient =
        "give it what it shall have here, as in options: { … }; a class is by what clients send"
    private static let bootsLater = "write boot: { next-server: 10.0.0.1, profiles: [{ file: undionly.kpxe }] }"
    private static let noPair = "servers share no leases; Documentation/Running.md says how two divide a network"
    private static let noDNS = "this server writes nothing into DNS; leave it out"
    private static let noIPv6 = "this server speaks DHCPv4 alone; leave it out"
    private static let notNeeded = "this server needs no such setting; leave it out"

    private static func table(_ words: [ConfigurationKey: String]) -> [String: ConfigurationKey] {
        var table: [String: ConfigurationKey] = [:]
        for (key, words) in words { for word in words.split(separator: " ") { table[String(word)] = key } }
        return table
    }
}
