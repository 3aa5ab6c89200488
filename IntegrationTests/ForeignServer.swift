import Foundation

/// Another DHCP server, as a neighbour of this one or with leases that are carried over.
///
/// Debian starts some of them where it installs them, so the tests install dnsmasq alone.
enum ForeignServer: String, CaseIterable, CustomStringConvertible {
    case dnsmasq, dhcpd, udhcpd

    var description: String { rawValue }

    /// Those that are on this machine.
    static let installed = allCases.filter { server in
        ["/usr/sbin", "/usr/bin"].contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(server)") }
    }

    /// Starts it at an interface, with addresses of one /24 to give, and waits until it serves; `leases` is its file.
    func start(
        in laboratory: Laboratory, at interface: String, range: (first: String, last: String), leases: TextFile
    ) async throws -> RunningProcess {
        let directory = leases.url.deletingLastPathComponent()
        let configuration = try TextFile.holding(
            text(interface, range, leases), at: directory.appending(path: "configuration"))
        let pid = directory.appending(path: "pid").path
        let arguments: [String] =
            switch self {
            case .dnsmasq:
                ["--keep-in-foreground", "--log-facility=-", "--user=root", "-C", configuration.path, "-x", pid]
            case .dhcpd: ["-4", "-f", "-d", "-cf", configuration.path, "-lf", leases.path, "-pf", pid, interface]
            case .udhcpd: ["-f", configuration.path]
            }
        let process = try laboratory.start(rawValue, in: laboratory.server.namespace, [rawValue] + arguments)
        _ = try await process.waitForLine(/DHCP, sockets bound exclusively|Server starting service|started, v/)
        return process
    }

    private func text(_ interface: String, _ range: (first: String, last: String), _ leases: TextFile) -> String {
        let network = range.first.split(separator: ".").dropLast().joined(separator: ".") + ".0"
        switch self {
        case .dnsmasq:
            return """
                port=0
                interface=\(interface)
                bind-interfaces
                dhcp-range=\(range.first),\(range.last),1h
                dhcp-leasefile=\(leases.path)

                """
        case .dhcpd:
            return """
                default-lease-time 3600;
                subnet \(network) netmask 255.255.255.0 { range \(range.first) \(range.last); }

                """
        case .udhcpd:
            return """
                start \(range.first)
                end \(range.last)
                interface \(interface)
                lease_file \(leases.path)
                pidfile \(leases.path).pid
                option subnet 255.255.255.0
                option lease 3600

                """
        }
    }
}
