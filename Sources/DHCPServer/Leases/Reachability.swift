internal import DHCP
package import DHCPLeases

/// Whether clients can reach the subnets that are configured, and what the server waits for if not.
///
/// A subnet is reached through an interface that has an address in it or that it names, or through relays. Interfaces
/// that the configuration names are served whatever their addresses, since relays of any subnet may be behind them. In
/// any case an interface needs an address, unless the configuration gives the server an identifier.
package struct Reachability {
    let leases: LeaseConfiguration
    /// The interfaces that the configuration names; empty for all.
    let named: [String]
    let report: InterfaceReport

    /// Looks at the interfaces of `report`, whose statuses are those of `named`.
    package init(leases: LeaseConfiguration, named: [String], report: InterfaceReport) {
        self.leases = leases
        self.named = named
        self.report = report
    }

    // MARK: At the start

    /// What is wrong when no client can ever be served, with its cure; `nil` when some can, or could if an interface
    /// changed that the configuration names.
    package var problem: String? {
        if leases.subnets.isEmpty { return "no subnet is configured: add one under `subnets`" }
        if !named.isEmpty || reachesASubnet || leases.subnets.contains(where: { $0.interface != nil }) { return nil }
        return "no interface has an address in a configured subnet (\(difference)): "
            + "give an interface an address of the subnet, or name the interface under `server` or in the subnet"
    }

    /// What may not be meant although it can be served.
    package var warning: String? {
        if named.isEmpty || reachesASubnet || conditions.contains(where: { !$0.isServed }) { return nil }
        return
            "no interface has an address in a configured subnet (\(difference)): only clients behind relays are served"
    }

    private var reachesASubnet: Bool {
        leases.subnets.contains { subnet in
            !subnet.relays.isEmpty || report.interfaces.contains { $0.reaches(subnet) }
        }
    }

    /// The subnets and the addresses that do not fit together.
    private var difference: String {
        let addresses = report.interfaces.filter { !$0.isLoopback }.flatMap { interface in
            interface.addresses.map { "\(interface.name) \($0.address)/\($0.prefixLength)" }
        }
        return "configured: \(Self.list(leases.subnets)); this host: "
            + (addresses.isEmpty ? "no address" : addresses.prefix(8).joined(separator: ", "))
    }

    private static func list(_ subnets: [Subnet]) -> String {
        subnets.prefix(4).map(\.prefix.description).joined(separator: ", ") + (subnets.count > 4 ? ", …" : "")
    }

    // MARK: While the server runs

    /// Whether some clients can be served now.
    package var isServing: Bool {
        conditions.contains(where: \.isServed) || named.isEmpty && reachesRelays
    }

    /// Whether relays may be heard, on whatever interface; by the loopback only those of this host, as in a trial.
    private var reachesRelays: Bool {
        let relays = leases.subnets.flatMap(\.relays)
        let isLocal = relays.contains(where: \.isLoopback)
        return !relays.isEmpty
            && report.interfaces.contains { $0.isUp && $0.isRunning && (isLocal || !$0.isLoopback) }
    }

    /// How it stands with each interface that is to be served.
    ///
    /// Where none is named, these are the interfaces that reach a subnet, and those that a subnet names.
    package var conditions: [InterfaceCondition] {
        if !named.isEmpty { return report.statuses.map(condition) }
        let ofSubnets = Set(leases.subnets.compactMap(\.interface))
        let present = Set(report.interfaces.map(\.name))
        let index = leases.subnets.map(\.prefix).sorted { $0.address < $1.address }
        let names = report.interfaces.filter { interface in
            ofSubnets.contains(interface.name) || interface.addresses.contains { Self.contains(index, $0.address) }
        }.map(\.name)
        var seen = present
        let missing = leases.subnets.compactMap(\.interface).filter { seen.insert($0).inserted }
        var conditions = (names + missing).map { InterfaceCondition($0, need: need(of: $0), limit: limit(of: $0)) }
        if conditions.isEmpty && !reachesASubnet {
            conditions.append(InterfaceCondition("any interface", need: addressNeed(nil)))
        }
        return conditions
    }

    /// Whether an address lies in one of the blocks, which are in the order of their addresses.
    private static func contains(_ prefixes: [IPv4Prefix], _ address: IPv4Address) -> Bool {
        var (low, high) = (0, prefixes.count)
        while low < high {
            let middle = (low + high) / 2
            if prefixes[middle].address <= address { low = middle + 1 } else { high = middle }
        }
        return low > 0 && prefixes[low - 1].contains(address)
    }

    /// All conditions in one line, such as `serving eth0; eth1: is down`.
    package var summary: String {
        let served = conditions.filter(\.isServed).map(\.name)
        let serving = isServing ? "serving " + (served.isEmpty ? "relays" : served.joined(separator: ", ")) : nil
        let waiting = conditions.filter { !$0.isServed }.map(\.description)
        return ([serving].compactMap { $0 } + waiting).joined(separator: "; ")
    }

    private func condition(_ status: InterfaceStatus) -> InterfaceCondition {
        let need =
            switch status.state {
            case .listening, .withoutCarrier, .missing, .down: need(of: status.name)
            case .withoutAddress(let address): "waits for the address \(address), on which the server listens"
            case .refused(let error): "\(error)"
            }
        return InterfaceCondition(status.name, need: need, limit: limit(of: status.name))
    }

    /// Who is served alone at an interface that is served; `nil` for everybody.
    private func limit(of name: String) -> String? {
        guard let interface = report.interfaces.first(where: { $0.name == name }),
            leases.subnet(behind: interface) == nil
        else { return nil }
        return "for clients behind relays only: it has no address in a configured subnet"
    }

    /// What an interface lacks, `nil` for nothing.
    private func need(of name: String) -> String? {
        guard let interface = report.interfaces.first(where: { $0.name == name }) else { return "does not exist" }
        if !interface.isUp { return "is down" }
        if !interface.isRunning { return "waits for a carrier" }
        return interface.addresses.isEmpty && leases.identifier == nil ? addressNeed(name) : nil
    }

    private func addressNeed(_ name: String?) -> String {
        let own = leases.subnets.filter { $0.interface != nil && $0.interface == name }
        return "waits for an address in \(Self.list(own.isEmpty ? leases.subnets : own))"
    }
}

/// How it stands with an interface that is to be served.
package struct InterfaceCondition: Hashable, Sendable, CustomStringConvertible {
    /// The interface's name.
    package let name: String
    /// What it lacks, as in `is down`; `nil` when it is served.
    package let need: String?
    /// For whom alone it is served, as in `for clients behind relays only`; `nil` for everybody.
    package let limit: String?

    package init(_ name: String, need: String?, limit: String? = nil) {
        self.name = name
        self.need = need
        self.limit = limit
    }

    /// Whether clients behind it are served.
    package var isServed: Bool { need == nil }

    /// A line such as `eth1: is down`.
    package var description: String {
        "\(name): \(need ?? (["is served"] + [limit].compactMap { $0 }).joined(separator: ", "))"
    }
}

extension NetworkInterface {
    /// Whether clients of a subnet may be behind this interface.
    func reaches(_ subnet: Subnet) -> Bool {
        subnet.interface == name || addresses.contains { subnet.prefix.contains($0.address) }
    }
}
