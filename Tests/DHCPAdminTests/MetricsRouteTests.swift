#if Admin
    import CoreMetrics
    import DHCP
    import DHCPAdmin
    import DHCPMetrics
    import Foundation
    import Testing

    /// What a scraper gets, and who may be one.
    @Suite struct MetricsRouteTests {
        private func running(_ settings: String, _ body: (AdminLab) async throws -> Void) async throws {
            try await withMetricsFactory(MetricsRegistry(descriptions: MetricsRegistry.serverDescriptions)) {
                try await AdminLab.running("listen: 127.0.0.1:0, tokens: tokens\(settings)") { lab async throws in
                    try await body(lab)
                }
            }
        }

        @Test func requestsAreCountedByRouteAndNeverByPath() async throws {
            try await running("") { lab async throws in
                for number in 1...3 as ClosedRange<UInt8> {
                    let address = try await lab.leased(number)
                    #expect(try await lab.client.send("GET", "/api/v1/leases/\(address)").status == 200)
                    #expect(try await lab.client.send("GET", "/api/v1/nothing/\(address)").status == 404)
                }
                #expect(try await lab.loopback.ask("GET", "/api/v1/status").status == 401)
                let wrong = ["Authorization": "Bearer dhcp-1"]
                #expect(try await lab.loopback.ask("GET", "/api/v1/status", wrong).status == 401)
                let text = try await lab.client.send("GET", "/metrics").text
                for line in [
                    #"dhcp_api_requests_total{method="GET",route="/api/v1/leases/{address}",status="2xx"} 3"#,
                    #"dhcp_api_requests_total{method="other",route="other",status="4xx"} 3"#,
                    #"dhcp_api_requests_total{method="GET",route="/api/v1/status",status="4xx"} 2"#,
                    #"dhcp_api_request_duration_seconds_count{route="/api/v1/leases/{address}"} 3"#,
                    "dhcp_api_wrong_tokens_total 1", #"dhcp_leases{state="bound"} 3"#, "dhcp_queue_messages 0",
                ] {
                    #expect(text.contains("\n\(line)\n"), "\(line)")
                }
                #expect(!text.contains("192.0.2.10\"") && !text.contains("/api/v1/nothing"))
            }
        }

        @Test func aScraperNeedsATokenUnlessTheConfigurationSaysOtherwise() async throws {
            try await running("") { lab async throws in
                #expect(try await lab.loopback.ask("GET", "/metrics").status == 401)
                let reader = ["Authorization": "Bearer \(try lab.token(.reader))"]
                #expect(try await lab.loopback.ask("GET", "/metrics", reader).status == 200)
            }
            try await running(", metrics: open") { lab async throws in
                _ = try await lab.leased(1)
                let answer = try await lab.loopback.ask("GET", "/metrics")
                #expect(answer.status == 200)
                #expect(answer.text.contains("dhcp_messages_received_total"))
                // It shows no client, and opens nothing else.
                #expect(!answer.text.contains("02:00:00"))
                for path in ["/api/v1/status", "/api/v1/leases", "/api/v1/samples", "/openapi.json"] {
                    #expect(try await lab.loopback.ask("GET", path).status == 401, "\(path)")
                }
                #expect(try await lab.loopback.ask("POST", "/metrics").status == 405)
                #expect(try await lab.loopback.ask("GET", "/metrics", ["Host": "evil.example"]).status == 421)
            }
        }
    }
#endif
