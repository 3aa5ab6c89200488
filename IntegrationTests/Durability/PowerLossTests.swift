#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPSQLite
    import DHCPTesting
    import Foundation
    import Logging
    import Testing

    extension Integration {
        /// The power fails at any moment: what was not synced is on the disk in part, torn, or not at all.
        @Suite(.enabled(if: Environment.canTrace, "no `strace`: run `apt-get install strace`"))
        struct PowerLossTests {
            @Test("after a power cut at any moment the file opens and has every acknowledged lease")
            func everyAcknowledgedLeaseIsThere() async throws {
                let seed = Environment.drawSeed()
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let run = try await RecordedRun.record(in: directory, seed: seed)
                let first = try #require(run.acknowledgements.first?.begin)
                let moments = run.events.indices.filter { run.events[$0].begin >= first }
                #expect(moments.count > 100)
                var generator = SeededGenerator(seed: seed)
                for cut in moments.shuffled(using: &generator).prefix(150) {
                    let disk = RecordedDisk(run.events[..<cut], path: run.path, using: &generator)
                    let leases = try await leases(on: disk, in: directory, cut)
                    let line = run.events[cut].begin
                    let promised = run.acknowledgements.filter { $0.begin < line }
                    let lost = promised.filter { !holds(leases, $0.message) }.map { "\($0.message)" }
                    try #require(lost == [], "seed \(seed), cut \(cut)")
                }
            }

            private func holds(_ leases: [IPv4Address: Lease], _ ack: DHCPMessage) -> Bool {
                let lease = leases[ack.yiaddr]
                return lease?.state == .bound && lease?.hardwareAddress == ack.hardwareAddress
            }

            private func leases(
                on disk: RecordedDisk, in directory: TemporaryDirectory, _ cut: Int
            ) async throws -> [IPv4Address: Lease] {
                let copy = try directory.subdirectory("cut\(cut)").appending(path: "leases.sqlite")
                try Data(disk.database).write(to: copy)
                if let log = disk.log { try Data(log).write(to: URL(filePath: copy.path + "-wal")) }
                let store = try SQLiteLeaseStore(
                    path: copy.path, logger: Logger(label: "") { _ in SwiftLogNoOpLogHandler() })
                let leases = try await store.leases()
                await store.close()
                return Dictionary(uniqueKeysWithValues: leases.map { ($0.address, $0) })
            }
        }
    }
#endif
