package import DHCP
package import DHCPLeases

/// The addresses that a configuration gives to clients: those of its pools and reservations.
package struct LeasableAddresses: Sendable {
    /// In the order of their addresses; they do not overlap.
    private let pools: [IPv4Range]
    private let reserved: Set<IPv4Address>

    package init(_ configuration: LeaseConfiguration) {
        pools = configuration.subnets.flatMap(\.pools).map(\.range).sorted { $0.first < $1.first }
        reserved = Set(configuration.subnets.flatMap(\.reservations).compactMap(\.address))
    }

    /// Whether a client may have the address, for which a million leases can be asked in a moment.
    package func contains(_ address: IPv4Address) -> Bool {
        var (low, high) = (0, pools.count)
        while low < high {
            let middle = (low + high) / 2
            if pools[middle].last < address { low = middle + 1 } else { high = middle }
        }
        return low < pools.count && pools[low].contains(address) || reserved.contains(address)
    }
}
