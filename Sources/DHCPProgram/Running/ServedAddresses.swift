package import DHCP
package import DHCPLeases

/// The addresses that lie in a subnet of a configuration.
package struct ServedAddresses {
    /// In the order of their addresses; subnets do not overlap.
    private let subnets: [IPv4Prefix]

    package init(_ configuration: LeaseConfiguration) {
        subnets = configuration.subnets.map(\.prefix).sorted { $0.address < $1.address }
    }

    /// Whether an address lies in a subnet.
    package func contains(_ address: IPv4Address) -> Bool {
        var (low, high) = (0, subnets.count)
        while low < high {
            let middle = (low + high) / 2
            if subnets[middle].address <= address { low = middle + 1 } else { high = middle }
        }
        return low > 0 && subnets[low - 1].contains(address)
    }

    /// Says how many of the addresses of leases lie in no subnet, and some of them; `nil` when all lie in one.
    package func remark(_ addresses: some Sequence<IPv4Address>) -> String? {
        var count = 0
        var examples: [String] = []
        for address in addresses where !contains(address) {
            count += 1
            if examples.count < 3 { examples.append(address.description) }
        }
        if count == 0 { return nil }
        let more = count > examples.count ? ", …" : ""
        let subject = count == 1 ? "1 lease lies" : "\(count) leases lie"
        return "\(subject) in no subnet of the configuration: \(examples.joined(separator: ", "))\(more)"
    }
}
