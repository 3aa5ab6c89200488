internal import DHCP
internal import DHCPConfiguration
internal import DHCPLeases
internal import DHCPServer

// Who has the port, and what this server may do.

/// Numbers of linux/capability.h.
enum Capability {
    static let bindService: UInt64 = 1 << 10
    static let raw: UInt64 = 1 << 13
    static let administration: UInt64 = 1 << 12

    /// The names of those that are missing from a set.
    static func missing(in capabilities: UInt64, port: UInt16) -> [String] {
        var names: [String] = []
        if port < 1024, capabilities & bindService == 0 { names.append("CAP_NET_BIND_SERVICE") }
        if capabilities & raw == 0 { names.append("CAP_NET_RAW") }
        return names
    }
}

extension DoctorCheck {
    static let configuration = DoctorCheck("configuration") { examination, check in
        if let fault = examination.configurationFault {
            return [
                Finding(
                    check, .problem, examination.file, "the configuration can not be served", evidence: fault,
                    cure: "dhcp check \(examination.file)")
            ]
        }
        guard let configured = examination.configured else { return [] }
        let count = configured.server.leases.subnets.count
        return [deafness(examination, configured, check)].compactMap { $0 }
            + [Finding(check, .ok, configured.file, "it can be served: \(count) \(count == 1 ? "subnet" : "subnets")")]
    }

    /// A server that listens where clients do not send.
    private static func deafness(
        _ examination: Examination, _ configured: Examination.Configured, _ check: String
    ) -> Finding? {
        let listen = configured.server.server.listen
        let port = DHCPEndpoint.serverPort
        if listen.port != port, examination.host.ruleset?.contains("\"redirect\"") != true {
            return Finding(
                check, examination.probes?.heard.isEmpty == false ? .problem : .warning, configured.file,
                "the server listens at port \(listen.port), and clients send to port \(port)",
                evidence: "listen is \(listen)",
                cure: "set server: { listen: 0.0.0.0:\(port) } in \(configured.file), or have nft redirect port \(port)"
            )
        }
        let hasClients = examination.interfaces.contains { examination.subnet(at: $0) != nil }
        if !listen.address.isAny, listen.address.bitPattern >> 24 != 127, hasClients {
            return Finding(
                check, .problem, configured.file,
                "the server listens at \(listen.address) alone, where no broadcast of clients is heard",
                evidence: "listen is \(listen)",
                cure: "set server: { listen: 0.0.0.0:\(listen.port) } in \(configured.file), and name the interfaces")
        }
        return nil
    }

    static let server = DoctorCheck("server") { examination, check in
        let host = examination.host
        guard examination.configured != nil, !host.holders.contains(where: \.isOwn), !host.hasUnseenHolder else {
            return []
        }
        let start =
            host.units.first.map { "systemctl start \($0.name) # journalctl -eu \($0.name) says why it ended" }
            ?? "dhcp serve --config \(examination.file) # it says what keeps it from serving"
        return [
            Finding(
                check, .warning, "server", "no server of this kind runs on this host",
                evidence: "nobody of it has UDP port \(examination.port)", cure: start)
        ]
    }

    static let port = DoctorCheck("port") { examination, check in
        let port = "UDP port \(examination.port)"
        let names = Set(examination.interfaces.map(\.name))
        var findings: [Finding] = []
        for holder in examination.host.holders {
            let who = "\(holder.name) (process \(holder.process))"
            let shared = holder.interfaces.filter { names.contains($0) }
            if holder.isOwn, let other = holder.configuration, !shared.isEmpty || names.isEmpty,
                !RunningServer.isSame(other, examination.file)
            {
                findings.append(
                    Finding(
                        check, .problem, port, "\(who) has \(port), and serves \(other), not \(examination.file)",
                        evidence: "its command line", cure: "\(holder.end) # or change \(other), and reload that server"
                    ))
            } else if holder.isOwn {
                findings.append(Finding(check, .ok, port, "this server has it: \(who)"))
            } else if shared.isEmpty, !names.isEmpty {
                let place = holder.interfaces.isEmpty ? "another address" : holder.interfaces.joined(separator: ", ")
                findings.append(Finding(check, .ok, port, "\(who) has it at \(place) alone"))
            } else {
                findings.append(
                    Finding(
                        check, .problem, port, "\(who) has \(port), so this server can not have it",
                        evidence: "it listens at \(shared.isEmpty ? "all interfaces" : shared.joined(separator: ", "))",
                        cure: holder.end))
            }
        }
        if examination.host.hasUnseenHolder {
            findings.append(
                Finding(
                    check, .warning, port, "some other user's process has it, which only root sees",
                    cure: "sudo ss -ulpn 'sport = :\(examination.port)'"))
        }
        let drops = examination.host.droppedDatagrams
        if drops > 0 {
            findings.append(
                Finding(
                    check, .warning, port, "\(drops) datagrams were lost there, as there was no room for them",
                    evidence: "the column drops of /proc/net/udp", cure: "sysctl -w net.core.rmem_max=4194304"))
        }
        return findings.isEmpty ? [Finding(check, .ok, port, "it is free")] : findings
    }

