internal import DHCP
internal import DHCPConfiguration
internal import DHCPLeases
internal import DHCPServer

// What others on the links do.

extension DoctorCheck {
    static let otherServers = DoctorCheck("other servers") { examination, check in
        guard let probes = examination.probes else { return [] }
        if let obstacle = probes.obstacle {
            return [
                Finding(
                    check, .warning, "links", "nobody could be asked: \(obstacle)",
                    cure: "sudo dhcp doctor")
            ]
        }
        let isInUse = examination.configured != nil || examination.host.holders.contains { $0.isOwn }
        let findings = probes.servers.map { server in
            let offer = "it offers \(server.offered.map { "\($0)" } ?? "nothing")"
            let routers = server.routers.isEmpty ? "" : ", router \(list(server.routers))"
            let names = server.nameServers.isEmpty ? "" : ", DNS \(list(server.nameServers))"
            if isMember(server, examination) {
                return Finding(
                    check, .ok, server.interface, "\(server.name) answers too, of the same cluster", evidence: offer)
            }
            return Finding(
                check, isInUse ? .problem : .warning, server.interface,
                "another DHCP server, \(server.name) (\(server.place)), answers clients",
                evidence: offer + routers + names,
                cure: "find \(server.hardwareAddress.map { "\($0)" } ?? server.name) in the switch's table "
                    + "(`bridge fdb show` on a Linux bridge), and stop DHCP there or allow it at the server's port alone"
            )
        }
        if findings.isEmpty, !examination.interfaces.isEmpty {
            return [Finding(check, .ok, "links", "no other server answers")]
        }
        return findings
    }

    /// Whether an offer comes from a server with which this one shares its leases.
    private static func isMember(_ server: OtherServer, _ examination: Examination) -> Bool {
        guard let configured = examination.configured, configured.server.store.isShared else { return false }
        return examination.subnets.contains {
            $0.pools.contains { pool in server.offered.map { pool.range.contains($0) } ?? false }
        }
    }

    private static func list(_ addresses: [IPv4Address]) -> String {
        addresses.prefix(4).map { "\($0)" }.joined(separator: ", ")
    }

    static let listening = DoctorCheck("listening") { examination, check in
        guard let probes = examination.probes, probes.obstacle == nil else { return [] }
        var findings = probes.returned.map { returned in
            returned.sent == returned.heard
                ? Finding(
                    check, .problem, returned.sent,
                    "broadcasts come back to \(returned.sent): there is a loop in the network",
                    evidence: "the DISCOVER that was sent came in again", cure: "find the loop; switch spanning tree on"
                )
                : Finding(
                    check, .warning, returned.sent, "\(returned.sent) and \(returned.heard) are on the same link",
                    evidence: "what is sent by one comes in at the other", cure: "serve one of them alone")
        }
        findings += HeardFindings(probes.heard, examination, check).all
        if findings.isEmpty {
            let count = Set(probes.heard.map(\.client)).count
            let text = count == 0 ? "no client asked meanwhile" : "\(count) clients asked where they are served"
            findings.append(Finding(check, .ok, "links", text))
        }
        return findings
    }

    static let conflicts = DoctorCheck("conflicts") { examination, check in
        guard let probes = examination.probes, probes.obstacle == nil, !examination.subnets.isEmpty else { return [] }
        let pools = examination.subnets.flatMap(\.pools).map(\.range)
        let taken = probes.neighbours.filter { entry in
            !examination.isOwn(entry.key) && pools.contains { $0.contains(entry.key) }
        }.sorted { $0.key < $1.key }
        guard let leases = examination.configured?.leases else {
            if taken.isEmpty { return [] }
            return [
                Finding(
                    check, .warning, "pools",
                    "\(taken.count) addresses of pools are in use; whether by their clients can not be seen here",
                    evidence: taken.prefix(4).map { "\($0.key) by \($0.value)" }.joined(separator: ", "),
                    cure: "dhcp leases list --config \(examination.file)")
            ]
        }
        let strangers = taken.filter { address, hardware in
            guard let lease = leases[address] else { return true }
            return lease.state == .declined || lease.hardwareAddress != hardware
        }
        let asked = probes.asked.count { address in pools.contains { $0.contains(address) } }
        if strangers.isEmpty {
            return asked == 0
                ? []
                : [Finding(check, .ok, "pools", "nobody has an address of a pool without a lease; \(asked) asked for")]
        }
        return strangers.prefix(16).map { address, hardware in
            let declined = leases[address]?.state == .declined
            return Finding(
                check, .problem, "\(address)",
                "\(address) of a pool is in use by \(hardware), which has no lease of it: a machine with a fixed address",
                evidence: "it answers ARP" + (declined ? ", and a client declined the address" : ""),
                cure: "reserve it in \(examination.file): "
                    + "{ hw-address: \"\(hardware)\", address: \(address) }, or set that machine to ask by DHCP")
        }
    }
}

