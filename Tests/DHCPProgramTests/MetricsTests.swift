#if SQLite
    import CoreMetrics
    import DHCP
    import DHCPMetrics
    import DHCPProgram
    import DHCPTesting
    import Foundation
    import Testing

    /// What a server exports is what the documentation says.
    @Suite struct MetricsTests {
        private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()

        /// The labels of each name in the documentation's table.
        private static func documented() throws -> [String: Set<String>] {
            let page = try String(contentsOf: package.appending(path: "Documentation/Metrics.md"), encoding: .utf8)
            // The tables behind it are of spans.
            let metrics = page.split(separator: "\n## Spans\n")[0]
            var names: [String: Set<String>] = [:]
            for line in metrics.split(separator: "\n") where line.hasPrefix("| `") {
                let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
                let labels = cells[2].split(separator: ",").map { $0.trimmingCharacters(in: [" ", "`"]) }
                names[cells[1].trimmingCharacters(in: ["`"])] = Set(labels)
            }
            return names
        }

        private func text() async throws -> String {
            let file = try TemporaryFile(named: "leases.sqlite")
            defer { file.remove() }
            let registry = MetricsRegistry(descriptions: MetricsRegistry.serverDescriptions)
            try await withMetricsFactory(registry) {
                let server = try CompleteServer(
                    configuration: .values(.lab()), store: .file(file.path), logger: .silent)
                try await server.running { handle in
                    _ = try await handle.leased(1)
                    try await handle.reload()
                    try await handle.measure()
                }
            }
            return registry.serverText()
        }

        @Test func whatIsExportedIsDocumentedWithItsLabels() async throws {
            let documented = try Self.documented()
            #expect(Set(documented.keys) == Set(MetricsRegistry.serverDescriptions.keys))
            let text = try await text()
            for name in [
                "dhcp_pool_free_addresses", "dhcp_commit_duration_seconds", "dhcp_decisions_total", "dhcp_store_bytes",
                "dhcp_offers", "dhcp_queue_messages", "process_max_fds", "process_cpu_seconds_total",
            ] {
                #expect(text.contains("# TYPE \(name) "), "\(name)")
            }
            #expect(text.contains(#"dhcp_decisions_total{kind="ack",type="REQUEST"} 1"#))
            #expect(text.contains(/dhcp_pool_leases\{pool="[^"]+",state="bound",subnet="[^"]+"\} 1\n/))
            #expect(text.contains(/dhcp_pool_leases\{pool="[^"]+",state="declined",subnet="[^"]+"\} 0\n/))
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                let name = line.prefix { $0 != "{" && $0 != " " }
                let endings = ["", "_bucket", "_sum", "_count"]
                let known = endings.compactMap {
                    name.hasSuffix($0) ? documented[String(name.dropLast($0.count))] : nil
                }.first
                let labels = Set(line.matches(of: /([a-z_]+)="/).map { String($0.1) }).subtracting(["le"])
                #expect(known == labels, "\(line)")
            }
        }

        @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool"), "promtool is not there"))
        func promtoolHasNothingAgainstIt() async throws {
            let (status, said) = try promtool(["check", "metrics"], input: try await text())
            #expect(status == 0 && said.isEmpty, "\(said)")
        }

        @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool"), "promtool is not there"))
        func theAlertRulesFireWhenTheyShould() throws {
            let rules = Self.package.appending(path: "Examples/prometheus/alerts-test.yaml").path
            let (status, said) = try promtool(["test", "rules", rules], input: "")
            #expect(status == 0, "\(said)")
        }

        /// The examples name no metric that is not there.
        @Test(arguments: ["prometheus/alerts.yaml", "grafana/dashboard.json"])
        func theExamplesNameWhatIsExported(file: String) throws {
            let text = try String(contentsOf: Self.package.appending(path: "Examples/\(file)"), encoding: .utf8)
            let documented = try Self.documented()
            for match in text.matches(of: /\b((?:dhcp|process)_[a-z_]+)\b/) {
                let name = String(match.1).replacing(/_(?:bucket|sum|count)$/, with: "")
                #expect(documented[name] != nil, "\(match.1)")
            }
        }

        /// Runs promtool; gives how it ended and all that it said.
        private func promtool(_ arguments: [String], input text: String) throws -> (status: Int32, said: String) {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/promtool")
            process.arguments = arguments
            let (input, output) = (Pipe(), Pipe())
            (process.standardInput, process.standardOutput, process.standardError) = (input, output, output)
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            try input.fileHandleForWriting.close()
            let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, said)
        }
    }
#endif
