#if SQLite
    import DHCP
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// A disk that is full for a while.
        @Suite struct FullDiskTests {
            @Test("on a full disk nothing is acknowledged that is not stored, and with room again the server goes on")
            func fullDisk() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let disk = try directory.subdirectory("disk").path
                let server = try await StoredServer.start(
                    in: directory, wrapper: Self.onSmallDisk(disk), options: ["--store", "\(disk)/leases.sqlite"])
                try await server.use { try await expectRecovery($0, disk, directory) }
            }

            private func expectRecovery(
                _ server: StoredServer, _ disk: String, _ directory: TemporaryDirectory
            ) async throws {
                let pids = server.process.errors.lines.compactMap { $0.firstMatch(of: /^pid ([0-9]+)/)?.1 }
                let pid = try #require(pids.first)
                var generator = SeededGenerator(seed: 1)
                // What is released on a full disk stays leased, so it would not be known what has to be there.
                var clients = try RelayedClients(count: 400, areFaithful: true)
                // Where a large change found no room a small one may, so at first some are acknowledged even then.
                _ = try await wait(for: "the disk to be full", evidence: { server.process.transcript }) {
                    let before = clients.acknowledged
                    try await clients.load(
                        port: server.port, until: .now + .milliseconds(100), limit: Self.limit, using: &generator)
                    let isFull = server.process.errors.lines.contains { $0.contains("the disk is full") }
                    return isFull && clients.acknowledged == before && clients.unanswered == Self.limit ? true : nil
                }
                try await server.process.pause()
                clients.settle()
                let stored = try await directory.leases(
                    copiedFrom: "/proc/\(pid)/root\(disk)/leases.sqlite", to: "copy")
                #expect(clients.missing(in: stored) == [])
                server.process.signal(SIGCONT)

                try await Command.run("nsenter", "--mount", "--target", String(pid), "rm", "\(disk)/filler")
                let acknowledged = clients.acknowledged
                _ = try await wait(for: "leases to be stored again", evidence: { server.process.transcript }) {
                    // Who was not answered begins anew.
                    clients.settle()
                    try await clients.load(
                        port: server.port, until: .now + .milliseconds(100), limit: Self.limit, using: &generator)
                    return clients.acknowledged > acknowledged ? true : nil
                }
                #expect(clients.faults == [])
                #expect(server.process.errors.lines.contains { $0.contains("leases are stored again") })
            }

            /// How many clients wait for an answer at most.
            private static let limit = 32

            /// Runs a command with 2 MiB of file system at `disk`, nearly full, that nobody else sees.
            static func onSmallDisk(_ disk: String) -> [String] {
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
