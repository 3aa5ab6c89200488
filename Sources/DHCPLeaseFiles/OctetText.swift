import DHCP

/// Octets in hexadecimal.
enum OctetText {
    /// Reads `01aabb`, `01:aa:bb`, `1:aa:bb` as other servers read it too, and nothing at all.
    static func octets(_ text: some StringProtocol) -> [UInt8]? {
        if text.utf8.contains(UInt8(ascii: ":")) { return groups(text) }
        let digits = text.utf8.compactMap(HardwareAddress.nibble)
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

extension OctetText {
    /// Reads groups of one or two digits with colons between them, `1:aa:b`, as old servers write them.
    static func groups(_ text: some StringProtocol) -> [UInt8]? {
        var octets: [UInt8] = []
        for group in text.split(separator: ":", omittingEmptySubsequences: false) {
            let digits = group.utf8.compactMap(HardwareAddress.nibble)
            guard (1...2).contains(digits.count), digits.count == group.utf8.count else { return nil }
            octets.append(digits.reduce(0) { $0 << 4 | $1 })
        }
        return octets
    }
}

extension DHCPOptions {
    /// What a lease remembers of a client's host name, octet for octet; empty without one, or with one that an option
    /// can not hold.
    static func remembered(hostName octets: [UInt8]) -> [UInt8] {
        guard (1...255).contains(octets.count) else { return [] }
        return [DHCPOptionCode.hostName.rawValue, UInt8(octets.count)] + octets
    }
}
