import Foundation
import Testing

extension Integration {
    /// A server that looks for others on its links while it runs.
    @Suite(.enabled(if: ForeignServer.installed.contains(.dnsmasq))) struct WatchTests {
        private static let watch = "watch: { other-servers: 10s }\n"

        @Test("another server is found with its hardware address and bridge port, though no client asks")
        func finds() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                _ = try await Rogue.start(on: laboratory.clients[1], in: laboratory)
                let server = try await Server.start(
                    in: laboratory, configuration: Self.watch + ServerConfiguration.standard(interface: "br0"))
                let line = try await server.process.waitForLine(/another DHCP server answers clients/)
                for word in ["10.77.0.66", "02:77:00:00:00:02", "port2", "br0", "10.77.0.2"] {
                    #expect(line.contains(word), "\(line)")
                }
                server.process.signal(SIGUSR1)
                _ = try await server.process.waitForLine(/statistics: other server 10\.77\.0\.66/)
                // Nobody took what was offered, and this server did not answer itself.
                #expect(server.lines(about: /another DHCP server answers clients/).count == 1)
                _ = try await server.process.waitForLine(/statistics: answers.*offer=0/)
            }
        }

        @Test("one that may answer is not told of, and without raw packets nothing is looked for")
        func quiet() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Rogue.start(on: laboratory.client, in: laboratory)
                let known = Self.watch.replacing("10s", with: "10s, known: [10.77.0.66]")
                let server = try await Server.start(
                    in: laboratory, configuration: known + ServerConfiguration.standard())
                let lines = try await server.reload(Self.watch + ServerConfiguration.standard())
                #expect(lines.contains { $0.contains("other settings") }, "\(lines)")
                _ = try await server.process.waitForLine(/another DHCP server answers clients/)
            }
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(
                    in: laboratory, configuration: Self.watch + ServerConfiguration.standard(),
                    wrapper: Privilege.without("net_raw"))
                _ = try await server.process.waitForLine(/other servers are not looked for/)
            }
        }
    }
}
