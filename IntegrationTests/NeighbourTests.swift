import Foundation
import Testing

extension Integration {
    /// Other DHCP servers on the same host, each on an interface of its own.
    @Suite struct NeighbourTests {
        private enum Neighbour: CaseIterable, CustomStringConvertible {
            case foreign(ForeignServer)
            case ours

            /// Those that are on this machine and can be told to keep to an interface.
            static let allCases = ForeignServer.installed.filter { $0 != .udhcpd }.map(Self.foreign) + [.ours]

            /// What the process is called.
            var description: String {
                switch self {
                case .foreign(let server): server.rawValue
                case .ours: "dhcp"
                }
            }

            /// Starts it at an interface whose network is 10.78.0.0/24, or at the one of 10.77.0.0/24.
            func start(at interface: String, network: String, in laboratory: Laboratory) async throws {
                switch self {
                case .foreign(let server):
                    let directory = try laboratory.newDirectory("\(server)")
                    let leases = try TextFile.holding("", at: directory.appending(path: "leases"))
                    _ = try await server.start(
                        in: laboratory, at: interface, range: ("\(network).100", "\(network).110"), leases: leases)
                case .ours:
                    let configuration = ServerConfiguration.standard(
                        interface: interface, pool: "\(network).100-\(network).110", subnet: "\(network).0/24",
                        router: "\(network).1")
                    _ = try await Server.start(in: laboratory, configuration: configuration)
                }
            }
        }

        private func expectBothServe(_ second: Host, in laboratory: Laboratory) async throws {
            #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquire().hasPrefix("10.77.0."))
            #expect(try await Udhcpc(on: second, in: laboratory).acquire().hasPrefix("10.78.0."))
        }

        @Test("a neighbour on another interface starts after this server", arguments: Neighbour.allCases)
        private func after(neighbour: Neighbour) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let second = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                try await neighbour.start(at: "eth1", network: "10.78.0", in: laboratory)
                try await expectBothServe(second, in: laboratory)
            }
        }

        @Test("this server starts after a neighbour on another interface", arguments: Neighbour.allCases)
        private func before(neighbour: Neighbour) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let second = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                try await neighbour.start(at: "eth1", network: "10.78.0", in: laboratory)
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                try await expectBothServe(second, in: laboratory)
            }
        }

        @Test("a neighbour on the same interface is noticed, and named", arguments: Neighbour.allCases)
        private func same(neighbour: Neighbour) async throws {
            try await Laboratory.open(.direct) { laboratory in
                try await neighbour.start(at: "eth0", network: "10.77.0", in: laboratory)
                let (status, lines) = try await Server.failure(
                    in: laboratory, configuration: ServerConfiguration.standard())
                #expect(status == ServerWords.cannotRun)
                let words = "another process has the port: \(neighbour) (process "
                #expect(lines.contains { $0.contains(words) }, "\(lines)")
            }
        }
    }
}
