#if SQLite && Admin
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// `dhcp leases list` and `show` as the server knows the leases.
        @Suite struct ServerLeasesTests {
            private func dhcp(_ arguments: [String], as wrapper: [String] = []) async throws -> Command.Outcome {
                try await Command.outcome(
                    of: wrapper + [Environment.binary(named: "dhcp").path, "leases"] + arguments)
            }

            /// Puts leases into the file, more than the server says at a time.
            private func fill(_ directory: TemporaryDirectory) async throws {
                let end = Int(Date().timeIntervalSince1970) + 86_400
                let lines = (0..<2500).map { number in
                    let (high, low) = (number / 250, number % 250)
                    let octets = String(format: "02:00:00:00:%02x:%02x", high, low)
                    return "\(end + number % 7) \(octets) 10.50.\(1 + high).\(low) host-\(2499 - number) *\n"
                }
                let source = try TextFile.holding(
                    lines.joined(), at: directory.url.appending(path: "dnsmasq.leases"))
                let imported = try await dhcp(["import", "--store", directory.leaseFile, source.path])
                #expect(imported.status == 0, "\(imported.errors)")
            }

            @Test("a server says the same leases as its file, page by page, filtered and in each order")
            func pages() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                try await fill(directory)
                let questions = [
                    ["list", "--json"], ["list", "--sort", "host"], ["list", "--sort", "ends", "--json"],
                    ["list", "--host", "host-1*"], ["list", "--text", "HOST-77"],
                    ["list", "--hardware", "02-00-00-00-02"],
                    ["list", "--address", "10.50.2.0/24", "--state", "bound"],
                    ["list", "--client", "02:00:00:00:01:05"],
                    ["list", "--state", "declined"], ["show", "10.50.3.7"], ["show", "host-42", "--json"],
                    ["show", "02:00:00:00:00:09"], ["show", "nobody"],
                ].map { $0 + ["--store", directory.leaseFile] }
                var stored: [Command.Outcome] = []
                for question in questions { stored.append(try await dhcp(question)) }
                #expect(stored[0].output.split(separator: "\n").count == 2500)

                let server = try await StoredServer.start(in: directory)
                try await server.use { _ in
                    for (question, expected) in zip(questions, stored) {
                        let said = try await dhcp(question)
                        #expect(said.output == expected.output, "\(question)")
                        #expect(said.status == expected.status, "\(question): \(said.errors)")
                        let isNamed = question[0] == "list" || said.status != 0
                        #expect(said.errors.contains("the server at") == isNamed, "\(question): \(said.errors)")
                    }
                }
            }

            @Test("leases that are kept in memory are seen")
            func inMemory() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let server = try await StoredServer.start(in: directory, store: "memory: true")
                let configuration = directory.url.appending(path: "dhcp.yaml").path
                try await server.use { server in
                    try await server.lease(to: 5)
                    let listed = try await dhcp(["list", "--config", configuration, "--state", "bound", "--json"])
                    #expect(listed.output.split(separator: "\n").count == 5, "\(listed.errors)")
                    #expect(try await dhcp(["show", "--config", configuration, "10.50.1.0"]).status == 0)
                    #expect(try await dhcp(["show", "--config", configuration, "10.50.9.9"]).status == 1)
                }
                #expect(try await dhcp(["list", "--config", configuration]).status == ServerWords.cannotRun)
            }

            @Test("whoever may ask the server needs no right to read the file")
            func withoutFile() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                try await fill(directory)
                let server = try await StoredServer.start(in: directory)
                try await server.use { _ in
                    let socket = directory.leaseFile + "-admin.sock"
                    #expect(chmod(socket, 0o666) == 0 && chmod(directory.url.path, 0o755) == 0)
                    let stranger = ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"]
                    let question = ["show", "10.50.1.1", "--store", directory.leaseFile]
                    let said = try await dhcp(question, as: stranger)
                    #expect(said.output.contains("host-name: host-2498"), "\(said.errors)")
                    #expect(chmod(socket, 0o600) == 0)
                    let refused = try await dhcp(question, as: stranger)
                    #expect(refused.status == ServerWords.cannotRun, "\(refused)")
                }
            }

            @Test("another server's leases are not taken for those of a file")
            func otherFile() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                try await fill(directory)
                let server = try await StoredServer.start(in: directory)
                let copy = directory.url.appending(path: "copy.sqlite").path
                let socket = directory.leaseFile + "-admin.sock"
                try await server.use { _ in
                    let source = directory.url.appending(path: "dnsmasq.leases").path
                    #expect(try await dhcp(["import", "--store", copy, source]).status == 0)
                    try FileManager.default.createSymbolicLink(
                        atPath: copy + "-admin.sock", withDestinationPath: socket)
                    let said = try await dhcp(["list", "--store", copy])
                    #expect(said.status == 0)
                    #expect(!said.errors.contains("the server at"), "\(said.errors)")
                    let refused = try await dhcp(["release", "--store", copy, "10.50.1.1"])
                    #expect(refused.output.contains("free in"), "\(refused.output) \(refused.errors)")
                }
            }
        }
    }
#endif
