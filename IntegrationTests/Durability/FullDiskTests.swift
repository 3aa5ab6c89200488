#if SQLite
    import DHCP
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// A disk that is full for a while.
        @Suite struct FullDiskTests {
            @Test("on a full disk nothing is acknowledged, and as soon as there is room the server goes on")
            func fullDisk() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let disk = try directory.subdirectory("disk").path
                let server = try await StoredServer.start(
                    in: directory, wrapper: Self.onSmallDisk(disk), options: ["--store", "\(disk)/leases.sqlite"])
                try await server.use { try await expectRecovery($0, disk) }
            }

            private func expectRecovery(_ server: StoredServer, _ disk: String) async throws {
                let pids = server.process.errors.lines.compactMap { $0.firstMatch(of: /^pid ([0-9]+)/)?.1 }
                let pid = try #require(pids.first)
                let inside = ["nsenter", "--mount", "--target", String(pid)]
                var generator = SeededGenerator(seed: 1)
                var clients = try RelayedClients(count: 400)
                _ = try await wait(for: "the disk to be full", evidence: { server.process.transcript }) {
                    try await clients.load(port: server.port, until: .now + .milliseconds(100), using: &generator)
                    return server.process.errors.lines.first { $0.contains("the disk is full") }
                }
                clients.settle()
                let acknowledged = clients.acknowledged
                try await clients.load(port: server.port, until: .now + .milliseconds(300), using: &generator)
                #expect(clients.acknowledged == acknowledged, "acknowledged on a full disk")

                try await Command.run(inside + ["rm", "\(disk)/filler"])
                _ = try await wait(for: "leases to be stored again", evidence: { server.process.transcript }) {
                    // Who was not answered begins anew.
                    clients.settle()
                    try await clients.load(port: server.port, until: .now + .milliseconds(100), using: &generator)
                    return clients.acknowledged > acknowledged ? true : nil
                }
                #expect(clients.faults == [])
                #expect(server.process.errors.lines.contains { $0.contains("leases are stored again") })
            }

            /// Runs a command with 2 MiB of file system at `disk`, nearly full, that nobody else sees.
            private static func onSmallDisk(_ disk: String) -> [String] {
                let script = """
                    mount -t tmpfs -o size=2m none "\(disk)" && head -c 1500000 /dev/zero > "\(disk)/filler"
                    echo "pid $$" >&2
                    exec "$@"
                    """
                return ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"]
            }
        }
    }
#endif
