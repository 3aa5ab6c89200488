#if SQLite
    import DHCP
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// What SIGUSR1 has a server log.
        @Suite struct StatisticsTests {
            @Test("messages that were dropped are counted by reason")
            func dropped() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let server = try await StoredServer.start(in: directory)
                try await server.use { server in
                    // What comes while the server stands still waits together, and the client's last word counts.
                    try await server.process.pause()
                    let socket = try RelaySocket()
                    for _ in 0..<10 { socket.relay(.discover(HardwareAddress(2, 0, 0, 0, 0, 1)), to: server.port) }
                    server.process.signal(SIGCONT)
                    _ = try await wait(for: "an answer") { socket.next() }
                    server.process.signal(SIGUSR1)
                    let line = try await server.process.waitForLine(/statistics: dropped/)
                    #expect(line.contains(/\bretransmission=[1-9]/), "\(line)")
                    for reason in ["overload", "stale", "shutdown"] { #expect(line.contains("\(reason)=0"), "\(line)") }
                }
            }
        }
    }
#endif
