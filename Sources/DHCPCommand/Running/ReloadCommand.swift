#if Admin
    import ArgumentParser
    import DHCPAdmin
    import DHCPProgram
    import Foundation

    /// `dhcp reload` has a running server read its configuration again.
    struct ReloadCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reload",
            abstract: "Have a running server read its configuration again.",
            discussion: """
                Says what is served otherwise, and what takes a restart. A configuration that is wrong is refused with all that is \
                wrong, and the command ends with 1; what was served is served on then.

                Example:
                  dhcp reload --check --config /etc/dhcp/dhcp.yaml
                """)

        @OptionGroup var server: RunningServerArgument

        @Flag(name: .long, help: "Only say what would change.")
        var check = false

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func run() async throws {
            let answer = try await server.client().ask("POST", "/api/v1/reload" + (check ? "?check=true" : ""))
            if json { return StandardOutput.writeJSON(answer.text) }
            let report = try JSONDecoder().decode(ReloadReport.self, from: Data(answer.body))
            for warning in report.warnings { StandardError.write(warning) }
            StandardOutput.write((check ? "would change: " : "") + report.changes)
            for setting in report.needsRestart { StandardOutput.write("at the next start: \(setting)") }
            if report.leasesThatOnlyRunOut > 0 {
                StandardOutput.write(
                    "\(report.leasesThatOnlyRunOut) leases only run out: nobody else gets their addresses")
            }
        }
    }
#endif
