import DHCP

/// Octets in hexadecimal.
enum OctetText {
    /// Reads `01:aa:bb`, `01aabb`, and nothing at all.
    static func octets(_ text: some StringProtocol) -> [UInt8]? {
        var octets: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 where digit != UInt8(ascii: ":") {
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

extension DHCPOptions {
    /// What a lease remembers of a client's host name; empty without one, or with one that an option can not hold.
    static func remembered(hostName: some StringProtocol) -> [UInt8] {
        let octets = Array(hostName.utf8)
        guard (1...255).contains(octets.count) else { return [] }
        return [DHCPOptionCode.hostName.rawValue, UInt8(octets.count)] + octets
    }
}
