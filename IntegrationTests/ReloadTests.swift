import Foundation
import Testing

extension Integration {
    /// A configuration that changes while the server runs.
    @Suite struct ReloadTests {
        @Test("a new pool is taken over; a lease outside of it runs on and is not renewed")
        func newPool() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let server = try await Server.start(
                    in: laboratory, configuration: ServerConfiguration.standard(interface: "br0"))
                let old = try Udhcpc(on: laboratory.clients[0], in: laboratory)
                let address = try await old.acquire()
                #expect(ServerConfiguration.poolContains(address))

                let lines = try await server.reload(
                    ServerConfiguration.standard(interface: "br0", pool: "10.77.0.200-10.77.0.210"))

                #expect(
                    lines.contains {
                        $0.contains("changes=\"pools: 1 added, 1 removed\"")
                            && $0.contains("leases-that-only-run-out=1")
                    }, "\(lines)")
                let new = try Udhcpc(on: laboratory.clients[1], in: laboratory)
                #expect(try await new.acquire().hasPrefix("10.77.0.20"))
                try old.askForRenewal()
                let outcomes = try await statistics(of: server, with: /outside-pools=[1-9]/)
                #expect(!outcomes.contains("renewed="))
                #expect(try await old.host.addresses().contains(address))
            }
        }

        @Test("a wrong configuration is not taken over, and its errors are logged with their places")
        func wrong() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())

                let lines = try await server.reload(ServerConfiguration.standard(pool: "10.99.0.1-10.99.0.9"))

                #expect(lines.contains { $0.contains(ServerWords.misplaced) }, "\(lines)")
                let client = try Udhcpc(on: laboratory.client, in: laboratory)
                #expect(ServerConfiguration.poolContains(try await client.acquire()))
            }
        }

        @Test("other interfaces are listened on at once; another port is left for the next start")
        func interfaces() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                let server = try await Server.start(
                    in: laboratory, configuration: ServerConfiguration.withSecondSubnet(interfaces: "eth0"))

                let lines = try await server.reload(
                    ServerConfiguration.withSecondSubnet(interfaces: "eth1").replacing("0.0.0.0:67", with: "0.0.0.0:68")
                )

                #expect(lines.contains { $0.contains(/warning.*server\.listen/) }, "\(lines)")
                _ = try await server.process.waitForLine(/eth1: is served/)
                #expect(try await Udhcpc(on: client, in: laboratory).acquire().hasPrefix("10.78.0."))
                #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquiresNothing())
            }
        }

        /// Asks the server what it counted until that is as expected.
        private func statistics(of server: Server, with pattern: Regex<Substring>) async throws -> String {
            try await wait(for: "counted outcomes", evidence: { server.process.transcript }) {
                server.process.signal(SIGUSR1)
                try await Task.sleep(for: .milliseconds(100))
                return server.lines(about: pattern).last
            }
        }
    }
}
