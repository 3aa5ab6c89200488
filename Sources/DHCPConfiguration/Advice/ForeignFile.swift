/// A file that was written for another program, known by how its lines read.
struct ForeignFile {
    /// What the file is, as in `a configuration of ISC dhcpd`, and what to do with it.
    let message: String
    /// The line that says so, from 1.
    let line: Int

    /// A kind of file.
    private struct Kind: Sendable {
        let message: String
        /// How many lines have to read so.
        var count = 1
        let holds: @Sendable (_ line: Substring) -> Bool
    }

    /// Later lines say nothing that earlier ones do not.
    private static let maximumLines = 2000

    /// The kind of a text; `nil` when it looks like none.
    init?(_ text: String) {
        var counts = [Int](repeating: 0, count: Self.kinds.count)
        var firsts = counts
        let lines = text.split(
            maxSplits: Self.maximumLines, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.prefix(Self.maximumLines).enumerated() {
            let line = line.drop { $0 == " " || $0 == "\t" }.trimmingEnd
            for (index, kind) in Self.kinds.enumerated() where kind.holds(line) {
                if counts[index] == 0 { firsts[index] = number + 1 }
                counts[index] += 1
                guard counts[index] == kind.count else { continue }
                (message, self.line) = (kind.message, firsts[index])
                return
            }
        }
        return nil
    }

    private static func configuration(_ server: String) -> String {
        "this is a configuration of \(server), which this server does not read; Documentation/Moving.md says what its "
            + "statements are called here"
    }

    private static func leases(_ server: String) -> String {
        "these are leases of \(server), no configuration; take them over by dhcp leases import"
    }

    /// Files of leases come first: their lines are the more particular ones.
    private static let kinds = [
        Kind(message: leases("ISC dhcpd")) { $0.hasPrefix("lease ") && $0.hasSuffix("{") },
        Kind(message: leases("Kea")) { $0.hasPrefix("address,hwaddr,client_id") },
        Kind(message: leases("dnsmasq"), count: 2) { line in
            let words = line.split(separator: " ")
            return words.count == 5 && words[0].isDecimal && words[1].contains(":") && words[2].contains(".")
        },
        Kind(message: configuration("Kea")) { line in
            ["\"Dhcp4\"", "\"Dhcp6\"", "\"subnet4\"", "\"Control-agent\""].contains { line.contains($0) }
        },
        Kind(message: configuration("ISC dhcpd")) { line in
            line.begins(with: isc) && [";", "{", "}"].contains { line.hasSuffix($0) }
        },
        Kind(message: configuration("dnsmasq")) { line in
            line.hasPrefix("dhcp-") && (line.contains("=") || dnsmasqFlags.contains(String(line)))
        },
        Kind(message: configuration("systemd-networkd")) { ["[DHCPServer]", "[Match]", "[Network]"].contains($0) },
        Kind(message: configuration("OpenWrt (UCI)")) { line in
            line.begins(with: ["config dhcp", "config dnsmasq", "config host"])
        },
        Kind(message: configuration("Cisco IOS")) { $0.hasPrefix("ip dhcp ") },
        Kind(message: configuration("RouterOS")) { $0.begins(with: ["/ip dhcp-server", "/ip pool"]) },
        Kind(message: configuration("VyOS")) { $0.hasPrefix("set service dhcp-server ") },
        Kind(message: configuration("Microsoft DHCP Server")) { $0.hasPrefix("<DHCPServer") },
        Kind(message: configuration("coredhcp")) { $0 == "server4:" },
        Kind(message: configuration("busybox udhcpd"), count: 2) { line in
            line.begins(with: udhcpd) && !line.hasSuffix(";") && !line.hasSuffix("{")
        },
    ]

    private static let isc = [
        "subnet ", "shared-network ", "option ", "host ", "group ", "pool {", "class \"", "default-lease-time ",
        "max-lease-time ", "hardware ethernet ", "fixed-address ", "range ", "authoritative;", "ddns-update-style ",
        "log-facility ", "failover peer ",
    ]
    private static let dnsmasqFlags = [
        "dhcp-authoritative", "dhcp-rapid-commit", "dhcp-sequential-ip", "dhcp-ignore-names",
    ]
    private static let udhcpd = [
        "start ", "end ", "interface ", "opt ", "option ", "max_leases ", "lease_file ", "static_lease ", "pidfile ",
        "auto_time ", "siaddr ", "boot_file ",
    ]
}

extension Substring {
    fileprivate func begins(with words: [String]) -> Bool { words.contains { hasPrefix($0) } }

    fileprivate var trimmingEnd: Substring {
        var text = self
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
