/// The kinds of lease files that can be read.
public enum LeaseFileFormat: String, CaseIterable, Sendable {
    /// Kea's memfile: CSV of DHCPv4 leases.
    case kea
    /// `dhcpd.leases` of ISC dhcpd, of any version, and of OpenBSD's dhcpd.
    case dhcpd
    /// The lease file of dnsmasq.
    case dnsmasq
    /// The binary lease file of busybox udhcpd.
    case udhcpd
    /// CSV as `dhcp leases export` writes it.
    case csv
    /// JSON as `dhcp leases export --format json` writes it, an object a line.
    case json

    /// How many octets of a file are needed to recognise it.
    public static let recognisedBy = 65_536

    /// Recognises a file by its beginning: its first ``recognisedBy`` octets, or all of it.
    ///
    /// Gives `nil` when it is of none of these kinds, and for a file in which nothing is written, see ``isBlank(_:)``.
    public init?(beginning octets: ArraySlice<UInt8>) {
        if UdhcpdLeases.begins(octets) {
            self = .udhcpd
            return
        }
        guard let line = Self.lines(of: octets).first else { return nil }
        let text = line.text
        if text.hasPrefix(LeaseFields.headerWithoutLead) {
            self = .csv
        } else if text.hasPrefix("address,hwaddr,client_id,valid_lifetime,expire") {
            self = .kea
        } else if text.hasPrefix("{") {
            self = .json
        } else if DHCPDLeases.begins(with: text) {
            self = .dhcpd
        } else if DnsmasqLeases.begins(with: line) {
            self = .dnsmasq
        } else {
            return nil
        }
    }

    /// Whether nothing is written in a file but spaces and comments, so that it may be of any kind and has no leases.
    public static func isBlank(_ octets: ArraySlice<UInt8>) -> Bool { lines(of: octets).isEmpty }

    /// The lines in which something stands.
    private static func lines(of octets: ArraySlice<UInt8>) -> some Collection<ArraySlice<UInt8>> {
        octets.withoutMark.split(separator: UInt8(ascii: "\n")).lazy.map(\.trimmed)
            .filter { !$0.isEmpty && $0.first != UInt8(ascii: "#") }
    }
}
