import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer

/// Whether clients can reach the subnets that are configured.
///
/// A subnet is reached through an interface that has an address in it or that it names, or through relays. Interfaces
/// that the configuration names are served whatever their addresses, since relays of any subnet may be behind them.
struct Reachability {
    let leases: LeaseConfiguration
    /// The interfaces that the configuration names; empty for all.
    let named: [String]
    /// The interfaces of this host.
    let interfaces: [NetworkInterface]

    /// What is wrong when no client can be served, with its cure; `nil` when some can.
    var problem: String? {
        if leases.subnets.isEmpty { return "no subnet is configured: add one under `subnets`" }
        for name in named {
            guard let interface = interfaces.first(where: { $0.name == name }) else {
                let names = interfaces.map(\.name).joined(separator: ", ")
                return "there is no interface \(name): choose one of \(names)"
            }
            if interface.addresses.isEmpty && leases.identifier == nil {
                return
                    "interface \(name) has no IPv4 address: give it one (`ip address add ADDRESS/LENGTH dev \(name)`)"
            }
        }
        if !named.isEmpty || reachesASubnet { return nil }
        return "no interface has an address in a configured subnet (\(difference)): "
            + "give an interface an address of the subnet, or name the interface under `server` or in the subnet"
    }

    /// What may not be meant although it can be served.
    var warning: String? {
        if named.isEmpty || reachesASubnet { return nil }
        return
            "no interface has an address in a configured subnet (\(difference)): only clients behind relays are served"
    }

    private var reachesASubnet: Bool {
        leases.subnets.contains { subnet in
            !subnet.relays.isEmpty
                || interfaces.contains { interface in
                    subnet.interface == interface.name
                        || interface.addresses.contains { subnet.prefix.contains($0.address) }
                }
        }
    }

    /// The subnets and the addresses that do not fit together.
    private var difference: String {
        let prefixes = leases.subnets.prefix(4).map(\.prefix.description).joined(separator: ", ")
        let addresses = interfaces.filter { !$0.isLoopback }.flatMap { interface in
            interface.addresses.map { "\(interface.name) \($0.address)/\($0.prefixLength)" }
        }
        return "configured: \(prefixes); this host: "
            + (addresses.isEmpty ? "no address" : addresses.prefix(8).joined(separator: ", "))
    }
}
