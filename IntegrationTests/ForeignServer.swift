import Foundation

/// Another server for 10.77.0.0/24, whose leases are carried over.
///
/// Debian starts some of them where it installs them, so the tests install dnsmasq alone.
enum ForeignServer: String, CaseIterable, CustomStringConvertible {
    case dnsmasq, dhcpd, udhcpd

    var description: String { rawValue }

    /// Those that are on this machine.
    static let installed = allCases.filter { server in
        ["/usr/sbin", "/usr/bin"].contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(server)") }
    }

    /// Starts it at `br0` with two addresses to give, and waits until it serves; `leases` is its file.
    func start(in laboratory: Laboratory, leases: TextFile) async throws -> RunningProcess {
        let directory = leases.url.deletingLastPathComponent()
        let configuration = try TextFile.holding(text(leases), at: directory.appending(path: "configuration"))
        let pid = directory.appending(path: "pid").path
        let arguments: [String] =
            switch self {
            case .dnsmasq:
                ["--keep-in-foreground", "--log-facility=-", "--user=root", "-C", configuration.path, "-x", pid]
            case .dhcpd: ["-4", "-f", "-d", "-cf", configuration.path, "-lf", leases.path, "-pf", pid, "br0"]
            case .udhcpd: ["-f", configuration.path]
            }
        let process = try laboratory.start(rawValue, in: laboratory.server.namespace, [rawValue] + arguments)
        _ = try await process.waitForLine(/DHCP, sockets bound exclusively|Server starting service|started, v/)
        return process
    }

    private func text(_ leases: TextFile) -> String {
        switch self {
        case .dnsmasq:
            """
            port=0
            interface=br0
            bind-interfaces
            dhcp-range=10.77.0.100,10.77.0.101,1h
            dhcp-leasefile=\(leases.path)

            """
        case .dhcpd:
            "subnet 10.77.0.0 netmask 255.255.255.0 { range 10.77.0.100 10.77.0.101; default-lease-time 3600; }\n"
        case .udhcpd:
            """
            start 10.77.0.100
            end 10.77.0.101
            interface br0
            lease_file \(leases.path)
            pidfile \(leases.path).pid
            option subnet 255.255.255.0
            option lease 3600

            """
        }
    }
}
