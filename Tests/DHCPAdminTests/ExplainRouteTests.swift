#if Admin
    import DHCP
    import DHCPAdmin
    import DHCPExplain
    import DHCPProgram
    import Foundation
    import Testing

    /// Why, and what if, over HTTP.
    @Suite struct ExplainRouteTests {
        private func report(_ answer: AdminClient.Answer) throws -> ClientReport {
            try #require(answer.status == 200, "\(answer.text)")
            return try JSONDecoder().decode(ClientReport.self, from: Data(answer.body))
        }

        @Test func aClientsStoryIsTold() async throws {
            try await AdminLab.running { lab in
                _ = try await lab.leased(1)
                let report = try report(await lab.client.send("GET", "/api/v1/clients/02-00-00-00-00-01"))
                #expect(report.story.map(\.explanation.reason) == ["offered", "leased"])
                let other = try self.report(await lab.client.send("GET", "/api/v1/clients/nobody"))
                #expect(other.diagnosis.cause == "never-seen")
            }
        }

        @Test func whatWouldHappenIsSaid() async throws {
            try await AdminLab.running { lab in
                let body = Array(#"{"client":"02:00:00:00:00:09","relay":"10.9.0.1"}"#.utf8)
                let report = try report(await lab.client.send("POST", "/api/v1/explain", body: body))
                #expect(report.diagnosis.cause == "no-subnet")
                let written = try JSONEncoder().encode(
                    ExplanationRequest("02:00:00:00:00:09", ClientWish(relay: .loopback, options: ["60=PXE"])))
                let other = try self.report(
                    await lab.client.send("POST", "/api/v1/explain", body: [UInt8](written)))
                #expect(other.diagnosis.cause == "offered")
            }
        }
    }
#endif
