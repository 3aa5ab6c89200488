import DHCP

extension ClientFQDN {
    /// What a client that sends its name is told about it (RFC 4702 section 4); `nil` when it sends none.
    ///
    /// This server updates no DNS and says so: N is set, S is not, and O when the client asked for it. The name is a
    /// reserved one if there is, else the client's own, completed by the domain name of its place. A name that is no
    /// host name comes back empty. E is the client's.
    init?(answering request: borrowing DHCPMessage, scope: OptionScope) {
        guard request.options.contains(.clientFQDN), let asked = request.options[.clientFQDN] else { return nil }
        var flags: Flags = [.noUpdate]
        if asked.flags.contains(.canonicalEncoding) { flags.insert(.canonicalEncoding) }
        if asked.flags.contains(.serverUpdates) { flags.insert(.overridden) }
        let host = scope.options[.hostName] ?? asked.name
        let isWhole = host.utf8.contains(UInt8(ascii: ".")) || asked.isFullyQualified && host == asked.name
        var name = host
        if !host.isEmpty, !isWhole, let domain = scope.options[.domainName] { name += "." + domain }
        let domain = Self.isHostName(name) ? DomainName(name) : nil
        if let domain, flags.contains(.canonicalEncoding) {
            self.init(domain, flags: flags, rcode1: 255, rcode2: 255)
        } else {
            self.init(name: domain == nil ? "" : name, flags: flags, rcode1: 255, rcode2: 255)
        }
    }

    /// Whether a name has only what host names have: letters, digits, dashes, dots, and underlines, which are common.
    private static func isHostName(_ name: String) -> Bool {
        name.utf8.allSatisfy { octet in
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
