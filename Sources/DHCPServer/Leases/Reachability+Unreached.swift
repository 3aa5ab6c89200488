package import DHCP
internal import DHCPLeases

extension Reachability {
    /// The subnets in which this host has an address, and whose clients are not served all the same unless a relay speaks
    /// for them; each with the reason.
    ///
    /// Of several subnets on one link, a client that does not say where it belongs is given an address of the first, unless
    /// they are one `shared-network`.
    package var unreached: [UnreachedSubnet] {
        let served = report.interfaces.filter { named.isEmpty || named.contains($0.name) }
        let reached = served.compactMap { leases.subnet(behind: $0) }
        return leases.subnets.enumerated().compactMap { index, subnet in
            if reached.contains(where: { $0.isOnLink(of: subnet) }) { return nil }
            if let interface = served.first(where: { $0.reaches(subnet) }), let first = leases.subnet(behind: interface)
            {
                return UnreachedSubnet(
                    index: index, prefix: subnet.prefix,
                    reason: "\(interface.name) serves \(first.prefix), whose address comes first; "
                        + "give both the same shared-network, or name the interface in the one that is meant")
            }
            if subnet.relays.isEmpty,
                let interface = report.interfaces.first(where: { $0.reaches(subnet) && !named.contains($0.name) })
            {
                return UnreachedSubnet(
                    index: index, prefix: subnet.prefix,
                    reason: "its interface \(interface.name) is not among those that are served; add it to "
                        + "server.interfaces")
            }
            return nil
        }
    }
}

/// A subnet in which this host has an address, and whose clients it does not hear or puts elsewhere.
package struct UnreachedSubnet: Hashable, Sendable, CustomStringConvertible {
    /// Which of the configuration's subnets.
    package let index: Int
    /// The subnet.
    package let prefix: IPv4Prefix
    /// Why it is not reached, and what would change that.
    package let reason: String

    /// One line.
    package var description: String { "\(prefix): is reached through relays only: \(reason)" }
}

extension LeaseConfiguration {
    /// The subnet of clients that this host hears by an interface and that say nothing of where they belong: the engine's
    /// choice.
    func subnet(behind interface: NetworkInterface) -> Subnet? {
        let named = subnets.filter { $0.interface == interface.name }.min { $0.prefix.address < $1.prefix.address }
        if let named { return named }
        for address in interface.addresses {
            if let subnet = subnets.first(where: { $0.prefix.contains(address.address) }) { return subnet }
        }
        return nil
    }
}

extension Subnet {
    /// Whether clients of both are on one link.
    fileprivate func isOnLink(of other: Subnet) -> Bool {
        prefix == other.prefix || sharedNetwork != nil && sharedNetwork == other.sharedNetwork
    }
}
