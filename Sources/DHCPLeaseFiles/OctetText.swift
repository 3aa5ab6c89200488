import DHCP

/// Octets in hexadecimal.
enum OctetText {
    /// Reads `01aabb`, `01:aa:bb`, `1:aa:bb` as other servers read it too, and nothing at all.
    static func octets(_ text: some StringProtocol) -> [UInt8]? {
        if text.utf8.contains(UInt8(ascii: ":")) { return groups(text) }
        var octets: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            guard let value = HardwareAddress.nibble(digit) else { return nil }
            if let first = high {
                octets.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? octets : nil
    }
}

extension OctetText {
    /// Reads groups of one or two digits with colons between them, `1:aa:b`, as old servers write them.
    static func groups(_ text: some StringProtocol) -> [UInt8]? {
        var octets: [UInt8] = []
        var (octet, digitCount) = (UInt8(0), 0)
        for letter in text.utf8 {
            if letter == UInt8(ascii: ":"), digitCount > 0 {
                octets.append(octet)
                (octet, digitCount) = (0, 0)
            } else {
                guard digitCount < 2, let value = HardwareAddress.nibble(letter) else { return nil }
                octet = octet << 4 | value
                digitCount += 1
            }
        }
        return digitCount > 0 ? octets + [octet] : nil
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
