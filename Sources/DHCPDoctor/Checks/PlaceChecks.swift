internal import DHCP
internal import DHCPConfiguration
internal import DHCPLeases

// Where leases are kept, how the service is set up, and the machines that clients are sent to.

extension DoctorCheck {
    static let store = DoctorCheck("store") { examination, check in
        if let server = examination.configured?.server, case .memory = server.store {
            return [
                Finding(
                    check, .warning, "memory", "leases are lost when the server ends",
                    cure: "set store: { path: leases.sqlite } in \(examination.file)")
            ]
        }
        guard let store = examination.host.store else { return [] }
        let path = store.path
        if !store.exists {
            return [
                Finding(
                    check, .problem, path, "its directory is not there, so no lease can be kept",
                    cure: "install -d -m 0700 \(store.directory)")
            ]
        }
        if let error = store.writeError, error.contains("space") {
            return [full(store, check, "writing there says: \(error)")]
        }
        if let error = store.writeError, error.contains("Read-only") {
            return [
                Finding(
                    check, .problem, path, "its file system is read-only, so no lease can be kept",
                    evidence: "writing there says: \(error)",
                    cure: "dmesg | tail # a disk that fails is mounted so; then mount -o remount,rw the file system of "
                        + store.directory)
            ]
        }
        if store.free < 1 << 20 { return [full(store, check, "\(store.free / 1024) KiB are free")] }
        var findings: [Finding] = []
        if let error = store.writeError {
            findings.append(
                Finding(
                    check, .warning, path, "nothing can be written there: \(error)",
                    cure: "ls -ld \(store.directory) # whose is it, and as whom does the server run"))
        }
        findings += [place(store, check), room(store, check), speed(store, check)].compactMap { $0 }
        if findings.isEmpty {
            let time = store.syncTime.map { ", \($0 / 1000) µs to have something on the disk" } ?? ""
            findings.append(Finding(check, .ok, path, "on \(store.fileSystem), \(store.free >> 20) MiB free\(time)"))
        }
        return findings
    }

    private static func full(_ store: StoreFacts, _ check: String, _ evidence: String) -> Finding {
        Finding(
            check, .problem, store.path, "the disk is full, so no client gets a lease", evidence: evidence,
            cure: "df -h \(store.directory) # then make room")
    }

    private static func place(_ store: StoreFacts, _ check: String) -> Finding? {
        if ["tmpfs", "ramfs"].contains(store.fileSystem) {
            return Finding(
                check, .problem, store.path, "leases are in memory and lost with the power",
                evidence: "\(store.directory) is a \(store.fileSystem)",
                cure: "keep them on a disk: store: { path: /var/lib/dhcp-server/leases.sqlite }")
        }
        let network = ["nfs", "cifs", "smb", "smb2", "9p", "ceph", "afs", "gfs2", "ocfs2", "fuse"]
        if network.contains(store.fileSystem) {
            return Finding(
                check, .problem, store.path, "leases are on a network file system, which SQLite can not lock",
                evidence: "\(store.directory) is on \(store.fileSystem)",
                cure: "keep them on a disk of this host: store: { path: /var/lib/dhcp-server/leases.sqlite }")
        }
        return nil
    }

    private static func room(_ store: StoreFacts, _ check: String) -> Finding? {
        guard store.free < 64 << 20 else { return nil }
        return Finding(
            check, .warning, store.path, "the disk is nearly full", evidence: "\(store.free >> 20) MiB are free",
            cure: "df -h \(store.directory)")
    }

    private static func speed(_ store: StoreFacts, _ check: String) -> Finding? {
        guard let time = store.syncTime, time > 100_000_000 else { return nil }
        return Finding(
            check, .warning, store.path, "the disk is slow, and each lease waits for it",
            evidence: "\(time / 1_000_000) ms until 4 KiB are on it", cure: "iostat -x 1")
    }

    static let relays = DoctorCheck("relays") { examination, check in
        let relays = examination.subnets.flatMap(\.relays)
        let lost = relays.filter { examination.host.unreachable.contains($0) }
        if lost.isEmpty {
            return relays.isEmpty ? [] : [Finding(check, .ok, "relays", "there is a way to all \(relays.count)")]
        }
        return lost.prefix(16).map { relay in
            Finding(
                check, .problem, "\(relay)", "there is no way to relay \(relay), so its clients get no answer",
                evidence: "ip route get \(relay): network is unreachable", cure: "ip route add \(relay) via GATEWAY")
        }
    }

    static let neighbours = DoctorCheck("neighbours") { examination, check in
        guard let probes = examination.probes else { return [] }
        var findings: [Finding] = []
        for probe in ServiceProbe.all(of: examination) {
            let what = probe.what
            let subject = "\(probe.address)"
            if probe.kind == .router, examination.interface(onLinkOf: probe.address) != nil {
                guard probes.asked.contains(probe.address) else { continue }
                findings.append(
                    probes.neighbours[probe.address].map {
                        Finding(check, .ok, subject, "the \(what) is there", evidence: "\($0)")
                    }
                        ?? Finding(
                            check, .problem, subject, "the router \(subject) that clients are told does not answer",
                            evidence: "no answer to ARP", cure: "arping \(subject) # then correct routers or mend it"))
                continue
            }
            switch probes.services[probe] {
            case .answered?: findings.append(Finding(check, .ok, subject, "the \(what) answers"))
            case .refused(let words)?:
                findings.append(
                    Finding(
                        check, .problem, subject, "the \(what) \(subject) that clients are told refuses",
                        evidence: words, cure: probe.cure))
            case .silent?:
                // Many machines do not answer to an echo.
                findings.append(
                    Finding(
                        check, probe.kind == .router ? .warning : .problem, subject,
                        "the \(what) \(subject) that clients are told does not answer",
                        evidence: "nothing came within 2 s",
                        cure: probe.cure))
            case .unasked?, nil: continue
            }
        }
        return findings
    }
}

extension ServiceProbe {
    /// What the machine is to clients.
    var what: String {
        switch kind {
        case .router: "router"
        case .nameServer: "DNS server"
        case .bootFile(let file): "TFTP server (file \(file))"
        case .page(_, _, let path): "HTTP server (\(path))"
        }
    }

    /// What shows more.
    var cure: String {
        switch kind {
        case .router: "ping \(address)"
        case .nameServer: "dig @\(address) . NS # then correct domain-name-servers or mend it"
        case .bootFile(let file): "curl -o /dev/null tftp://\(address)/\(file) # then correct boot or mend it"
        case .page(let port, _, let path): "curl -I http://\(address):\(port)\(path) # then correct boot or mend it"
        }
    }
}