/// What it means where clients were heard.
private struct HeardFindings {
    let heard: [HeardMessage]
    let examination: Examination
    let check: String

    init(_ heard: [HeardMessage], _ examination: Examination, _ check: String) {
        self.heard = heard
        self.examination = examination
        self.check = check
    }

    /// So many are named.
    private static let limit = 8

    var all: [Finding] {
        if examination.configured == nil { return [] }
        let served = Set(examination.interfaces.map(\.name))
        // What comes in at a port or with a tag is heard again at the bridge or the VLAN that has it.
        let reached = Set(heard.filter { served.contains($0.interface) && $0.vlan == nil }.map { key($0) })
        let lost = heard.filter { !reached.contains(key($0)) && $0.relay == nil }
        var seen: Set<String> = []
        let misplaced = lost.filter { seen.insert("\($0.interface) \($0.vlan ?? -1)").inserted }.prefix(Self.limit)
        return misplaced.compactMap(elsewhere) + relays
    }

    private func key(_ message: HeardMessage) -> [UInt64] {
        [UInt64(message.exchange), message.client.octets.reduce(0) { $0 << 8 | UInt64($1) }]
    }

    /// A client on a link, or in a VLAN, that is not served.
    private func elsewhere(_ message: HeardMessage) -> Finding? {
        let host = examination.host
        if host.interface(message.interface)?.isLoopback == true { return nil }
        let served = examination.interfaces.map { interface in
            let vlan = host.links[interface.name]?.vlan.map { " (VLAN \($0.identifier))" } ?? ""
            return "\(interface.name)\(vlan)"
        }.joined(separator: ", ")
        if let vlan = message.vlan {
            let own = host.links.first { $0.value.vlan == LinkFacts.VLAN(vlan, of: message.interface) }
            if own.map({ examination.interfaces.map(\.name).contains($0.key) }) == true { return nil }
            let name = own?.key ?? "\(message.interface).\(vlan)"
            let make = own == nil ? "ip link add link \(message.interface) name \(name) type vlan id \(vlan), or " : ""
            return Finding(
                check, .problem, message.interface,
                "wrong VLAN or link: clients ask in VLAN \(vlan) of \(message.interface), which is not served",
                evidence: "\(message.client) was heard there; served: \(served)",
                cure: "\(make)set the port of \(message.client) at the switch to the VLAN that is served: \(served)")
        }
        let isParent = host.links.values.contains { $0.vlan?.parent == message.interface }
        // A host may be a client itself on other links; but where nobody asks on those that are served, something is wrong.
        let nobodyElse = !heard.contains { Set(examination.interfaces.map(\.name)).contains($0.interface) }
        let place = isParent ? "without a tag at \(message.interface)" : "at \(message.interface)"
        let isWrong = isParent || nobodyElse
        return Finding(
            check, isWrong ? .problem : .warning, message.interface,
            (isWrong ? "wrong VLAN or link: " : "") + "clients ask \(place), which is not served",
            evidence: "\(message.client) was heard there; served: \(served)",
            cure: isParent
                ? "set the port of \(message.client) at the switch to the VLAN that is served: \(served)"
                : "connect \(message.client) to the link that is served, or add \(message.interface) to "
                    + "server.interfaces of \(examination.file)")
    }

    /// Relays that mean no subnet.
    private var relays: [Finding] {
        let relays = Set(heard.compactMap(\.relay)).sorted()
        let unknown = relays.filter { relay in
            !examination.subnets.contains { $0.prefix.contains(relay) || $0.relays.contains(relay) }
        }
        return unknown.prefix(Self.limit).map { relay in
            let all = examination.subnets.prefix(4).map { "\($0.prefix)" }.joined(separator: ", ")
            return Finding(
                check, .problem, "\(relay)", "relay \(relay) speaks for clients of no configured subnet",
                evidence: "configured: \(all)",
                cure: "add the subnet of \(relay) to \(examination.file), or correct the relay's address")
        }
    }
}
