internal import DHCP
internal import DHCPConfiguration
internal import DHCPLeases
internal import DHCPServer

// Interfaces and what is between them and clients.

extension DoctorCheck {
    static let interfaces = DoctorCheck("interfaces") { examination, check in
        var findings = examination.namedInterfaces.filter { examination.host.interface($0) == nil }.map { name in
            let names = examination.host.interfaces.filter { !$0.isLoopback }.map(\.name)
            let others = names.isEmpty ? "none but the loopback" : names.joined(separator: ", ")
            return Finding(
                check, .problem, name, "there is no interface \(name)", evidence: "there are \(others)",
                cure: "name one of them in server.interfaces of \(examination.file)")
        }
        findings += examination.interfaces.map { InterfaceState($0, examination, check).finding }
        findings += misplacedSubnets(examination, check)
        if findings.isEmpty {
            findings.append(
                Finding(
                    check, .problem, "this host", "no interface has clients: none is up and has an Ethernet address",
                    cure: "ip link set INTERFACE up"))
        }
        return findings
    }

    /// Subnets that nobody can reach, though none of their interfaces is named.
    private static func misplacedSubnets(_ examination: Examination, _ check: String) -> [Finding] {
        guard let configured = examination.configured, examination.namedInterfaces.isEmpty else { return [] }
        let report = InterfaceReport(interfaces: examination.host.interfaces)
        let reachability = Reachability(leases: configured.server.leases, named: [], report: report)
        var findings = reachability.unreached.map { subnet in
            Finding(
                check, .warning, "\(subnet.prefix)", "only clients behind relays get addresses of it: \(subnet.reason)")
        }
        if let problem = reachability.problem, let subnet = examination.subnets.first {
            findings.append(
                Finding(
                    check, .problem, "\(subnet.prefix)", "no interface has an address in a configured subnet",
                    evidence: problem, cure: addressing(subnet, "INTERFACE")))
        }
        return findings
    }

    /// How an interface gets an address of a subnet: the first that no pool has.
    static func addressing(_ subnet: Subnet, _ interface: String) -> String {
        let first = subnet.prefix.address.bitPattern
        let candidates = (first &+ 1..<first &+ UInt32(clamping: min(subnet.prefix.count, 4096))).lazy
        let free = candidates.map(IPv4Address.init(bitPattern:)).first { address in
            !subnet.pools.contains { $0.range.contains(address) }
        }
        return "ip address add \(free ?? subnet.prefix.address)/\(subnet.prefix.length) dev \(interface)"
    }

    static let links = DoctorCheck("links") { examination, check in
        examination.interfaces.flatMap { interface -> [Finding] in
            let (host, name) = (examination.host, interface.name)
            guard let link = host.links[name] else { return [] }
            var findings: [Finding] = []
            if let vlan = link.vlan, let parent = host.interface(vlan.parent), parent.mtu < interface.mtu {
                findings.append(
                    Finding(
                        check, .warning, name, "frames may be longer than \(vlan.parent) takes",
                        evidence: "MTU \(interface.mtu), and \(parent.mtu) at \(vlan.parent)",
                        cure: "ip link set \(name) mtu \(parent.mtu)"))
            }
            for port in link.ports {
                guard let other = host.interface(port) else { continue }
                if other.mtu != interface.mtu {
                    findings.append(
                        Finding(
                            check, .warning, name, "the port \(port) takes other lengths of frames than the bridge",
                            evidence: "MTU \(other.mtu), and \(interface.mtu) of \(name)",
                            cure: "ip link set \(port) mtu \(interface.mtu)"))
                }
                if host.links[port]?.isBlocked == true {
                    findings.append(
                        Finding(
                            check, .warning, name, "the port \(port) passes nothing now (spanning tree)",
                            evidence: "its state is not forwarding",
                            cure: "ip link set \(name) type bridge forward_delay 200"))
                }
            }
            if let subnet = examination.subnet(at: interface) {
                let told = subnet.options[.interfaceMTU] ?? examination.configured?.server.leases.options[.interfaceMTU]
                if let told, Int(told) > interface.mtu, interface.mtu > 0 {
                    findings.append(
                        Finding(
                            check, .problem, name,
                            "clients of \(subnet.prefix) are told to send longer packets than the link takes",
                            evidence: "interface-mtu is \(told), and the MTU of \(name) is \(interface.mtu)",
                            cure: "set interface-mtu: \(interface.mtu) in \(examination.file), or: "
                                + "ip link set \(name) mtu \(told)"))
                }
            }
            return findings
        }
    }

