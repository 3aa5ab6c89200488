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

                --plan first says what each client that has a lease would see (as `dhcp plan` does), and asks. What was shown \
                is what is taken over: a file that has changed meanwhile is refused. Where nobody can be asked, nothing is \
                reloaded without --yes.

                Examples:
                  dhcp reload --check --config /etc/dhcp/dhcp.yaml
                  dhcp reload --plan
                  dhcp reload --plan --yes --json | jq .lossCount

                Exit codes: 0 reloaded, or only asked with --check, 1 not reloaded, as it is wrong or was not confirmed, \
                2 wrong usage, 69 cannot run here. `dhcp plan` of the file says by its exit code whether somebody loses an address.
                """)

        @OptionGroup var server: RunningServerArgument

        @Flag(name: .long, help: "Only say what would change.")
        var check = false

        @Flag(name: .long, help: "Say what each client would see, and ask before it is done.")
        var plan = false

        @Flag(name: .shortAndLong, help: "Reload without a question.")
        var yes = false

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func validate() throws {
            if plan, check { throw ValidationError("give either --check or --plan") }
            if yes, !plan { throw ValidationError("--yes answers the question of --plan") }
        }

        func run() async throws {
            let client = try server.client()
            let headers = plan ? try await confirmed(by: client) : [:]
            let answer = try await client.ask(
                "POST", "/api/v1/reload" + (check ? "?check=true" : ""), headers: headers)
            if json { return StandardOutput.writeJSON(answer.text) }
            let report = try JSONDecoder().decode(ReloadReport.self, from: Data(answer.body))
            for warning in report.warnings { StandardError.write(warning) }
            StandardOutput.write((check ? "would change: " : plan ? "reloaded: " : "") + report.changes)
            for setting in report.needsRestart { StandardOutput.write("at the next start: \(setting)") }
            if report.leasesThatOnlyRunOut > 0 {
                StandardOutput.write(
                    "\(report.leasesThatOnlyRunOut) leases only run out: nobody else gets their addresses")
            }
        }

        /// Shows the plan and asks; returns what names the configuration that was shown.
        ///
        /// Throws an exit code when the answer is no, or nobody can be asked.
        private func confirmed(by client: AdminClient) async throws -> [String: String] {
            let shown = try await RunningPlan(client).planOfReload()
            if json {
                StandardOutput.writeJSON(try Output.json(shown))
            } else {
                PlanText(shown).lines.forEach { StandardOutput.write($0) }
            }
            StandardOutput.flush()
            if !yes, !Self.isConfirmed {
                StandardError.write("dhcp: nothing is reloaded")
                throw ExitCode(.negative)
            }
            return ["If-Match": "\"\(shown.digest)\""]
        }

        /// Asks on the terminal; no where there is none.
        private static var isConfirmed: Bool {
            guard isatty(STDIN_FILENO) == 1 else {
                StandardError.write("dhcp: nobody can be asked here; --yes reloads without a question")
                return false
            }
            StandardError.write("reload? [y/N] ", terminator: "")
            return ["y", "yes"].contains((readLine() ?? "").trimmingCharacters(in: .whitespaces).lowercased())
        }
    }
#endif
