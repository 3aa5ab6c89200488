import Foundation
import Testing

extension Integration {
    /// Other DHCP servers on the same host, each on an interface of its own.
    @Suite struct NeighbourTests {
        private enum Neighbour: String, CaseIterable, CustomStringConvertible {
            case dnsmasq, dhcpd, ours

            var description: String { rawValue }

            /// Those that are on this machine: Debian starts ISC dhcpd where it installs it, so the tests do not.
            static let installed = allCases.filter {
                $0 != .dhcpd || FileManager.default.isExecutableFile(atPath: "/usr/sbin/dhcpd")
            }

            /// Starts it at an interface whose network is 10.78.0.0/24, or at the one of 10.77.0.0/24.
            func start(at interface: String, network: String, in laboratory: Laboratory) async throws -> RunningProcess
            {
                let directory = try laboratory.newDirectory(rawValue)
                let namespace = try laboratory.server.namespace
                switch self {
                case .dnsmasq:
                    return try laboratory.start(
                        "dnsmasq", in: namespace,
                        [
                            "dnsmasq", "--keep-in-foreground", "--log-facility=-", "--conf-file=/dev/null", "--port=0",
                            "--interface=\(interface)", "--bind-interfaces", "--user=root", "--pid-file=",
                            "--dhcp-range=\(network).100,\(network).110,1h",
                            "--dhcp-leasefile=\(directory.appending(path: "leases").path)",
                        ])
                case .dhcpd:
                    let file = try TextFile.holding(
                        "subnet \(network).0 netmask 255.255.255.0 { range \(network).100 \(network).110; }\n",
                        at: directory.appending(path: "dhcpd.conf"))
                    let leases = try TextFile.holding("", at: directory.appending(path: "dhcpd.leases"))
                    return try laboratory.start(
                        "dhcpd", in: namespace,
                        [
                            "dhcpd", "-4", "-f", "-d", "-cf", file.path, "-lf", leases.path, "-pf",
                            directory.appending(path: "pid").path, interface,
                        ])
                case .ours:
                    let configuration = ServerConfiguration.standard(
                        interface: interface, pool: "\(network).100-\(network).110", subnet: "\(network).0/24",
                        router: "\(network).1")
                    return try Server.begin(in: laboratory, configuration: configuration).process
                }
            }

            /// What it says when it serves.
            var ready: Regex<Substring> {
                switch self {
                case .dnsmasq: /DHCP, sockets bound exclusively to interface/
                case .dhcpd: /Server starting service/
                case .ours: /DHCP server ready/
                }
            }
        }

        private func expectBothServe(_ second: Host, in laboratory: Laboratory) async throws {
            #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquire().hasPrefix("10.77.0."))
            #expect(try await Udhcpc(on: second, in: laboratory).acquire().hasPrefix("10.78.0."))
        }

        @Test("a neighbour on another interface starts after this server", arguments: Neighbour.installed)
        private func after(neighbour: Neighbour) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let second = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let process = try await neighbour.start(at: "eth1", network: "10.78.0", in: laboratory)
                _ = try await process.waitForLine(neighbour.ready)
                try await expectBothServe(second, in: laboratory)
            }
        }

        @Test("this server starts after a neighbour on another interface", arguments: Neighbour.installed)
        private func before(neighbour: Neighbour) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let second = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                let process = try await neighbour.start(at: "eth1", network: "10.78.0", in: laboratory)
                _ = try await process.waitForLine(neighbour.ready)
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                try await expectBothServe(second, in: laboratory)
            }
        }

        @Test("a neighbour on the same interface is noticed, and named", arguments: Neighbour.installed)
        private func same(neighbour: Neighbour) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let process = try await neighbour.start(at: "eth0", network: "10.77.0", in: laboratory)
                _ = try await process.waitForLine(neighbour.ready)
                let (status, lines) = try await Server.failure(
                    in: laboratory, configuration: ServerConfiguration.standard())
                #expect(status == ServerWords.cannotRun)
                let name = neighbour == .ours ? "dhcp" : neighbour.rawValue
                #expect(lines.contains { $0.contains("another process has the port: \(name) (process ") }, "\(lines)")
            }
        }
    }
}
