#if Admin
    import ArgumentParser
    import DHCPAdmin
    import Foundation
    import Synchronization

    /// `dhcp events` prints what happens to a running server.
    struct EventsCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "events",
            abstract: "Print what happens to a running server.",
            discussion: """
                Prints what it remembers, and with --follow what comes. It remembers what happens while somebody listens, and for two \
                minutes after. Kinds: \(AdminEventKind.allCases.map(\.rawValue).joined(separator: ", ")).

                Example:
                  dhcp events --follow --kind refused,pool --json
                """)

        @OptionGroup var server: RunningServerArgument

        @Flag(name: .shortAndLong, help: "Go on with what comes.")
        var follow = false

        @Option(name: .long, help: ArgumentHelp("Only these kinds.", valueName: "kinds"))
        var kind: String?

        @Flag(name: .long, help: "Also when leases are renewed.")
        var renewals = false

        @Flag(name: .long, help: "Print a JSON object a line.")
        var json = false

        func run() async throws {
            var query = "after=0" + (follow ? "" : "&follow=false")
            if let kind { query += "&kind=\(URLText.escaped(kind))" }
            if renewals { query += "&renewals=true" }
            let isJSON = json
            let answer = Mutex<[String]>([])
            let status: Int
            do {
                status = try await server.client().lines("/api/v1/events?\(query)") { line in
                    guard line.hasPrefix("data: ") else {
                        answer.withLock { if $0.count < 20 { $0.append(line) } }
                        return true
                    }
                    let text = String(line.dropFirst(6))
                    if isJSON { StandardOutput.writeJSON(text) } else { StandardOutput.write(Self.words(text)) }
                    StandardOutput.flush()
                    return !StandardOutput.hasFailed
                }
            } catch let error as AdminClientError {
                throw CannotRun(description: error.description)
            }
            if status != 200 {
                throw CannotRun(description: AdminProblem(text: answer.withLock { $0.joined() }, status: status).detail)
            }
        }

        /// An event on one line, for people.
        static func words(_ text: String) -> String {
            guard let event = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
                return text
            }
            let first = ["time", "kind", "address", "client"]
            let rest = event.keys.filter { !first.contains($0) }.sorted()
            let values = first.compactMap { event[$0].map { "\($0)" } }
            return (values + rest.map { "\($0)=\(event[$0].map { "\($0)" } ?? "")" }).joined(separator: " ")
        }
    }
#endif
