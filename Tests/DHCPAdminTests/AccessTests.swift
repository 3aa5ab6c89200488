#if Admin
    import DHCP
    import DHCPAdmin
    import Foundation
    import Testing

    /// Who may do what by TCP.
    @Suite struct AccessTests {
        private static let settings = "listen: 127.0.0.1:0, tokens: tokens, names: [dhcp.example.org]"
        private static let routes = [
            ("GET", "/api/v1/status", AdminRole.reader), ("GET", "/api/v1/leases", .reader),
            ("GET", "/api/v1/reservations", .reader), ("GET", "/api/v1/configuration", .reader),
            ("GET", "/api/v1/events?follow=false", .reader), ("GET", "/openapi.json", .reader),
            ("GET", "/api/v1/samples", .reader), ("GET", "/api/v1/subnets", .reader),
            ("GET", "/api/v1/whoami", .reader),
            ("GET", "/api/v1/leases/192.0.2.10", .reader), ("GET", "/api/v1/clients/printer", .reader),
            ("POST", "/api/v1/explain", .reader), ("GET", "/api/v1/history?subject=printer", .reader),
            ("GET", "/metrics", .reader),
            ("POST", "/api/v1/configuration/check", .reader), ("POST", "/api/v1/configuration/plan", .reader),
            ("POST", "/api/v1/reload?check=true", .operator), ("POST", "/api/v1/reload?plan=true", .operator),
            ("DELETE", "/api/v1/leases/192.0.2.10", .operator),
            ("POST", "/api/v1/leases/192.0.2.10/reserve", .operator),
            ("POST", "/api/v1/leases/192.0.2.10/unreserve", .operator), ("POST", "/api/v1/reservations", .operator),
            ("PUT", "/api/v1/reservations", .operator), ("DELETE", "/api/v1/reservations", .operator),
        ]

        @Test func eachRouteIsTried() {
            let tried = Self.routes.map { method, path, _ in
                let plain = path.prefix { $0 != "?" }.replacing("192.0.2.10", with: "{address}")
                return "\(method.lowercased()) \(plain.replacing("printer", with: "{client}"))"
            }
            // Those by which one comes in and goes are for everybody.
            let open: Set = ["get /login", "post /login", "post /logout"]
            #expect(Set(tried).union(open) == Set(AdminServer.routeNames))
        }

        @Test func nobodyMayDoAnythingWithoutAToken() async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                for (method, path, _) in Self.routes {
                    #expect(try await lab.loopback.ask(method, path).status == 401, "\(method) \(path)")
                }
            }
        }

        @Test(arguments: AdminRole.allCases) func eachRoleMayDoWhatIsItsOwn(role: AdminRole) async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let secret = try lab.token(role)
                for (method, path, least) in Self.routes {
                    let status = try await lab.loopback.ask(method, path, ["Authorization": "Bearer \(secret)"]).status
                    #expect((status == 403) == (role < least), "\(method) \(path) as \(role): \(status)")
                    #expect(status != 401 && status < 500, "\(method) \(path) as \(role): \(status)")
                }
            }
        }

        @Test func aTokenThatIsRemovedOrTooOldIsGoodNoMore() async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let secret = try lab.token(.reader)
                func status() async throws -> Int {
                    try await lab.loopback.ask("GET", "/api/v1/status", ["Authorization": "Bearer \(secret)"]).status
                }
                #expect(try await status() == 200)
                try TokenFile.write([], to: lab.directory.appending(path: "tokens").path)
                #expect(try await status() == 401)
                let old = try lab.token(.reader, expires: 1_000_000)
                let answer = try await lab.loopback.ask("GET", "/api/v1/status", ["Authorization": "Bearer \(old)"])
                #expect(answer.status == 401)
            }
        }

        @Test func whoGuessesTokensHasToWait() async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let secret = try lab.token(.reader)
                var statuses: [Int] = []
                for number in 0..<7 {
                    statuses.append(
                        try await lab.loopback.ask("GET", "/api/v1/status", ["Authorization": "Bearer dhcp-\(number)"])
                            .status)
                }
                #expect(statuses == [401, 401, 401, 401, 401, 429, 429])
                // A right one has to wait too, or waiting would tell which is right.
                let right = try await lab.loopback.ask("GET", "/api/v1/status", ["Authorization": "Bearer \(secret)"])
                #expect(right.status == 429)
            }
        }

        @Test func aServerIsOnlyCalledByItsNames() async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let authorization = ["Authorization": "Bearer \(try lab.token(.reader))"]
                for (host, status) in [
                    ("evil.example", 421), ("", 421), ("dhcp.example.org", 200), ("localhost:80", 200),
                    ("127.0.0.1", 200),
                ] {
                    let answer = try await lab.loopback.ask(
                        "GET", "/api/v1/status", authorization.merging(["Host": host]) { $1 })
                    #expect(answer.status == status, "\(host)")
                }
            }
        }

        @Test func aBrowserComesInAndChangesThingsFromItsOwnPagesAlone() async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let secret = try lab.token(.operator)
                let own = "http://127.0.0.1:\(lab.loopback.port)"
                let login = try await lab.loopback.ask(
                    "POST", "/login", ["Content-Type": "application/json", "Origin": own],
                    body: #"{"token": "\#(secret)"}"#)
                #expect(login.status == 204)
                #expect(login.text.contains("HttpOnly; SameSite=Strict; Path=/"))
                let cookie = try #require(login.text.firstMatch(of: #/dhcp-session=([^;]+)/#)).1
                func reload(_ headers: [String: String]) async throws -> Int {
                    try await lab.loopback.ask(
                        "POST", "/api/v1/reload?check=true",
                        headers.merging(["Cookie": "dhcp-session=\(cookie)"]) { $1 }
                    ).status
                }
                #expect(try await reload(["Origin": own]) == 200)
                #expect(try await reload(["Origin": "http://evil.example"]) == 403)
                #expect(try await reload(["Origin": "null"]) == 403)
                #expect(try await reload([:]) == 403)
                // The token's end is the session's.
                try TokenFile.write([], to: lab.directory.appending(path: "tokens").path)
                #expect(try await reload(["Origin": own]) == 401)
            }
        }

        @Test func aLinkIsGoodOnce() async throws {
            try await AdminLab.running(Self.settings) { lab async throws in
                let link = lab.admin.makeLoginPath(role: .reader)
                #expect(try await lab.loopback.ask("HEAD", link).status == 303)
                let first = try await lab.loopback.ask("GET", link)
                #expect(first.status == 303)
                let cookie = try #require(first.text.firstMatch(of: #/dhcp-session=([^;]+)/#)).1
                #expect(try await lab.loopback.ask("GET", link).status == 410)
                let status = try await lab.loopback.ask("GET", "/api/v1/whoami", ["Cookie": "dhcp-session=\(cookie)"])
                #expect(status.status == 200)
            }
        }
    }
#endif
