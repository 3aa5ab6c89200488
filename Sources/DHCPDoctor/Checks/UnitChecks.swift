// How systemd runs the server.

extension DoctorCheck {
    static let unit = DoctorCheck("unit") { examination, check in
        examination.host.units.flatMap { unit -> [Finding] in
            let pitfalls = UnitPitfalls(unit, store: examination.host.store?.path).all
            if pitfalls.isEmpty { return [Finding(check, .ok, unit.name, "it gives the server what it needs")] }
            return pitfalls.map { pitfall in
                Finding(
                    check, pitfall.severity, unit.name, pitfall.text, evidence: pitfall.evidence,
                    cure: "systemctl edit \(unit.name) # [Service] \(pitfall.cure)")
            }
        }
    }
}

/// What is wrong with a unit.
private struct UnitPitfalls {
    struct Pitfall {
        var severity: Finding.Severity = .problem
        let text: String
        let evidence: String
        let cure: String
    }

    private let unit: UnitFile
    private let store: String?
    private static let both = "CAP_NET_BIND_SERVICE CAP_NET_RAW"

    init(_ unit: UnitFile, store: String?) {
        self.unit = unit
        self.store = store
    }

    var all: [Pitfall] { network + place + rest }

    private var isOrdinaryUser: Bool {
        unit.isOn("DynamicUser") || unit.last("User").map { $0 != "root" && $0 != "0" } ?? false
    }

    private var network: [Pitfall] {
        var found: [Pitfall] = []
        for key in ["PrivateNetwork", "PrivateUsers"] where unit.isOn(key) {
            found.append(
                Pitfall(
                    text: "the server sees no interface of this host, or has no right at it", evidence: "\(key)=yes",
                    cure: "\(key)=no"))
        }
        if let families = unit.words("RestrictAddressFamilies"), families.first?.first != "~" {
            let missing = ["AF_INET", "AF_NETLINK", "AF_PACKET"].filter { !families.contains($0) }
            if !missing.isEmpty {
                found.append(
                    Pitfall(
                        text: "it forbids the sockets that the server needs",
                        evidence: "RestrictAddressFamilies without \(missing.joined(separator: " "))",
                        cure: "RestrictAddressFamilies=\(missing.joined(separator: " "))"))
            }
        }
        for key in ["CapabilityBoundingSet", "AmbientCapabilities"] {
            let names = unit.words(key)
            if key == "AmbientCapabilities" ? !isOrdinaryUser : names == nil || names?.first?.first == "~" { continue }
            let missing = Self.both.split(separator: " ").map(String.init).filter { names?.contains($0) != true }
            if !missing.isEmpty {
                found.append(
                    Pitfall(
                        text: "the server has not the capability \(missing.joined(separator: " and "))",
                        evidence: "\(key)=\((names ?? []).joined(separator: " "))", cure: "\(key)=\(Self.both)"))
            }
        }
        return found
    }

    private var place: [Pitfall] {
        var found: [Pitfall] = []
        let hasState = unit.words("StateDirectory") != nil
        if unit.isOn("DynamicUser"), !hasState {
            found.append(
                Pitfall(
                    text: "the server has no directory in which it may keep leases",
                    evidence: "DynamicUser=yes without StateDirectory", cure: "StateDirectory=dhcp-server"))
        }
        guard let store, store.hasPrefix("/") else { return found }
        let protection = unit.last("ProtectSystem")?.lowercased() ?? "no"
        let writable = (unit.words("ReadWritePaths") ?? []).map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }
        let own = (unit.words("StateDirectory") ?? []).map { "/var/lib/\($0)" }
        let isOpen = (writable + own).contains { store.hasPrefix($0 + "/") }
        let isProtected =
            protection == "strict"
            || ["yes", "true", "full"].contains(protection)
                && (["/usr/", "/boot/"] + (protection == "full" ? ["/etc/"] : [])).contains { store.hasPrefix($0) }
        if isProtected, !isOpen {
            found.append(
                Pitfall(
                    text: "the server may not write its leases", evidence: "ProtectSystem=\(protection), and \(store)",
                    cure: "ReadWritePaths=\(store.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" })"))
        }
        if unit.isOn("ProtectHome"), ["/home/", "/root/"].contains(where: { store.hasPrefix($0) }) {
            found.append(
                Pitfall(
                    text: "the server does not see its leases", evidence: "ProtectHome=yes, and \(store)",
                    cure: "ProtectHome=no"))
        }
        if unit.isOn("PrivateTmp"), ["/tmp/", "/var/tmp/"].contains(where: { store.hasPrefix($0) }) {
            found.append(
                Pitfall(
                    text: "leases are removed when the service ends", evidence: "PrivateTmp=yes, and \(store)",
                    cure: "StateDirectory=dhcp-server"))
        }
        return found
    }

    private var rest: [Pitfall] {
        guard unit.last("WatchdogSec") != nil, unit.last("Type") != "notify" else { return [] }
        return [
            Pitfall(
                severity: .warning, text: "the watchdog can not be told that the server lives",
                evidence: "WatchdogSec without Type=notify", cure: "Type=notify")
        ]
    }
}
