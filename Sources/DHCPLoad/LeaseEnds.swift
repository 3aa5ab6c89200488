package import DHCP

/// Until when addresses are leased: a number for each, in pages of a /16 that appear when they are needed.
package struct LeaseEnds: Sendable {
    /// Seconds of the caller's clock; 0 for an address that was never leased.
    private var pages = [[UInt32]](repeating: [], count: 1 << 16)
    private var pageCount = 0

    /// 256 MB, four times what the most clients need in one block of addresses.
    ///
    /// Of a server that scatters them further the rest is not looked at.
    private static let pageLimit = 1024
    private static let never = UInt32.max
    private static let second: UInt64 = 1_000_000_000

    /// Nothing is leased.
    package init() {}

    /// Notes that an address is acknowledged; tells whether no earlier lease of it runs.
    ///
    /// A lease counts from when it was `requested`, for `leaseTime` seconds, or for ever when the server did not say.
    /// Servers reckon in whole seconds, so one may end up to a second early. Times are nanoseconds of one clock.
    package mutating func lease(
        _ address: IPv4Address, requested: UInt64, acknowledged: UInt64, leaseTime: UInt32?
    ) -> Bool {
        let page = Int(address.bitPattern >> 16)
        let place = Int(address.bitPattern & 0xFFFF)
        if pages[page].isEmpty {
            if pageCount == Self.pageLimit { return true }
            pageCount += 1
            pages[page] = [UInt32](repeating: 0, count: 1 << 16)
        }
        let earlier = pages[page][place]
        let end = leaseTime.map { UInt32(clamping: requested / Self.second + UInt64($0)) } ?? Self.never
        // 0 is no end, but of an address that was never leased.
        pages[page][place] = max(end, 1)
        return earlier != Self.never && UInt64(earlier) * Self.second <= acknowledged + Self.second
    }
}
