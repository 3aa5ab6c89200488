#if Admin
    import DHCP
    import DHCPAdmin
    import DHCPConfiguration
    import DHCPExplain
    import DHCPLeases
    import DHCPProgram
    import Foundation
    import Testing

    /// What another configuration would do to the clients of a running server, over HTTP.
    @Suite struct PlanRouteTests {
        private static let path = "/api/v1/configuration/plan"

        private func plan(
            _ lab: AdminLab, _ text: String, query: String = ""
        ) async throws -> ReloadPlan {
            let answer = try await lab.client.send(
                "POST", Self.path + query, body: Array(text.utf8), type: "application/yaml")
            try #require(answer.status == 200, "\(answer.text)")
            return try JSONDecoder().decode(ReloadPlan.self, from: Data(answer.body))
        }

        @Test func whoLosesAnAddressIsToldWithTheNextOne() async throws {
            try await AdminLab.running { lab async throws in
                let address = try await lab.leased(1)
                let plan = try await plan(lab, AdminLab.text().replacing("192.0.2.10-", with: "192.0.2.100-"))
                #expect(plan.configuration == "pools: 1 added, 1 removed")
                #expect(plan.clients.leases == 1 && plan.clients.lossCount == 1 && plan.clients.moveCount == 1)
                let loss = try #require(plan.clients.losses.first)
                #expect(loss.address == address && loss.kind == .noPool)
                #expect(loss.next.map { $0 >= IPv4Address(192, 0, 2, 100) } == true)
                // Half of the lease from now on, as a time of day.
                #expect(loss.notice > plan.time && loss.notice < loss.end)
                #expect(Double(plan.time) > Date().timeIntervalSince1970 - 60)
                let lease = try #require(try await lab.server.handle.lease(at: address))
                #expect(lease.state == .bound && lab.server.handle.configuration.leases.subnets[0].pools.count == 1)
            }
        }

        @Test func reservationsOfTheRunTimeCount() async throws {
            try await AdminLab.running { lab async throws in
                let address = try await lab.leased(1)
                let client = Reservation.Identifier.hardwareAddress(HardwareAddress(2, 0, 0, 0, 0, 9))
                let subnet = try #require(IPv4Prefix("192.0.2.0/24"))
                try await lab.server.handle.reserve(RuntimeReservation(client, address: address, in: subnet))
                // What is served takes the address already; the same file does it no more.
                let same = try await plan(lab, AdminLab.text())
                #expect(same.configuration == "nothing changed" && same.clients.changed == 0)
            }
        }

        @Test func theSameConfigurationAsItIsPrintedChangesNothing() async throws {
            try await AdminLab.running { lab async throws in
                _ = try await lab.leased(1)
                let printed = EffectiveConfiguration(lab.server.handle.configuration).yaml
                let plan = try await plan(lab, printed)
                #expect(plan.configuration == "nothing changed" && plan.clients.changed == 0)
            }
        }

        @Test func clientsThatAreNamedAreLimitedAndCountedAll() async throws {
            try await AdminLab.running { lab async throws in
                for number in 1...3 as ClosedRange<UInt8> { _ = try await lab.leased(number) }
                let text = AdminLab.text().replacing("192.0.2.10-", with: "192.0.2.100-")
                let plan = try await plan(lab, text, query: "?limit=1")
                #expect(plan.clients.lossCount == 3 && plan.clients.losses.count == 1)
                #expect(Set(plan.clients.losses.map(\.next)).count == 1)
                let wrong = try await lab.client.send(
                    "POST", Self.path + "?limit=9999", body: Array(text.utf8), type: "application/yaml")
                #expect(wrong.status == 400)
            }
        }

        @Test func noFileIsReadForIt() async throws {
            try await AdminLab.running { lab async throws in
                let including = try await lab.client.send(
                    "POST", Self.path, body: Array(("include: [/etc/passwd]\n" + AdminLab.text()).utf8),
                    type: "application/yaml")
                #expect(including.status == 422 && !including.text.contains("root:"))
                let wrong = try await lab.client.send(
                    "POST", Self.path, body: Array("subnets: 7".utf8), type: "application/yaml")
                #expect(wrong.status == 422 && wrong.json["errors"] as? [String] != [])
            }
        }

        @Test func aReloadTakesOverWhatWasPlannedAndNothingElse() async throws {
            try await AdminLab.running { lab async throws in
                _ = try await lab.leased(1)
                let file = lab.directory.appending(path: "lab.yaml")
                func write(_ first: String, _ more: String = "") throws {
                    try (AdminLab.text().replacing("192.0.2.10-", with: "\(first)-") + more).write(
                        to: file, atomically: true, encoding: .utf8)
                }
                try write("192.0.2.100")
                let answer = try await lab.client.send("POST", "/api/v1/reload?plan=true")
                let plan = try JSONDecoder().decode(ReloadPlan.self, from: Data(answer.body))
                #expect(plan.clients.lossCount == 1)
                let served = lab.server.handle.configuration
                // Neither for clients nor for what the server does besides, as which others it looks for.
                for (first, more) in [("192.0.2.120", ""), ("192.0.2.100", "\nwatch: { other-servers: 1h }")] {
                    try write(first, more)
                    let changed = try await lab.client.send(
                        "POST", "/api/v1/reload", headers: ["If-Match": "\"\(plan.digest)\""])
                    #expect(changed.status == 412 && lab.server.handle.configuration == served)
                }
                try write("192.0.2.100")
                let done = try await lab.client.send(
                    "POST", "/api/v1/reload", headers: ["If-Match": "\"\(plan.digest)\""])
                #expect(done.json["changes"] as? String == "pools: 1 added, 1 removed")
            }
        }
    }
#endif
