#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPExplain
    import DHCPLeases
    import Foundation

    /// `dhcp explain` says why a client has the address that it has, or none.
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say why a client gets the address that it gets, or none.",
            discussion: """
                Asks the server that runs what became of the client's last messages, and why; or what would become of one, when
                a question is given. Without a server, and for a configuration that is tried (--config with a question), it
                takes the configuration and its leases. Nothing is changed. Prints what is known of the client, the way to the
                decision with the lines of the configuration that say so, and the answer as `dhcp snoop` prints it. The last
                two lines say what is the matter and what cures it.

                CLIENT is a hardware address in any notation, a client identifier (01:00:11:22:33:44:55), a host name, an \
                address, or the name of a port (circuit identifier).

                Where the client asks is taken from its lease or reservation; say otherwise with --relay or --interface.

                Examples:
                  dhcp explain 00-11-22-33-44-55 --config dhcp.yaml
                  dhcp explain printer --config dhcp.yaml --relay 10.0.12.1
                  dhcp explain 0011.2233.4455 --config new.yaml --would reboot --ask 10.2.0.7 --interface eth1
                  dhcp explain 10.0.3.7 --config dhcp.yaml --option 60=PXEClient --at 2026-12-01T08:00:00Z

                Exit codes: 0 the client gets an answer, 1 it gets none or a NAK, 2 wrong usage, 69 cannot run here.
                """, aliases: ["why"])

        @Argument(help: "The client: hardware address, client identifier, host name, address or port.")
        var client: String

        @OptionGroup var file: LeaseFileArgument
        @OptionGroup var question: QuestionArguments

        @Flag(name: .long, help: "Also dump the octets of the answer.")
        var bytes = false

        @Flag(name: .long, help: "Ask no server that runs: look at the configuration and its leases.")
        var offline = false

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func validate() throws {
            if ClientName(client) == nil { throw ValidationError("CLIENT is a name of 1 to 255 characters") }
        }

        func run() async throws {
            guard let name = ClientName(client) else { return }
            if let report = try await askServer(name) { return try show(report) }
            guard let config = file.config else {
                throw CannotRun(
                    description: "no server runs on this machine: name the configuration, as in --config dhcp.yaml")
            }
            let stored = StoredExplanation(
                name: name, config: config, file: file, question: question, isWithoutServer: looksForServer)
            try show(try await stored.report())
        }

        /// Whether a server that runs is to be asked.
        private var looksForServer: Bool {
            #if Admin
                // A configuration that is named with a question may be one that nobody serves yet.
                !offline && file.store == nil && (file.config == nil || question.isEmpty)
            #else
                false
            #endif
        }

        /// What the server says that runs; `nil` when none is to be asked, or none runs.
        private func askServer(_ name: ClientName) async throws -> ClientReport? {
            #if Admin
                if !looksForServer { return nil }
                guard let running = try RunningExplanation(name, file) else { return nil }
                if question.isEmpty { return try await running.story() }
                let now = DHCPInstant(seconds: Int64(Date().timeIntervalSince1970))
                return try await running.explain(question.wish(now: now))
            #else
                return nil
            #endif
        }

        private func show(_ report: ClientReport) throws {
            if json {
                StandardOutput.writeJSON(try Output.json(report))
            } else {
                let text = ReportText(report)
                text.lines.forEach { StandardOutput.write($0) }
                let time = DHCPInstant(seconds: Int64(report.time))
                if let reply = report.wouldHappen?.snoopedReply(at: time, withOctets: bytes) {
                    StandardOutput.write(reply)
                }
                text.conclusion.forEach { StandardOutput.write($0) }
            }
            let kind = (report.wouldHappen ?? report.story.last?.explanation)?.kind
            if kind == DecisionKind.silence.rawValue || kind == DecisionKind.nak.rawValue { throw ExitCode(.negative) }
        }
    }
#endif
