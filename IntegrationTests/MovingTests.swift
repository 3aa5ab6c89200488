#if SQLite
    import Foundation
    import Testing

    extension Integration {
        /// The leases of another server are carried over while clients have them.
        @Suite struct MovingTests {
            @Test("a client keeps its address, and only a free one goes to another", arguments: ForeignServer.installed)
            private func moves(from foreign: ForeignServer) async throws {
                try await Laboratory.open(.bridge(clients: 3)) { laboratory in
                    let directory = try laboratory.newDirectory("foreign")
                    let leases = try TextFile.holding("", at: directory.appending(path: "leases"))
                    let process = try await foreign.start(
                        in: laboratory, at: "br0", range: ("10.77.0.100", "10.77.0.101"), leases: leases)
                    let clients = try laboratory.clients.map { try Udhcpc(on: $0, in: laboratory) }
                    let kept = try await clients[0].acquire()
                    let freed = try await clients[1].acquire()
                    try await clients[1].release()
                    try await clients[0].vanish()
                    await process.end()

                    let store = try laboratory.newDirectory("store").appending(path: "leases.sqlite").path
                    let dhcp = Environment.binary(named: "dhcp").path
                    let imported = try await Command.outcome(
                        of: [dhcp, "leases", "import", "--store", store, leases.path])
                    #expect(imported.status == 0, "\(imported)")

                    let configuration = ServerConfiguration.standard(interface: "br0", pool: "10.77.0.100-10.77.0.101")
                        .replacing("memory: true", with: "path: \(store)")
                    _ = try await Server.start(in: laboratory, configuration: configuration)
                    #expect(try await clients[2].acquire() == freed)
                    #expect(try await clients[0].acquire() == kept)
                }
            }
        }
    }
#endif
