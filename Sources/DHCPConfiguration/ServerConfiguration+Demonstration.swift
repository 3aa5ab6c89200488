import DHCP
import DHCPLeases

extension ServerConfiguration {
    /// What is served without a file: a pool for relays on this machine, on a port that needs no privilege.
    ///
    /// The addresses are those set aside for documentation (RFC 5737), so that no real network is disturbed.
    public static let demonstration: ServerConfiguration = {
        let router = IPv4Address(192, 0, 2, 1)
        let loopback = IPv4Address(127, 0, 0, 1)
        var subnets: [Subnet] = []
        if let prefix = IPv4Prefix(IPv4Address(192, 0, 2, 0), length: 24),
            let range = IPv4Range(IPv4Address(192, 0, 2, 10), IPv4Address(192, 0, 2, 250))
        {
            var options = DHCPOptions()
            options[.router] = [router]
            options[.domainNameServer] = [router]
            subnets.append(Subnet(prefix, pools: [Pool(range)], relays: [loopback], options: options))
        }
        return ServerConfiguration(
            store: .memory, leases: LeaseConfiguration(subnets: subnets, identifier: loopback))
    }()
}
