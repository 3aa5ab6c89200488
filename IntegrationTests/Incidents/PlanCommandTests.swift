#if SQLite && Admin
    import Foundation
    import Testing

    extension Integration {
        /// What a change would do to the clients of a server that runs.
        @Suite struct PlanCommandTests {
            /// A server with leases in a file, and a client that has one.
            private struct Scene {
                let laboratory: Laboratory
                let server: Server
                let client: Udhcpc
                let address: String

                init(in laboratory: Laboratory) async throws {
                    self.laboratory = laboratory
                    server = try await Server.start(in: laboratory, configuration: laboratory.storedConfiguration())
                    client = try Udhcpc(on: laboratory.client, in: laboratory)
                    address = try await client.acquire()
                }

                var configuration: URL { URL(filePath: server.configuration) }

                /// The configuration with another pool.
                func other(pool: String) throws -> String {
                    try String(contentsOf: configuration, encoding: .utf8).replacing(
                        "10.77.0.100-10.77.0.150", with: pool)
                }

                /// Runs `dhcp` beside the server, to its end.
                func dhcp(_ arguments: String..., wrapper: [String] = []) async throws -> RunningProcess {
                    let process = try Server.launch(
                        in: laboratory, at: laboratory.server.namespace, arguments, wrapper: wrapper)
                    _ = try await process.waitForExit()
                    return process
                }
            }

            @Test("dhcp plan asks the server that runs, and tells who loses an address and gets which")
            func plan() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let scene = try await Scene(in: laboratory)
                    let directory = try laboratory.newDirectory("plan")
                    let pools = try TextFile.holding(
                        "subnets: [{ subnet: 10.99.0.0/24, pools: [10.99.0.9] }]\n",
                        at: directory.appending(path: "more.yaml"))
                    let new = try TextFile.holding(
                        "include: [\(pools.path)]\n" + scene.other(pool: "10.77.0.200-10.77.0.210"),
                        at: directory.appending(path: "new.yaml"))

                    let same = try await scene.dhcp(
                        "plan", scene.server.configuration, "--config", scene.server.configuration)
                    #expect(try await same.waitForExit() == 0, "\(same.transcript)")
                    #expect(same.output.text.hasPrefix("nothing changed\nof 1 clients 1 see no change"))
                    let plan = try await scene.dhcp("plan", new.path, "--config", scene.server.configuration)
                    #expect(try await plan.waitForExit() == 1)
                    #expect(
                        plan.output.text.contains("subnets: 1 added; pools: 2 added, 1 removed"), "\(plan.transcript)")
                    #expect(plan.output.text.contains("of those that lose their address 1 get another, 0 get none"))
                    #expect(plan.output.text.contains("the address is in no pool any more; gets 10.77.0.200"))

                    let json = try await scene.dhcp("plan", new.path, "--json", "--config", scene.server.configuration)
                    let object =
                        try JSONSerialization.jsonObject(with: Data(json.output.text.utf8)) as? [String: Any] ?? [:]
                    #expect(object["lossCount"] as? Int == 1, "\(json.transcript)")
                    let offline = try await scene.dhcp(
                        "plan", new.path, "--offline", "--config", scene.server.configuration)
                    #expect(try await offline.waitForExit() == 1)
                    #expect(offline.output.text.contains("gets 10.77.0.200"), "\(offline.transcript)")
                    // The client has its address all the while.
                    #expect(try await scene.client.renew() == scene.address)
                }
            }

            @Test("dhcp reload --plan shows and asks; without a terminal it needs --yes")
            func reload() async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let scene = try await Scene(in: laboratory)
                    _ = try TextFile.holding(scene.other(pool: "10.77.0.200-10.77.0.210"), at: scene.configuration)

                    let asked = try await scene.dhcp("reload", "--plan", "--config", scene.server.configuration)
                    #expect(try await asked.waitForExit() == 1)
                    #expect(asked.output.text.contains("1 lose their address"), "\(asked.transcript)")
                    #expect(asked.errors.text.contains("--yes reloads without a question"))
                    #expect(asked.errors.text.contains("nothing is reloaded"))
                    #expect(try await scene.client.renew() == scene.address)

                    let done = try await scene.dhcp(
                        "reload", "--plan", "--yes", "--config", scene.server.configuration)
                    #expect(try await done.waitForExit() == 0, "\(done.transcript)")
                    #expect(done.output.text.contains("reloaded: pools: 1 added, 1 removed"))
                    #expect(done.output.text.contains("1 leases only run out"))
                }
            }

            @Test("on a terminal y reloads, and anything else does not", arguments: ["y", "n", ""])
            func terminal(answer: String) async throws {
                try await Laboratory.open(.direct) { laboratory in
                    let scene = try await Scene(in: laboratory)
                    _ = try TextFile.holding(scene.other(pool: "10.77.0.200-10.77.0.210"), at: scene.configuration)
                    let command =
                        "\(Environment.binary(named: "dhcp").path) reload --plan --config \(scene.server.configuration)"
                    let process = try laboratory.start(
                        "terminal", in: laboratory.server.namespace,
                        ["sh", "-c", "(sleep 1; echo '\(answer)') | script -qec '\(command)' /dev/null"])
                    let status = try await process.waitForExit()
                    #expect(status == (answer == "y" ? 0 : 1), "\(process.transcript)")
                    #expect(process.output.text.contains("reload? [y/N]"), "\(process.transcript)")
                    #expect(process.output.text.contains("reloaded: pools") == (answer == "y"))
                }
            }

            @Test(
                "arguments that do not go together are told",
                arguments: [
                    (["plan", "new.yaml", "--offline"], "name the configuration that is served"),
                    (["plan", "new.yaml", "--socket", "s", "--store", "x"], "--socket asks a server that runs"),
                    (["reload", "--plan", "--check"], "give either --check or --plan"),
                    (["reload", "--yes"], "--yes answers the question of --plan"),
                ])
            func wrongArguments(arguments: [String], said: String) async throws {
                let outcome = try await Command.outcome(of: [Environment.binary(named: "dhcp").path] + arguments)
                #expect(outcome.status == 2 && outcome.errors.contains(said), "\(outcome)")
            }

            @Test("where no server runs, and none is named, it says so")
            func noServer() async throws {
                let outcome = try await Command.outcome(of: [
                    Environment.binary(named: "dhcp").path, "plan", "new.yaml", "--socket", "/nowhere/admin.sock",
                ])
                #expect(outcome.status == ServerWords.cannotRun && outcome.errors.contains("no server runs"))
            }
        }
    }
#endif
