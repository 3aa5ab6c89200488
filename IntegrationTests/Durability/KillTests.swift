#if SQLite
    import DHCP
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// The server is killed in the midst of its work, again and again.
        @Suite struct KillTests {
            @Test("no acknowledged lease is lost, and none given twice, by fifty kills under load")
            func fiftyKills() async throws {
                let seed = Environment.drawSeed()
                var generator = SeededGenerator(seed: seed)
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                var clients = try RelayedClients(count: 400)
                for round in 0..<50 {
                    let server = try await StoredServer.start(in: directory, name: "server\(round)")
                    // The server is ended below, whatever happens.
                    do {
                        try await expectAddresses(of: &clients, server, round)
                        let time = Duration.microseconds(Int.random(in: 1000...200_000, using: &generator))
                        try await clients.load(port: server.port, until: .now + time, using: &generator)
                    } catch {
                        Issue.record(error, "seed \(seed), round \(round)\n\(server.process.transcript)")
                    }
                    try await server.crash()
                    clients.settle()
                    let left = try await directory.leases(copiedFrom: directory.leaseFile, to: "copy\(round)")
                    #expect(clients.missing(in: left) == [], "seed \(seed), round \(round)")
                    #expect(try directory.unrecorded(left, in: "copy\(round)") == [], "seed \(seed), round \(round)")
                    #expect(clients.faults == [], "seed \(seed), round \(round)")
                    if !clients.faults.isEmpty { return }
                }
                #expect(clients.acknowledged > 1000)
                #expect(clients.certainlyGivenUp > 10, "nothing was shown of RELEASE and DECLINE")
            }

            /// Every client that was promised an address gets it again, after a restart of its own and by renewal.
            private func expectAddresses(
                of clients: inout RelayedClients, _ server: StoredServer, _ round: Int
            ) async throws {
                let rebooted = try await clients.confirm(port: server.port) {
                    .initReboot($0.hardwareAddress, address: $1)
                }
                #expect(rebooted.isEmpty, "INIT-REBOOT after kill \(round): \(rebooted)")
                let renewed = try await clients.confirm(port: server.port) {
                    .renewing($0.hardwareAddress, address: $1)
                }
                #expect(renewed.isEmpty, "renewal after kill \(round): \(renewed)")
            }
        }
    }
#endif
