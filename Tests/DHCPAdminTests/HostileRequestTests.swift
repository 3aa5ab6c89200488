#if Admin
    import DHCP
    import DHCPAdmin
    import DHCPProgram
    import Foundation
    import Testing

    /// Requests that mean harm.
    @Suite struct HostileRequestTests {
        private static let settings = "listen: 127.0.0.1:0, tokens: tokens"

        @Test func whatIsTooLargeIsRefused() async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let authorization = ["Authorization": "Bearer \(try lab.token(.admin))"]
                let large = String(repeating: "x", count: 70_000)
                let body = try await lab.loopback.ask("POST", "/api/v1/reservations", authorization, body: large)
                #expect(body.status == 413)
                #expect(body.text.contains("this route takes 65536 octets"), "\(body.text)")
                let chunked = try await lab.loopback.exchange(
                    "POST /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "2000\r\n\(String(repeating: "x", count: 0x2000))\r\n0\r\n\r\n")
                #expect(chunked.hasPrefix("HTTP/1.1 413 ") && chunked.contains("4096 octets"), "\(chunked)")
                let many = Dictionary(uniqueKeysWithValues: (0..<150).map { ("X-\($0)", "y") })
                let long = String(repeating: "x", count: 20_000)
                for (target, fields) in [
                    ("/api/v1/status", ["X-Large": long]), ("/api/v1/status", many), ("/\(long)", [:]),
                ] {
                    let refused = try await lab.loopback.ask("GET", target, authorization.merging(fields) { $1 })
                    #expect(refused.status == 431, "\(refused.text.prefix(100))")
                    #expect(refused.text.contains("a header may have 16384 octets, 8192 a field, and 100 fields"))
                }
                #expect(try await lab.loopback.ask("GET", "/api/v1/status", authorization).status == 200)
            }
        }

        @Test(arguments: [
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", "\u{0}\u{0}\u{0}\r\n\r\n",
            "GET /api/v1/status HTTP/9.9\r\nConnection: close\r\n\r\n",
            "GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
            "GET /api/v1/leases/%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        ]) func whatIsNoRequestIsRefusedAndTheServerGoesOn(text: String) async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let answer = try await lab.loopback.exchange(text)
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer.prefix(60))")
                #expect(!answer.contains("\r\nSet-Cookie"))
                #expect(try await lab.client.send("GET", "/api/v1/status").status == 200)
            }
        }

        @Test func aSocketStandsInForNothingElse() throws {
            let directory = FileManager.default.temporaryDirectory.appending(path: "admin-\(UUID())")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: directory) }
            let (file, link) = (directory.appending(path: "file"), directory.appending(path: "link"))
            try Data("kept".utf8).write(to: file)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
            for place in [file, link] {
                let text = AdminLab.text().replacing("admin.sock", with: place.path)
                let yaml = directory.appending(path: "lab.yaml")
                try text.write(to: yaml, atomically: true, encoding: .utf8)
                let error = #expect(throws: CompleteServerError.self) {
                    try CompleteServer(configuration: .file(yaml.path), isAdministrable: true, logger: .silent)
                }
                #expect(error?.code == .administration)
            }
            #expect(try Data(contentsOf: file) == Data("kept".utf8))
        }

        @Test func aSocketThatNobodyHasAnyMoreIsReplacedAndOneInUseIsNot() throws {
            let lab = try AdminLab()
            defer { try? FileManager.default.removeItem(at: lab.directory) }
            #expect(throws: CompleteServerError.self) {
                try CompleteServer(
                    configuration: .file(lab.directory.appending(path: "lab.yaml").path), isAdministrable: true,
                    logger: .silent)
            }
            withExtendedLifetime(lab) {}
        }

        @Test func tokensOfAFileThatIsOpenToOthersAreRefused() throws {
            let path = FileManager.default.temporaryDirectory.appending(path: "tokens-\(UUID())").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            try TokenFile.write([AdminToken.make(name: "a", role: .reader, expires: nil).token], to: path)
            #expect(try TokenFile.read(path).count == 1)
            chmod(path, 0o644)
            #expect(throws: TokenFileError.self) { try TokenFile.read(path) }
            let link = path + "-link"
            defer { try? FileManager.default.removeItem(atPath: link) }
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            #expect(throws: TokenFileError.self) { try TokenFile.read(link) }
        }

        @Test func aHostNameWithMarkupAndTerminalCodesLeavesEscaped() async throws {
            try await AdminLab.running { lab async throws in
                let body =
                    #"{"subnet": "192.0.2.0/24", "client": "hw 1/02:00:00:00:00:01", "comment": "<b>\u001b[31m"}"#
                let made = try await lab.client.send("POST", "/api/v1/reservations", body: Array(body.utf8))
                #expect(made.status == 201)
                let list = try await lab.client.send("GET", "/api/v1/reservations")
                #expect(!list.body.contains(0x1B))
                #expect(list.headers["x-content-type-options"] == "nosniff")
            }
        }
    }
#endif