    static let rights = DoctorCheck("rights") { examination, check in
        let (host, port) = (examination.host, examination.port)
        let program = host.program
        let cure = "setcap cap_net_bind_service,cap_net_raw+ep \(program)"
        if let server = host.holders.first(where: { $0.isOwn && $0.capabilities != nil }) {
            let missing = Capability.missing(in: server.capabilities ?? 0, port: port)
            let who = "the server (process \(server.process))"
            if missing.isEmpty { return [Finding(check, .ok, "server", "\(who) may have the port, and send frames")] }
            let unit = server.unit.map {
                "systemctl edit \($0) # [Service] AmbientCapabilities=CAP_NET_BIND_SERVICE CAP_NET_RAW"
            }
            return [
                Finding(
                    check, .problem, "server",
                    "\(who) lacks the capability \(missing.joined(separator: " and ")): "
                        + "clients without an address are answered by broadcast alone",
                    evidence: "CapEff of /proc/\(server.process)/status",
                    cure: (unit ?? cure) + ", and start it again")
            ]
        }
        let missing = Capability.missing(in: host.capabilities | host.fileCapabilities, port: port)
        if missing.isEmpty { return [Finding(check, .ok, "this program", "it may have the port, and send frames")] }
        let list = missing.joined(separator: " and ")
        if host.units.isEmpty {
            return [
                Finding(
                    check, .problem, "this program",
                    "the capability \(list) is missing: a server started so can not serve",
                    evidence: "neither this process nor the file \(program) has it", cure: "sudo \(cure)")
            ]
        }
        return [
            Finding(
                check, .warning, "this program", "this user lacks \(list); the unit of systemd gives it to the server",
                cure: "sudo dhcp doctor")
        ]
    }

    static let container = DoctorCheck("container") { examination, check in
        guard let kind = examination.host.container else { return [] }
        let host = examination.host
        var findings: [Finding] = []
        let missing = Capability.missing(in: host.capabilities | host.fileCapabilities, port: examination.port)
        if !missing.isEmpty {
            let flags = missing.map { "--cap-add \($0.dropFirst(4))" }.joined(separator: " ")
            findings.append(
                Finding(
                    check, .problem, kind, "the container has not \(missing.joined(separator: " and "))",
                    cure: "\(kind == "podman" ? "podman" : "docker") run --network host \(flags) …"))
        }
        let links = host.interfaces.filter { !$0.isLoopback }
        let isBridged =
            !links.isEmpty
            && links.allSatisfy { link in
                host.links[link.name]?.driver == "veth" && !link.addresses.isEmpty
                    && link.addresses.allSatisfy { 0xAC10...0xAC1F ~= $0.address.bitPattern >> 16 }
            }
        if isBridged {
            findings.append(
                Finding(
                    check, .problem, kind, "broadcasts of clients do not reach the container's own network",
                    evidence: links.map(\.name).joined(separator: ", ")
                        + " stands behind the host's address translation",
                    cure: "run it with --network host, or at a macvlan of the link"))
        }
        return findings.isEmpty ? [Finding(check, .ok, kind, "the container has what a server needs")] : findings
    }

    static let limits = DoctorCheck("limits") { examination, check in
        let wanted = 4 << 20
        guard let limit = examination.host.receiveBufferLimit else { return [] }
        // Who may administer the network is not bound by it.
        if limit >= wanted || examination.host.capabilities & Capability.administration != 0 {
            return [Finding(check, .ok, "net.core.rmem_max", "sockets have room for what waits")]
        }
        return [
            Finding(
                check, .warning, "net.core.rmem_max",
                "about \(max(limit / 1300, 1)) messages can wait at a socket; in a storm the rest is lost",
                evidence: "it is \(limit), and the server asks for \(wanted)",
                cure: "sysctl -w net.core.rmem_max=\(wanted)")
        ]
    }

    static let clock = DoctorCheck("clock") { examination, check in
        let step = examination.probes?.clockStep ?? 0
        var findings: [Finding] = []
        if abs(step) > 500_000_000 {
            findings.append(
                Finding(
                    check, .problem, "clock", "somebody sets the clock by steps",
                    evidence: "by \(step / 1_000_000) ms while this was looked at", cure: "chronyc tracking"))
        }
        switch examination.host.isClockSynchronised {
        case false?:
            findings.append(
                Finding(
                    check, .warning, "clock", "nothing keeps the clock right: ends of leases are shown wrong",
                    evidence: "the kernel says that it is not synchronised", cure: "timedatectl set-ntp true"))
        case true?: findings.append(Finding(check, .ok, "clock", "it is kept right"))
        case nil: break
        }
        return findings
    }
}
