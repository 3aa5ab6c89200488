#if SQLite
    import Foundation
    import Testing

    extension Integration {
        /// `dhcp leases` and files that are not what they were called, not to be written, or not to be read.
        @Suite struct ForeignLeaseFileTests {
            private func leases(_ arguments: String..., wrapper: [String] = []) async throws -> Command.Outcome {
                try await Command.outcome(of: wrapper + [Environment.binary(named: "dhcp").path, "leases"] + arguments)
            }

            @Test("a configuration given as lease file is touched by no command")
            func configuration() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let text = "subnets:\n  - { subnet: 10.0.0.0/24 }\n"
                let file = try TextFile.holding(text, at: directory.url.appending(path: "home.yaml")).path
                let source = try TextFile.holding(
                    "0 00:11:22:33:44:55 10.0.0.1 * *\n", at: directory.url.appending(path: "leases"))
                for arguments in [
                    ["list"], ["show", "10.0.0.1"], ["export"], ["release", "10.0.0.1"], ["recover"],
                    ["import", source.path],
                ] {
                    let outcome = try await Command.outcome(
                        of: [Environment.binary(named: "dhcp").path, "leases"] + arguments + ["--store", file])
                    #expect(outcome.status == ServerWords.cannotRun, "\(arguments)")
                    #expect(outcome.errors.contains("is no lease file"), "\(outcome.errors)")
                    #expect(!outcome.errors.contains("recover --store"))
                    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
                }
                let names = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
                #expect(names.sorted() == ["home.yaml", "leases"])
            }

            @Test("who may only read a file can list it, in a directory that can not be written")
            func reading() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let source = try TextFile.holding(
                    "0 00:11:22:33:44:55 10.0.0.1 printer *\n", at: directory.url.appending(path: "leases"))
                let store = directory.url.appending(path: "a.sqlite").path
                #expect(try await leases("import", "--store", store, source.path).status == 0)
                try await Command.run("chmod", "644", store)
                try await Command.run("chmod", "555", directory.url.path)
                let nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
                let listed = try await leases("list", "--store", store, "--host", "PRINT*", wrapper: nobody)
                #expect(listed.status == 0, "\(listed.errors)")
                #expect(listed.output.contains("10.0.0.1 "))
                for notation in ["00-11-22-33-44-55", "0011.2233.4455", "1/00:11:22:33:44:55", "00-11-22-*", "00:11"] {
                    let found = try await leases("list", "--store", store, "--hardware", notation, wrapper: nobody)
                    #expect(found.output.contains("10.0.0.1 "), "\(notation): \(found.errors)")
                }
                let missed = try await leases("list", "--store", store, "--host", "nobody", wrapper: nobody)
                #expect(missed.status == 1)
                #expect(missed.errors.contains("no lease that fits"))
            }

            @Test("a terminal is told how much is stored, a file is not")
            func progress() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let source = try TextFile.holding(
                    "0 00:11:22:33:44:55 10.0.0.1 printer *\n", at: directory.url.appending(path: "leases")
                ).path
                let store = directory.url.appending(path: "a.sqlite").path
                let program = Environment.binary(named: "dhcp").path
                let seen = try await Command.outcome(of: [
                    "script", "-qec", "'\(program)' leases import --store '\(store)' '\(source)'", "/dev/null",
                ])
                #expect(seen.status == 0)
                #expect(seen.output.contains("stored: 1 of 1 leases (100%), "), "\(seen)")
                let unseen = try await leases("import", "--store", store, source)
                #expect(!(unseen.output + unseen.errors).contains("stored:"), "\(unseen)")
            }

            @Test("an endless, broken or empty source takes nothing and does no harm")
            func sources() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let store = directory.url.appending(path: "a.sqlite").path
                let empty = try TextFile.holding("", at: directory.url.appending(path: "empty"))
                #expect(try await leases("import", "--store", store, empty.path).status == 0)
                for path in ["/dev/zero", "/proc/self/mem", directory.url.path] {
                    let outcome = try await leases("import", "--store", store, path)
                    #expect(outcome.status == ServerWords.cannotRun, "\(path): \(outcome)")
                }
                #expect(!FileManager.default.fileExists(atPath: store))
            }

            @Test("leases outside all subnets of the configuration are counted")
            func outsideSubnets() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let configuration = try TextFile.holding(
                    "subnets: [{ subnet: 10.0.0.0/24, relays: [10.0.0.1] }]\n",
                    at: directory.url.appending(path: "dhcp.yaml"))
                let source = try TextFile.holding(
                    "0 00:11:22:33:44:55 10.0.0.1 * *\n0 00:11:22:33:44:56 10.9.0.1 * *\n",
                    at: directory.url.appending(path: "leases"))
                let outcome = try await leases("import", "--config", configuration.path, source.path)
                #expect(outcome.status == 0, "\(outcome)")
                #expect(outcome.output.contains("1 lease lies in no subnet of the configuration: 10.9.0.1"))
                #expect(outcome.output.contains("into \(directory.leaseFile)"))
            }
        }
    }
#endif
