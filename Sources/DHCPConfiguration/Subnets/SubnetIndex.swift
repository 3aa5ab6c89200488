import DHCP

/// Finds the subnet in which an address lies, among 100,000 as fast as among ten.
struct SubnetIndex {
    /// In the order of their addresses.
    private let subnets: [(prefix: IPv4Prefix, subnet: ReadSubnet)]

    init(_ subnets: [ReadSubnet]) {
        self.subnets = subnets.compactMap { subnet in subnet.prefix.map { ($0.value, subnet) } }
            .sorted { $0.prefix.address < $1.prefix.address }
    }

    /// The subnet; `nil` for none.
    ///
    /// Of subnets that overlap, which is a mistake, it is any.
    func subnet(containing address: IPv4Address) -> ReadSubnet? {
        var (low, high) = (0, subnets.count)
        while low < high {
            let middle = (low + high) / 2
            if subnets[middle].prefix.address <= address { low = middle + 1 } else { high = middle }
        }
        return low > 0 && subnets[low - 1].prefix.contains(address) ? subnets[low - 1].subnet : nil
    }
}
