import Foundation

extension Contestant {
    /// Kea, with the two threads that two cores allow, and leases in a file.
    static let kea = Contestant(
        name: "Kea", program: "/usr/sbin/kea-dhcp4", package: "kea-dhcp4-server",
        configure: { directory in
            try write(
                """
                { "Dhcp4": {
                  "interfaces-config": { "interfaces": ["\(Plan.interface)"], "dhcp-socket-type": "udp" },
                  "multi-threading": { "enable-multi-threading": true, "thread-pool-size": 2 },
                  "lease-database": { "type": "memfile", "persist": true, "name": "\(directory.path)/leases.csv" },
                  "valid-lifetime": \(Plan.leaseTime),
                  "option-data": [
                    { "name": "routers", "data": "\(Plan.server)" },
                    { "name": "domain-name-servers", "data": "\(Plan.server)" } ],
                  "subnet4": [ { "id": 1, "subnet": "\(Plan.subnet)",
                    "pools": [ { "pool": "\(Plan.first) - \(Plan.last)" } ] } ],
                  "loggers": [ { "name": "kea-dhcp4", "severity": "ERROR",
                    "output_options": [ { "output": "\(directory.path)/log" } ] } ]
                } }
                """, to: directory, "kea.conf")
        },
        arguments: { ["-c", $0.path + "/kea.conf"] },
        environment: { ["KEA_PIDFILE_DIR": $0.path, "KEA_LOCKFILE_DIR": $0.path] },
        leases: .text(
            name: "leases.csv",
            header: "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,"
                + "user_context\n",
            line: { "\($0.address),\($0.hardware),,\(Plan.leaseTime),\($0.expiry),1,0,0,,0,\n" }))

    static let dnsmasq = Contestant(
        name: "dnsmasq", program: "/usr/sbin/dnsmasq", package: "dnsmasq-base",
        configure: { directory in
            try write(
                """
                port=0
                user=root
                interface=\(Plan.interface)
                no-ping
                dhcp-authoritative
                dhcp-range=\(Plan.first),\(Plan.last),\(Plan.mask),1h
                dhcp-lease-max=1100000
                dhcp-option=option:router,\(Plan.server)
                dhcp-option=option:dns-server,\(Plan.server)
                quiet-dhcp
                log-facility=\(directory.path)/log
                dhcp-leasefile=\(directory.path)/leases
                """, to: directory, "dnsmasq.conf")
        },
        arguments: { ["-k", "-C", $0.path + "/dnsmasq.conf", "--pid-file=\($0.path)/pid"] },
        leases: .text(
            name: "leases", header: "", line: { "\($0.expiry) \($0.hardware) \($0.address) * *\n" }))

    static let isc = Contestant(
        name: "ISC dhcpd", program: "/usr/sbin/dhcpd", package: "isc-dhcp-server",
        configure: { directory in
            try write(
                """
                authoritative;
                ping-check false;
                default-lease-time \(Plan.leaseTime);
                max-lease-time \(Plan.leaseTime);
                subnet 10.0.0.0 netmask \(Plan.mask) {
                  range \(Plan.first) \(Plan.last);
                  option routers \(Plan.server);
                  option domain-name-servers \(Plan.server);
                }
                """, to: directory, "dhcpd.conf")
            let leases = directory.appending(path: "dhcpd.leases")
            if !FileManager.default.fileExists(atPath: leases.path) { try Data().write(to: leases) }
        },
        arguments: {
            [
                "-4", "-f", "-q", "--no-pid", "-cf", $0.path + "/dhcpd.conf", "-lf", $0.path + "/dhcpd.leases",
                Plan.interface,
            ]
        },
        leases: .text(
            name: "dhcpd.leases", header: "authoring-byte-order little-endian;\n",
            line: {
                "lease \($0.address) {\n  starts epoch \($0.expiry - Plan.leaseTime);\n  ends epoch \($0.expiry);\n"
                    + "  binding state active;\n  hardware ethernet \($0.hardware);\n}\n"
            }))

    static let coredhcp = Contestant(
        name: "coredhcp", program: "/usr/bin/coredhcp", package: "coredhcp-server",
        configure: { directory in
            try write(
                """
                server4:
                  listen: ["0.0.0.0:67"]
                  plugins:
                    - lease_time: \(Plan.leaseTime)s
                    - server_id: \(Plan.server)
                    - dns: \(Plan.server)
                    - router: \(Plan.server)
                    - netmask: \(Plan.mask)
                    - range: \(directory.path)/leases.txt \(Plan.first) \(Plan.last) \(Plan.leaseTime)s
                """, to: directory, "coredhcp.yml")
        },
        arguments: { ["-c", $0.path + "/coredhcp.yml", "-N", "-L", "error"] },
        leases: .text(
            name: "leases.txt", header: "",
            line: { "\($0.hardware) \($0.address) \(iso8601(Date(timeIntervalSince1970: Double($0.expiry))))\n" }))

    /// Replies without state, by this project's runtime.
    static func echo(_ program: String) -> Contestant {
        Contestant(
            name: "bare echo", program: program, configure: { _ in }, arguments: { _ in [Plan.server] }, leases: .none)
    }

    static func ownInMemory(_ program: String) -> Contestant {
        own(program, name: "swift-dhcp, in memory", store: { _ in "memory: true" }, leases: .none)
    }

    static func ownOnDisk(_ program: String) -> Contestant {
        own(program, name: "swift-dhcp, on disk", store: onDisk, leases: .ownWriting)
    }

    /// With each reply given to the kernel on its own, as a server on an undivided virtual cable does.
    static func ownOneByOne(_ program: String) -> Contestant {
        own(
            program, name: "swift-dhcp, on disk, replies one by one", store: onDisk, leases: .ownWriting,
            segmentationOffload: "never")
    }

    private static let onDisk: @Sendable (URL) -> String = { "path: \($0.path)/leases.sqlite" }

    private static func own(
        _ program: String, name: String, store: @escaping @Sendable (URL) -> String, leases: LeaseFile,
        segmentationOffload: String = "auto"
    ) -> Contestant {
        Contestant(
            name: name, program: program,
            configure: { directory in
                try write(
                    """
                    server:
                      interfaces: [\(Plan.interface)]
                      listen: 0.0.0.0:67
                      segmentation-offload: \(segmentationOffload)
                    store: { \(store(directory)) }
                    defaults: { lease-time: 1h }
                    subnets:
                      - subnet: \(Plan.subnet)
                        pools: [\(Plan.first)-\(Plan.last)]
                        options: { routers: [\(Plan.server)], domain-name-servers: [\(Plan.server)] }

                    """, to: directory, "dhcp.yaml")
            },
            arguments: { ["serve", "--config", $0.path + "/dhcp.yaml", "--log-level", "warning"] }, leases: leases)
    }

    private static func iso8601(_ date: Date) -> String {
        date.formatted(.iso8601)
    }

    private static func write(_ text: String, to directory: URL, _ name: String) throws {
        try Data(text.utf8).write(to: directory.appending(path: name))
    }
}
