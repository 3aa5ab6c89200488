#if Admin
    import ArgumentParser
    import DHCP
    import DHCPAdmin
    import DHCPLeases
    import DHCPProgram
    import Foundation

    /// `dhcp status` says how a running server stands.
    struct StatusCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Say how a running server stands.",
            discussion: """
                Asks the server by its socket: admin.sock in $RUNTIME_DIRECTORY or /run/dhcp-server, else beside its leases. Ends \
                with 1 when the server is not well: nobody is served, or leases can not be stored.

                Examples:
                  dhcp status --config /etc/dhcp/dhcp.yaml
                  dhcp status --json | jq '.subnets[].pools[] | select(.free < 10)'
                """)

        @OptionGroup var server: RunningServerArgument

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func run() async throws {
            let answer = try await server.client().ask("GET", "/api/v1/status")
            let status = try JSONDecoder().decode(ServerStatus.self, from: Data(answer.body))
            if json {
                StandardOutput.writeJSON(answer.text)
            } else {
                StatusText(status).lines.forEach { StandardOutput.write($0) }
            }
            if !status.isReady || status.store.isFailing { throw ExitCode(.negative) }
        }
    }

    /// How a server stands, for people.
    struct StatusText {
        let lines: [String]

        init(_ status: ServerStatus) {
            var lines = [
                status.summary, "version: \(status.version)", "up: \(Self.duration(status.uptime))",
                "listening: \(status.listening.map(\.description).joined(separator: ", "))",
            ]
            lines += status.interfaces.map { "interface \($0.condition)" }
            let leases = LeaseState.allCases.compactMap { state in status.store.leases[state].map { "\($0) \(state)" } }
            lines.append(
                "store: \(status.store.place)\(status.store.isFailing ? ", FAILING" : ""); \(leases.joined(separator: ", "))"
            )
            for subnet in status.subnets {
                lines.append(
                    "subnet \(subnet.subnet): \(subnet.reservations) reserved\(subnet.unreached.map { "; not reached: \($0)" } ?? "")"
                )
                for pool in subnet.pools {
                    let used = pool.capacity - pool.free
                    lines.append("  pool \(pool.range): \(used) of \(pool.capacity) in use, \(pool.free) free")
                }
            }
            let counts = status.counts
            let dropped = counts.dropped.values.reduce(0, +)
            lines.append("messages: \(counts.received) received, \(counts.sent) answered, \(dropped) dropped")
            self.lines = lines
        }

        private static func duration(_ seconds: Int) -> String {
            let units = [(86_400, "d"), (3600, "h"), (60, "m")]
            guard let unit = units.first(where: { seconds >= $0.0 }) else { return "\(seconds)s" }
            return "\(seconds / unit.0)\(unit.1)"
        }
    }
#endif
