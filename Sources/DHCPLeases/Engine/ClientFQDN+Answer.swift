import DHCP

extension ClientFQDN {
    /// What a client that sends its name is told about it (RFC 4702 section 4); `nil` when it sends none.
    ///
    /// This server updates no DNS and says so: N is set, S is not, and O when the client asked for it. The name is a
    /// reserved one if there is, else the client's own, completed by the domain name of its place. A name that is no
    /// host name comes back empty. E is the client's.
    init?(answering request: borrowing DHCPMessage, scope: OptionScope) {
        guard request.options.contains(.clientFQDN) else { return nil }
        if !scope.options.contains(.hostName),
            let answer = request.options.withValue(of: .clientFQDN, { ClientFQDN(answeringWire: $0) }) ?? nil
        {
            self = answer
            return
        }
        guard let asked = request.options[.clientFQDN] else { return nil }
        let flags = Self.answer(to: asked.flags)
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

    /// The flags of an answer.
    private static func answer(to asked: Flags) -> Flags {
        var flags: Flags = [.noUpdate]
        if asked.contains(.canonicalEncoding) { flags.insert(.canonicalEncoding) }
        if asked.contains(.serverUpdates) { flags.insert(.overridden) }
        return flags
    }

    /// The answer to a name in the form of the wire that comes back as it is, or empty, found in one walk through the
    /// value; `nil` for all others, which are read as text.
    ///
    /// A name may have 127 labels; to read and write it as text took as long as five plain messages.
    private init?(answeringWire value: RawSpan) {
        guard value.byteCount > 3 else { return nil }
        let asked = Flags(rawValue: value.octet(at: 0))
        guard asked.contains(.canonicalEncoding) else { return nil }
        var (index, labels, isHostName) = (3, 0, true)
        while index < value.byteCount, value.octet(at: index) != 0 {
            let end = index + 1 + Int(value.octet(at: index))
            guard value.octet(at: index) <= 63, end <= value.byteCount else { return nil }
            for place in index + 1..<end { isHostName = Self.isOfLabel(value.octet(at: place)) && isHostName }
            labels += 1
            index = end
        }
        let isEnded = index + 1 == value.byteCount
        guard labels > 0, index - 3 <= 254, isEnded || index == value.byteCount else { return nil }
        let flags = Self.answer(to: asked)
        if !isHostName {
            self.init(wire: [], flags: flags, rcode1: 255, rcode2: 255)
        } else if labels > 1 || isEnded {
            self.init(wire: value.octets(in: 3..<index) + [0], flags: flags, rcode1: 255, rcode2: 255)
        } else {
            return nil
        }
    }

    /// Whether a name has only what host names have: letters, digits, dashes, dots, and underlines, which are common.
    private static func isHostName(_ name: String) -> Bool {
        name.utf8.allSatisfy { $0 == UInt8(ascii: ".") || isOfLabel($0) }
    }

    @inline(__always)
    private static func isOfLabel(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
