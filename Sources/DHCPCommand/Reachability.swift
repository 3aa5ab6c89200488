import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer

/// Whether any client can reach any of the subnets that are configured.
enum Reachability {
    /// What is wrong when no subnet can be reached, with its cure; `nil` when one can.
    ///
    /// A subnet is reached through an interface that has an address in it or that it names, or through relays that it
    /// names.
    static func problem(
        of subnets: [Subnet], interfaces all: [NetworkInterface], _ settings: ServerSettings
    ) -> String? {
        let interfaces = all.filter { settings.interfaces.isEmpty || settings.interfaces.contains($0.name) }
        let names = Set(settings.interfaces)
        if let missing = settings.interfaces.first(where: { name in !all.contains { $0.name == name } }) {
            return "there is no interface \(missing): choose one of \(all.map(\.name).joined(separator: ", "))"
        }
        for subnet in subnets {
            if !subnet.relays.isEmpty { return nil }
            if let name = subnet.interface, names.isEmpty || names.contains(name) { return nil }
            if interfaces.contains(where: { $0.addresses.contains { subnet.prefix.contains($0.address) } }) {
                return nil
            }
        }
        if subnets.isEmpty { return "no subnet is configured: add one under `subnets`" }
        let addresses = interfaces.flatMap { interface in
            interface.addresses.map { "\(interface.name) \($0.address)/\($0.prefixLength)" }
        }
        let prefixes = subnets.prefix(4).map(\.prefix.description).joined(separator: ", ")
        return "no interface has an address in a configured subnet (\(prefixes); this host has "
            + (addresses.isEmpty ? "no address there" : addresses.joined(separator: ", "))
            + "): give the interface an address of the subnet, or name its `interface:` or `relays:` in the subnet"
    }
}
