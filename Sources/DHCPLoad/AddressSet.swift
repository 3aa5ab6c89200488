package import DHCP

/// A set of addresses: a bit for each, in pages of a /16 that appear when they are needed.
package struct AddressSet: Sendable {
    private var pages = [[UInt64]](repeating: [], count: 1 << 16)

    /// Makes an empty set.
    package init() {}

    /// Adds an address; tells whether it was not in the set yet.
    package mutating func insert(_ address: IPv4Address) -> Bool {
        let page = Int(address.bitPattern >> 16)
        let bit = Int(address.bitPattern & 0xFFFF)
        if pages[page].isEmpty { pages[page] = [UInt64](repeating: 0, count: (1 << 16) / 64) }
        let mask = UInt64(1) << UInt64(bit % 64)
        if pages[page][bit / 64] & mask != 0 { return false }
        pages[page][bit / 64] |= mask
        return true
    }
}
