#if Admin
    import DHCP
    import DHCPAdmin
    import Foundation
    import Synchronization
    import Testing

    /// The stream of what happens.
    @Suite struct EventTests {
        @Test func leasesThatBeginAndChangesByPeopleAreTold() async throws {
            try await AdminLab.running { lab async throws in
                let lines = Mutex<[String]>([])
                let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
                func listen() async throws -> Int {
                    // Also when nothing comes.
                    defer { beginning.finish() }
                    return try await lab.client.lines("/api/v1/events") { line in
                        // The stream begins with how soon to come again.
                        beginning.finish()
                        return lines.withLock {
                            $0.append(line)
                            return !["event: audit", "event: lease-ended"].allSatisfy($0.contains)
                        }
                    }
                }
                async let status = listen()
                for await _ in begun {}
                let address = try await lab.leased(1)
                _ = try await lab.client.send("DELETE", "/api/v1/leases/\(address)")
                #expect(try await status == 200)
                let kinds = lines.withLock { $0.filter { $0.hasPrefix("event: ") } }
                #expect(Set(kinds) == ["event: lease-begun", "event: lease-ended", "event: audit"])
            }
        }

        @Test func anotherConfigurationIsTold() async throws {
            try await AdminLab.running { lab async throws in
                let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
                func listen() async throws -> Int {
                    defer { beginning.finish() }
                    return try await lab.client.lines("/api/v1/events?kind=reconfigured") { line in
                        beginning.finish()
                        return line != "event: reconfigured"
                    }
                }
                async let status = listen()
                for await _ in begun {}
                let body = #"{"subnet": "192.0.2.0/24", "client": "hw 1/02:00:00:00:00:01", "address": "192.0.2.9"}"#
                #expect(
                    try await lab.client.send("POST", "/api/v1/reservations", body: Array(body.utf8)).status == 201)
                #expect(try await status == 200)
            }
        }

        @Test func whoComesAgainIsToldWhatWasAndWhatIsNotThereAnyMore() async throws {
            try await AdminLab.running { lab async throws in
                let text = Mutex("")
                _ = try await lab.client.lines("/api/v1/events?after=99&follow=false") { line in
                    text.withLock { $0 += line + "\n" }
                    return true
                }
                #expect(text.withLock { $0 }.contains("event: missed"))
            }
        }

        @Test func manyListenersThatDoNotReadHoldNobodyUp() async throws {
            try await AdminLab.running("listen: 127.0.0.1:0, tokens: tokens") { lab async throws in
                let secret = try lab.token(.reader)
                let request = Array(
                    "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(secret)\r\n\r\n".utf8)
                let sockets = try (0..<200).map { _ in
                    let socket = try lab.loopback.connected()
                    _ = send(socket, request, request.count, Int32(MSG_NOSIGNAL))
                    return socket
                }
                defer { sockets.forEach { _ = close($0) } }
                for number in 1...20 as ClosedRange<UInt8> { _ = try await lab.leased(number) }
                #expect(try await lab.client.send("GET", "/api/v1/leases").addresses.count == 20)
            }
        }
    }
#endif
