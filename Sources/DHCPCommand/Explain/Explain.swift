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
                Takes the configuration and its leases, decides about what the client would ask, and changes nothing. Prints \
                what is known of the client, the way to the decision with the lines of the configuration that say so, and the \
                answer as `dhcp snoop` prints it. The last two lines say what is the matter and what cures it.

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

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func validate() throws {
            if file.config == nil {
                throw ValidationError("name the configuration, as in --config dhcp.yaml")
            }
            if ClientName(client) == nil { throw ValidationError("CLIENT is a name of 1 to 255 characters") }
        }

        func run() async throws {
            guard let name = ClientName(client), let config = file.config else { return }
            let answer = try await StoredExplanation(name: name, config: config, file: file, question: question)
                .answer()
            let report = answer.report
            if json {
                StandardOutput.writeJSON(try Self.json(report))
            } else {
                let text = ReportText(report)
                text.lines.forEach { StandardOutput.write($0) }
                if let reply = answer.reply {
                    StandardOutput.write(reply.snooped(at: answer.time, withOctets: bytes))
                }
                text.conclusion.forEach { StandardOutput.write($0) }
            }
            let kind = report.wouldHappen?.kind
            if kind == DecisionKind.silence.rawValue || kind == DecisionKind.nak.rawValue { throw ExitCode(.negative) }
        }

        static func json(_ value: some Encodable) throws -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        }
    }
#endif
