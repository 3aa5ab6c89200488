#if SQLite
    import Foundation
    import Testing

    extension Integration {
        /// What a server recorded of yesterday is run through the configuration of tomorrow.
        @Suite struct RecordedTrafficTests {
            @Test("a recording is replayed against itself without a difference, and shows who would lose an address")
            func replays() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let directory = try laboratory.newDirectory("recording")
                    let configuration = try TextFile.holding(
                        ServerConfiguration.standard(), at: directory.appending(path: "dhcp.yaml"))
                    let smaller = try TextFile.holding(
                        ServerConfiguration.standard(pool: "10.77.0.200-10.77.0.210"),
                        at: directory.appending(path: "new.yaml"))
                    let recording = directory.appending(path: "traffic.pcapng").path
                    let server = try Server.launch(
                        in: laboratory, at: laboratory.server.namespace,
                        ["serve", "--config", configuration.path, "--record", recording])
                    _ = try await server.waitForLine(ServerWords.ready)
                    let client = try Udhcpc(on: laboratory.client, in: laboratory)
                    _ = try await client.acquire()
                    server.signal(SIGTERM)
                    #expect(try await server.waitForExit() == 0)

                    let dhcp = Environment.binary(named: "dhcp").path
                    let same = try await Command.outcome(
                        of: [dhcp, "replay", recording, "--config", configuration.path, "--against", "capture"])
                    #expect(same.status == 0 && same.output.hasPrefix("of 1 clients 1 see no change"), "\(same)")
                    let other = try await Command.outcome(
                        of: [dhcp, "replay", recording, "--config", smaller.path, "--against", configuration.path])
                    #expect(other.status == 1 && other.output.contains("1 lose their address"), "\(other)")
                }
            }

            @Test("what was answered before the server was told to end is in the recording, however much it is")
            func recordsToTheEnd() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let directory = try laboratory.newDirectory("recording")
                    let configuration = try TextFile.holding(
                        """
                        server: { listen: "127.0.0.1:6767" }
                        store: { memory: true }
                        subnets: [{ subnet: 10.8.0.0/16, relays: [127.0.0.1], pools: [10.8.1.0-10.8.250.255] }]
                        """, at: directory.appending(path: "dhcp.yaml"))
                    let recording = directory.appending(path: "traffic.pcapng").path
                    let server = try Server.launch(
                        in: laboratory, at: laboratory.server.namespace,
                        ["serve", "--config", configuration.path, "--record", recording])
                    _ = try await server.waitForLine(ServerWords.ready)
                    // So many that some still wait to be written at the end.
                    let bench = try Server.launch(
                        in: laboratory, at: laboratory.server.namespace,
                        ["bench", "--server", "127.0.0.1:6767", "--clients", "1500", "--in-flight", "100"])
                    #expect(try await bench.waitForExit() == 0, "\(bench.transcript)")
                    server.signal(SIGTERM)
                    #expect(try await server.waitForExit() == 0)
                    let replay = try await Command.outcome(
                        of: [
                            Environment.binary(named: "dhcp").path, "replay", recording, "--config", configuration.path,
                            "--against", "capture",
                        ])
                    #expect(replay.output.hasPrefix("of 1500 clients 1500 see no change"), "\(replay)")
                }
            }
        }
    }
#endif
