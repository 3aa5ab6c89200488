#if Admin
    import DHCP
    import DHCPAdmin
    import Foundation
    import Testing

    /// Paths and values that mean another place, or another line.
    @Suite struct HostilePathTests {
        private static let settings = "listen: 127.0.0.1:0, tokens: tokens"

        @Test(
            "a path that winds leads nowhere",
            arguments: [
                "/api/v1/../v1/status", "/api/v1/%2e%2e/v1/status", "//api/v1/status", "/api//v1/status",
                "/api/v1/status/",
                "/api/v1/./status", "/api/v1/status%00", "/api/v1/%73tatus", "/page/..%2f..%2fetc%2fpasswd",
                "/page/%2e%2e/%2e%2e/etc/passwd", "/page//etc/passwd", "/etc/passwd", "/api/v1/status;x=1",
                "/api/v1/status\\..", "/API/V1/STATUS", "/api/v1/leases/%2e%2e%2fstatus",
                "/api/v1/leases/192.0.2.10%00",
                "/api/v1/leases/192.0.2.10/../../status", "/api/v1/\(String(repeating: "a/", count: 2000))",
            ])
        func paths(path: String) async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let authorization = ["Authorization": "Bearer \(try lab.token(.admin))"]
                let answer = try await lab.loopback.ask("GET", path, authorization)
                let nowhere = [301, 400, 404]
                // A slash that is one too many means the same route, for which the same right is needed.
                if answer.status == 200 {
                    #expect(path.replacing("//", with: "/").hasPrefix("/api/v1/status"), "\(path)")
                    #expect(try await lab.loopback.ask("GET", path).status == 401, "\(path)")
                } else {
                    #expect(nowhere.contains(answer.status), "\(path): \(answer.text.prefix(80))")
                }
                #expect(!answer.text.contains("root:"), "\(path)")
                #expect(try await lab.client.send("GET", "/api/v1/status").status == 200)
            }
        }

        @Test(
            "what comes back in an answer begins no line of its header",
            arguments: [
                "/api/v1/leases?q=%0d%0aSet-Cookie:%20x=y", "/api/v1/leases?%0d%0aSet-Cookie:%20x=y",
                "/api/v1/leases?limit=%0d%0aSet-Cookie:%20x=y", "/api/v1/leases?address=%0aSet-Cookie:x",
                "/api/v1/leases/%0d%0aSet-Cookie:%20x", "/api/v1/events?kind=%0d%0aSet-Cookie:x",
                "/login?once=%0d%0aSet-Cookie:x", "/api/v1/clients/%0d%0aSet-Cookie:x",
                "/api/v1/history?subject=%0d%0aSet-Cookie:%20x&at=%0d%0aX:y", "/%0d%0aSet-Cookie:x",
            ])
        func lines(path: String) async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let secret = try lab.token(.admin)
                let answer = try await lab.loopback.ask("GET", path, ["Authorization": "Bearer \(secret)"])
                #expect((200..<500).contains(answer.status))
                let head = answer.text.prefix(
                    upTo: answer.text.firstRange(of: "\r\n\r\n")?.lowerBound ?? answer.text.endIndex)
                #expect(!head.lowercased().contains("\r\nset-cookie") && !head.lowercased().contains("\nset-cookie"))
                #expect(!answer.text.contains("\r\nX:y"))
            }
        }

        @Test("a comment with line ends stays one value, in the answer and in the configuration that is exported")
        func comment() async throws {
            try await AdminLab.running { lab async throws in
                let body =
                    #"{"subnet": "192.0.2.0/24", "client": "hw 1/02:00:00:00:00:01", "comment": "a\r\nX: y\nsubnets: []"}"#
                let made = try await lab.client.send("POST", "/api/v1/reservations", body: Array(body.utf8))
                #expect(made.status == 201)
                let printed = try await lab.client.send("GET", "/api/v1/configuration")
                #expect(!printed.text.contains("\nsubnets: []") && !printed.text.contains("\nX: y"))
            }
        }
    }
#endif
