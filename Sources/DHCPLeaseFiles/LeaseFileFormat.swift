/// The kinds of lease files that can be read.
public enum LeaseFileFormat: String, CaseIterable, Sendable {
    /// Kea's memfile: CSV of DHCPv4 leases.
    case kea
    /// `dhcpd.leases` of ISC dhcpd.
    case dhcpd
    /// The lease file of dnsmasq.
    case dnsmasq
    /// CSV as `dhcp leases export` writes it.
    case csv
    /// JSON as `dhcp leases export --format json` writes it, an object a line.
    case json

    /// Recognises a file by its first lines.
    ///
    /// Gives `nil` when they are of none of these.
    public init?(firstLines lines: some Sequence<Substring>) {
        let line = lines.lazy.map { $0.trimmed }.first { !$0.isEmpty && !$0.hasPrefix("#") }
        guard let line else { return nil }
        if line.hasPrefix(LeaseFields.header) {
            self = .csv
        } else if line.hasPrefix("address,hwaddr,client_id,valid_lifetime,expire") {
            self = .kea
        } else if line.hasPrefix("{") {
            self = .json
        } else if DHCPDLeases.begins(with: line) {
            self = .dhcpd
        } else if (try? DnsmasqLeases(now: 0).lease(line)) != nil || line.hasPrefix("duid ") {
            self = .dnsmasq
        } else {
            return nil
        }
    }
}

extension Substring {
    /// Without the spaces, tabs and carriage returns at both ends.
    var trimmed: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
        var text = drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
