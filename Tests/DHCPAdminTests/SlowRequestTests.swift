#if Admin
    import DHCP
    import DHCPAdmin
    import Foundation
    import Testing

    /// Connections that are held open, and too many of them.
    @Suite struct SlowRequestTests {
        private static let settings = "listen: 127.0.0.1:0, tokens: tokens"

        private static func limits(request: Duration = .milliseconds(300), connections: Int = 512) -> AdminLimits {
            var limits = AdminLimits()
            (limits.request, limits.connections) = (request, connections)
            return limits
        }

        @Test(
            "a request that does not come to its end is answered 408 and its connection closed",
            arguments: [
                "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "G",
                "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"token\":",
                "POST /login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
            ])
        func slowRequest(beginning: String) async throws {
            try await AdminLab.running(Self.settings, limits: Self.limits()) { lab async throws in
                // The answer comes to its end as the server closes.
                let answer = try await lab.loopback.exchange(beginning)
                #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer.prefix(80))")
                #expect(answer.contains("a request has to be there within"), "\(answer)")
                _ = try await lab.leased(1)
            }
        }

        @Test("who sends a request letter by letter wins no time")
        func drops() async throws {
            try await AdminLab.running(Self.settings, limits: Self.limits()) { lab async throws in
                let socket = try lab.loopback.connected()
                defer { close(socket) }
                let beginning = "GET / HTTP/1.1\r\nX-Slow: "
                _ = send(socket, beginning, beginning.utf8.count, Int32(MSG_NOSIGNAL))
                let begin = ContinuousClock.now
                var answer: [UInt8] = []
                while answer.isEmpty, begin.duration(to: .now) < .seconds(30) {
                    _ = send(socket, "a", 1, Int32(MSG_NOSIGNAL))
                    try await Task.sleep(for: .milliseconds(50))
                    var piece = [UInt8](repeating: 0, count: 512)
                    let count = recv(socket, &piece, piece.count, Int32(MSG_DONTWAIT))
                    if count > 0 { answer += piece[..<count] }
                    if count == 0 { break }
                }
                #expect(String(decoding: answer, as: UTF8.self).hasPrefix("HTTP/1.1 408 "))
            }
        }

        @Test("a connection on which nothing is asked is closed")
        func silence() async throws {
            try await AdminLab.running(Self.settings, limits: Self.limits()) { lab async throws in
                #expect(try await lab.loopback.exchange("") == "")
            }
        }

        @Test("more connections than there may be are closed at once, and clients get addresses all the same")
        func connections() async throws {
            let limits = Self.limits(request: .seconds(60), connections: 8)
            try await AdminLab.running(Self.settings, limits: limits) { lab async throws in
                let held = try (0..<12).map { _ in try lab.loopback.connected() }
                defer { held.forEach { _ = close($0) } }
                func isClosed(_ socket: Int32) -> Bool {
                    var octet: UInt8 = 0
                    let count = recv(socket, &octet, 1, Int32(MSG_DONTWAIT))
                    return count == 0 || count < 0 && errno == ECONNRESET
                }
                var open = held
                for _ in 0..<200 where open.count > 8 {
                    open.removeAll(where: isClosed)
                    try await Task.sleep(for: .milliseconds(50))
                }
                #expect(open.count == 8)
                for number in 1...5 as ClosedRange<UInt8> { _ = try await lab.leased(number) }
                #expect(try await lab.client.send("GET", "/api/v1/leases").addresses.count == 5)
                #expect(!open.contains(where: isClosed))
                // A place that is given back is the next one's.
                shutdown(open[0], Int32(SHUT_RDWR))
                var status = 0
                for _ in 0..<100 where status != 401 {
                    status = try await lab.loopback.ask("GET", "/api/v1/status").status
                    if status != 401 { try await Task.sleep(for: .milliseconds(50)) }
                }
                #expect(status == 401)
            }
        }

        @Test("when too many requests wait the next is answered 429, with when to come again")
        func gate() async throws {
            var limits = AdminLimits()
            (limits.asking, limits.waiting) = (1, 0)
            try await AdminLab.running(Self.settings, limits: limits) { lab async throws in
                let (entered, entering) = AsyncStream.makeStream(of: Void.self)
                let (left, leaving) = AsyncStream.makeStream(of: Void.self)
                async let holder: Void = lab.admin.holdingGate {
                    entering.finish()
                    for await _ in left {}
                }
                for await _ in entered {}
                let answer = try await lab.client.send("GET", "/api/v1/status")
                #expect(answer.status == 429)
                #expect(answer.headers["retry-after"] == "1")
                // Clients do not wait for those who ask.
                _ = try await lab.leased(1)
                leaving.finish()
                try await holder
                #expect(try await lab.client.send("GET", "/api/v1/status").status == 200)
            }
        }
    }
#endif
