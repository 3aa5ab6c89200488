#if SQLite
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// `dhcp leases` beside a running server and without one.
        @Suite struct LeasesCommandTests {
            private func dhcp(_ arguments: String...) async throws -> Command.Outcome {
                try await Command.outcome(of: [Environment.binary(named: "dhcp").path, "leases"] + arguments)
            }

            @Test(
                "leases are listed beside a running server, which is asked to release one; without it the file is changed"
            )
            func listsAndReleases() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let server = try await StoredServer.start(in: directory)
                let file = directory.leaseFile
                try await server.use { server in
                    try await server.lease(to: 10)

                    let listed = try await dhcp(
                        "list", "--store", file, "--address", "10.50.1.0/24", "--state", "bound")
                    #expect(listed.status == 0, "\(listed.errors)")
                    #expect(listed.output.contains("10.50.1.0 "))
                    let released = try await dhcp("release", "--store", file, "10.50.1.0")
                    #expect(released.status == 0, "\(released.errors)")
                    #expect(released.output.contains("is free at the server"))
                    #expect(try await dhcp("release", "--store", file, "10.50.1.0").status == 1)
                }

                #expect(try await dhcp("release", "--store", file, "10.50.1.0").status == 1)
                #expect(try await dhcp("release", "--store", file, "10.50.1.1").status == 0)
                let shown = try await dhcp("show", "--store", file, "10.50.1.0")
                #expect(shown.output.contains("state: released"))
                #expect(try await dhcp("show", "--store", file, "10.50.9.9").status == 1)
            }

            @Test("what is exported can be imported, and what can not is named with its line")
            func exportsAndImports() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let source = try TextFile.holding(
                    """
                    1767229200 00:11:22:33:44:55 10.0.0.1 printer 01:00:11:22:33:44:55
                    1767229200 00:11:22:33:44:66 10.0.0.999 * *
                    0 00:11:22:33:44:77 10.0.0.3 * *

                    """, at: directory.url.appending(path: "dnsmasq.leases"))
                let first = directory.url.appending(path: "first.sqlite").path
                let imported = try await dhcp("import", "--store", first, source.path)
                #expect(imported.status == 1, "one line was not taken")
                #expect(imported.output.contains("2 leases taken, 1 not taken, of 3 lines"))
                #expect(imported.errors.contains("line 2: no address: 10.0.0.999"))

                for format in ["csv", "json"] {
                    let exported = try await dhcp("export", "--store", first, "--format", format)
                    let copy = try TextFile.holding(exported.output, at: directory.url.appending(path: format))
                    let second = directory.url.appending(path: "\(format).sqlite").path
                    #expect(try await dhcp("import", "--store", second, copy.path).status == 0)
                    let again = try await dhcp("export", "--store", second, "--format", format)
                    #expect(again.output == exported.output)
                }
            }

            @Test("leases of a machine are found in each notation of its address, and what is not found is said")
            func notations() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let source = try TextFile.holding(
                    "1767229200 00:11:22:33:44:55 10.0.0.1 printer 01:00:11:22:33:44:55\n",
                    at: directory.url.appending(path: "dnsmasq.leases"))
                let file = directory.leaseFile
                #expect(try await dhcp("import", "--store", file, source.path).status == 0)
                for text in [
                    "00:11:22:33:44:55", "0:11:22:33:44:55", "00-11-22-33-44-55", "0011.2233.4455", "001122334455",
                    "1/0:11:22:33:44:55", "00:11:22", "00-11-*",
                ] {
                    for option in ["--hardware", "--client"] {
                        let listed = try await dhcp("list", "--store", file, option, text)
                        #expect(listed.output.contains("10.0.0.1 "), "\(option) \(text)")
                    }
                    #expect(try await dhcp("show", "--store", file, text).output.contains("10.0.0.1"), "\(text)")
                }
                #expect(try await dhcp("list", "--store", file, "--hardware", "000:11").status == 2)
                let nothing = try await dhcp("export", "--store", file, "--host", "nosuch")
                #expect(nothing.status == 1)
                #expect(nothing.errors.contains("no lease that fits"))
            }

            @Test("a dry run refuses what the import refuses, and a name that is taken is said to be")
            func refusals() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let source = try TextFile.holding(
                    "1767229200 00:11:22:33:44:55 10.0.0.1 printer *\n",
                    at: directory.url.appending(path: "dnsmasq.leases"))
                let (file, none) = (directory.leaseFile, directory.url.appending(path: "none/s.sqlite").path)
                for target in [source.path, none] {
                    let dry = try await dhcp("import", "--dry-run", "--store", target, source.path)
                    let real = try await dhcp("import", "--store", target, source.path)
                    #expect(dry.status == ServerWords.cannotRun && real.status == dry.status, "\(target)")
                    #expect(!dry.output.contains("could be taken"))
                }
                #expect(try await dhcp("import", "--dry-run", "--store", file, source.path).status == 0)
                #expect(!FileManager.default.fileExists(atPath: file))
                #expect(try await dhcp("import", "--store", file, source.path).status == 0)
                let taken = try await dhcp("recover", "--store", file, "--output", source.path)
                #expect(taken.status == ServerWords.cannotRun)
                #expect(taken.errors.contains("choose another name"))
            }

            @Test("a damaged file is not served from, and is set aside on request")
            func recovers() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let file = directory.leaseFile
                try Data(repeating: 0xA5, count: 8192).write(to: URL(filePath: file))
                let served = try await Command.outcome(
                    of: [Environment.binary(named: "dhcp").path, "serve", "--store", file, "--listen", "127.0.0.1:0"])
                #expect(served.status == ServerWords.cannotRun)
                #expect(served.errors.contains("dhcp leases recover --store"))
                #expect(try Data(contentsOf: URL(filePath: file)) == Data(repeating: 0xA5, count: 8192))

                let recovered = try await dhcp("recover", "--store", file)
                #expect(recovered.status == 0, "\(recovered.errors)")
                #expect(recovered.output.contains("0 leases saved"))
                #expect(try await dhcp("list", "--store", file).status == 1, "an empty file")
            }
        }
    }
#endif
