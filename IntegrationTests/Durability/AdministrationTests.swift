#if SQLite && Admin
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// `dhcp status`, `reload`, `events`, `reservations` and `token` beside a running server.
        @Suite struct AdministrationTests {
            private func dhcp(_ arguments: String...) async throws -> Command.Outcome {
                try await Command.outcome(of: [Environment.binary(named: "dhcp").path] + arguments)
            }

            @Test("a running server is looked at and changed by command")
            func commands() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let store = directory.leaseFile
                let server = try await StoredServer.start(in: directory)
                try await server.use { server in
                    try await server.lease(to: 5)

                    let status = try await dhcp("status", "--store", store)
                    #expect(status.status == 0, "\(status.errors)")
                    #expect(status.output.contains("pool 10.50.1.0-10.50.255.250: 5 of"))
                    let json = try await dhcp("status", "--json", "--store", store)
                    #expect(json.output.contains("\"isReady\":true"))

                    let check = try await dhcp("reload", "--check", "--store", store)
                    #expect(check.output.contains("would change: nothing changed"))
                    let file = directory.url.appending(path: "dhcp.yaml")
                    let text = try String(contentsOf: file, encoding: .utf8)
                    try text.replacing("10.50.255.250", with: "10.50.250.0").write(
                        to: file, atomically: true, encoding: .utf8)
                    let reload = try await dhcp("reload", "--store", store)
                    #expect(reload.output.contains("pools: 1 added, 1 removed"), "\(reload.errors)")
                    let changes = try await dhcp("history", "changes", "--store", store)
                    #expect(
                        changes.output.contains("administered  (configuration read again: pools: 1 added, 1 removed)"),
                        "\(changes.output)\(changes.errors)")
                    try "subnets: 7".write(to: file, atomically: true, encoding: .utf8)
                    let wrong = try await dhcp("reload", "--store", store)
                    #expect(wrong.status == 1)
                    #expect(wrong.errors.contains("dhcp.yaml:1"))

                    let client = "02:00:00:00:00:77"
                    let add = try await dhcp(
                        "reservations", "add", client, "10.50.2.2", "--comment", "the printer", "--store", store)
                    #expect(add.status == 0, "\(add.errors)")
                    let list = try await dhcp("reservations", "list", "--store", store)
                    #expect(list.output.contains("the printer"))
                    let export = try await dhcp("reservations", "export", "--store", store)
                    #expect(export.output.contains("hw-address: \"\(client)\", address: 10.50.2.2"))
                    #expect(try await dhcp("reservations", "remove", client, "--store", store).status == 0)
                    #expect(try await dhcp("reservations", "remove", client, "--store", store).status == 1)
                    let events = try await dhcp("events", "--store", store)
                    #expect(events.output.contains("audit"))
                }
                let absent = try await dhcp("status", "--store", store)
                #expect(absent.status == ServerWords.cannotRun)
                #expect(absent.errors.contains("no server runs"))
            }

            @Test("tokens are made, named and ended")
            func tokens() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let store = directory.leaseFile
                let made = try await dhcp(
                    "token", "add", "alice", "--role", "reader", "--expires", "90d", "--store", store)
                #expect(made.output.hasPrefix("dhcp-"), "\(made.errors)")
                #expect(try await dhcp("token", "add", "alice", "--role", "admin", "--store", store).status == 1)
                #expect(try await dhcp("token", "add", "bob", "--role", "king", "--store", store).status == 2)
                let text = try String(contentsOfFile: store + "-tokens", encoding: .utf8)
                #expect(!text.contains(made.output.trimmingCharacters(in: .whitespacesAndNewlines)))
                #expect(try await dhcp("token", "list", "--store", store).output.contains("alice  reader  expires"))
                #expect(try await dhcp("token", "remove", "alice", "--store", store).status == 0)
                #expect(try await dhcp("token", "remove", "alice", "--store", store).status == 1)
            }

            @Test("root makes tokens for the server's user, or says what to do when nothing tells who that is")
            func owner() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let state = try directory.subdirectory("state").path
                func configuration(_ server: String) throws -> String {
                    let text = """
                        server: { listen: "127.0.0.1:0", identifier: 127.0.0.1\(server) }
                        store: { path: \(state)/leases.sqlite }
                        admin: { listen: "127.0.0.1:0", tokens: tokens }
                        subnets: [{ subnet: 10.50.0.0/16, relays: [127.0.0.1] }]
                        """
                    return try TextFile.holding(text, at: directory.url.appending(path: "dhcp.yaml")).path
                }
                let tokens = directory.url.appending(path: "tokens").path
                func owner() throws -> Int {
                    try #require(FileManager.default.attributesOfItem(atPath: tokens)[.ownerAccountID] as? Int)
                }
                let plain = try configuration("")
                let unsaid = try await dhcp("token", "add", "a", "--role", "reader", "--config", plain)
                #expect(unsaid.status == 0 && unsaid.errors.contains("chown USER \(tokens)"), "\(unsaid.errors)")
                #expect(try owner() == 0)

                #expect(chown(state, 12_345, 12_345) == 0)
                let beside = try await dhcp("token", "add", "b", "--role", "reader", "--config", plain)
                #expect(beside.status == 0 && !beside.errors.contains("chown"), "\(beside.errors)")
                #expect(try owner() == 12_345)

                try FileManager.default.removeItem(atPath: tokens)
                let named = try configuration(", user: \"23456\"")
                #expect(try await dhcp("token", "add", "c", "--role", "reader", "--config", named).status == 0)
                #expect(try owner() == 23_456)
                let user = ["setpriv", "--reuid=23456", "--regid=23456", "--clear-groups", "cat", tokens]
                #expect(try await Command.outcome(of: user).status == 0)

                #expect(chmod(directory.url.path, 0o700) == 0)
                let closed = try await dhcp("token", "add", "d", "--role", "reader", "--config", named)
                #expect(closed.errors.contains("can not reach it: chmod o+x"), "\(closed.errors)")
            }
        }
    }
#endif
