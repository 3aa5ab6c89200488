#if Admin
    import DHCP
    import DHCPAdmin
    import DHCPProgram
    import DHCPServer
    import DHCPTesting
    import Foundation
    import Logging
    import Synchronization
    import Testing

    /// A name that a client chose, on its way out of the server.
    @Suite struct HostileNameTests {
        /// Markup, terminal codes, a C1 control, a change of direction and the end of a line.
        private static let name = "<script>alert(1)</script>\u{1B}[31m\u{9B}\u{202E}\nx"

        private func isClean(_ text: String) -> Bool {
            text.unicodeScalars.allSatisfy {
                $0 == "\n" || $0 == "\r" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0 != "\u{202E}"
            }
        }

        @Test("it leaves escaped by leases, events, the history, a client's story and the log")
        func name() async throws {
            let lines = LogLines()
            let logger = Logger(label: "test") { _ in WrittenLog(lines: lines) }
            try await AdminLab.running(store: "path: leases.sqlite", logger: logger) { lab async throws in
                let endpoint = try await lab.server.handle.ready()[0]
                let address = try await LoopbackClient.with { client in
                    var discover = DHCPMessage.relayedDiscover(HardwareAddress(2, 0, 0, 0, 0, 1))
                    discover.options[raw: .hostName] = Array(Self.name.utf8)
                    let offer = try await client.exchange(discover, with: endpoint)
                    var request = DHCPMessage.relayedRequest(offer)
                    request.options[raw: .hostName] = Array(Self.name.utf8)
                    return try await client.exchange(request, with: endpoint).yiaddr
                }
                #expect(try await lab.client.send("DELETE", "/api/v1/leases/\(address)").status == 200)
                for path in [
                    "leases", "leases/\(address)", "events?after=0&follow=false", "history?subject=\(address)",
                    "clients/\(address)", "leases?q=%3Cscript%3E%1B", "leases?host=%1B%0A",
                ] {
                    let answer = try await lab.client.send("GET", "/api/v1/\(path)")
                    #expect(isClean(answer.text), "\(path): \(answer.text.debugDescription)")
                    #expect(answer.headers["x-content-type-options"] == "nosniff", "\(path)")
                    #expect(answer.headers["content-type"]?.contains("html") == false, "\(path)")
                }
                let leases = try await lab.client.send("GET", "/api/v1/leases")
                let found = (leases.json["leases"] as? [[String: Any]])?.first?["host-name"] as? String
                #expect(found == Self.name, "the name is told as it is, only written otherwise")
            }
            #expect(lines.all.contains { $0.contains("<script>") } && lines.all.allSatisfy(isClean))
        }
    }

    /// What was logged.
    private final class LogLines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    /// Writes lines as the program does.
    private struct WrittenLog: LogHandler {
        let lines: LogLines
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = LogLine(event.level, "\(event.message)", event.metadata ?? [:])
            for form in LogLine.Form.allCases { lines.add(line.written(form, at: "t", inJournal: false)) }
        }
    }
#endif