    static let offload = DoctorCheck("offload") { examination, check in
        examination.interfaces.compactMap { interface in
            guard let link = examination.host.links[interface.name], link.driver == "veth", link.leavesChecksums else {
                return nil
            }
            return Finding(
                check, .warning, interface.name,
                "checksums are left to a network card that is not there; old clients that read frames drop such answers",
                evidence: "tx-checksum-ip-generic is on at a virtual cable (veth)",
                cure: "ethtool -K \(interface.name) tx off")
        }
    }

    static let reversePath = DoctorCheck("rp_filter") { examination, check in
        let names = examination.interfaces.map(\.name)
        let strict = names.filter { examination.host.links[$0]?.reversePathFilter == 1 }
        guard let name = strict.first else { return [] }
        let strays = examination.subnets.flatMap(\.relays).filter { relay in
            examination.host.ways[relay].map { !names.contains($0) } ?? false
        }
        guard let relay = strays.first, let way = examination.host.ways[relay] else { return [] }
        return [
            Finding(
                check, .problem, name, "the kernel drops what relay \(relay) sends, should it come in at \(name)",
                evidence: "rp_filter is 1, and the way back to it is \(way)",
                cure: "sysctl -w net.ipv4.conf.\(name).rp_filter=2")
        ]
    }
}

/// How it stands with an interface that is to be served.
private struct InterfaceState {
    private let interface: NetworkInterface
    private let examination: Examination
    private let check: String

    init(_ interface: NetworkInterface, _ examination: Examination, _ check: String) {
        self.interface = interface
        self.examination = examination
        self.check = check
    }

    private var name: String { interface.name }

    var finding: Finding {
        if let bridge = examination.host.links[name]?.bridge { return ofPort(bridge) }
        if !interface.isUp {
            return problem("it is switched off", "ip link shows no UP", "ip link set \(name) up")
        }
        if !interface.isRunning {
            return problem(
                "it has no carrier: no cable, or nothing at its other end", "ip link shows NO-CARRIER",
                "ip -br link show \(name) # then look at the cable and the switch")
        }
        let configured = examination.configured
        if interface.addresses.isEmpty, configured?.server.leases.identifier == nil {
            let cure = examination.subnets.first.map { DoctorCheck.addressing($0, name) }
            return problem("it has no address", "", cure ?? "ip address add ADDRESS/LENGTH dev \(name)")
        }
        return configured == nil ? ok : withSubnet
    }

    private var withSubnet: Finding {
        guard let subnet = examination.subnet(at: interface) else {
            let reached = examination.interfaces.contains { examination.subnet(at: $0) != nil }
            let all = examination.subnets.prefix(4).map { "\($0.prefix)" }.joined(separator: ", ")
            let cure = examination.subnets.first.map { DoctorCheck.addressing($0, name) }
            return Finding(
                check, reached ? .warning : .problem, name,
                "its address is in no configured subnet, so its own clients get nothing: wrong address, or wrong VLAN",
                evidence: "\(addresses); configured: \(all)", cure: cure)
        }
        let lengths = interface.addresses.filter { subnet.prefix.contains($0.address) }.map(\.prefixLength)
        if let length = lengths.first, length != subnet.prefix.length {
            return Finding(
                check, .warning, name, "its prefix is /\(length), and the subnet's is /\(subnet.prefix.length)",
                evidence: addresses, cure: DoctorCheck.addressing(subnet, name))
        }
        return ok
    }

    private func ofPort(_ bridge: String) -> Finding {
        problem(
            "it is a port of the bridge \(bridge), which has what comes in there", "/sys/class/net/\(name)/master",
            "set server: { interfaces: [\(bridge)] } in \(examination.file), and give \(bridge) the address")
    }

    private func problem(_ text: String, _ evidence: String, _ cure: String) -> Finding {
        Finding(check, .problem, name, "\(name): \(text)", evidence: evidence, cure: cure)
    }

    private var ok: Finding {
        let link = examination.host.links[name]
        let vlan = link?.vlan.map { ", VLAN \($0.identifier) of \($0.parent)" } ?? ""
        let bridge = link?.ports.isEmpty == false ? ", a bridge" : ""
        return Finding(check, .ok, name, "up, with carrier, \(addresses), MTU \(interface.mtu)\(vlan)\(bridge)")
    }

    private var addresses: String {
        let list = interface.addresses.map { "\($0.address)/\($0.prefixLength)" }
        return list.isEmpty ? "no address" : list.joined(separator: ", ")
    }
}
