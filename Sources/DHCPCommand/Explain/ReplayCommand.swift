#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPCapture
    import DHCPConfiguration
    import DHCPExplain
    import DHCPLeases
    import DHCPServer

    /// `dhcp replay` runs recorded traffic through a configuration.
    struct ReplayCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay",
            abstract: "Run recorded traffic through a configuration, and say who would see a difference.",
            discussion: """
                CAPTURE is pcap or pcapng, from here, tcpdump or Wireshark. Its messages are decided about in virtual time, and \
                what comes of them is compared with what another configuration makes of them (--against old.yaml), or with what \
                the server of the capture answered (--against capture): which proves a migration before the switch. Leases of \
                that time are taken from --store (see `dhcp leases import`). The same inputs give the same report.

                Differences that are by choice are left out with --ignore: \(ComparisonArguments.kinds).

                Examples:
                  dhcp replay monday.pcapng --config new.yaml --against old.yaml --store leases.sqlite
                  dhcp replay kea.pcap --config dhcp.yaml --against capture --store imported.sqlite --ignore order --ignore renewal

                Exit codes: 0 nobody loses an address, 1 somebody does, 2 wrong usage, 69 cannot run here.
                """)

        @Argument(help: "The capture; - is standard input.", completion: .capture)
        var capture: String

        @Option(
            name: .shortAndLong, help: ArgumentHelp("The configuration that is tried.", valueName: "file"),
            completion: .configuration)
        var config: String

        @Option(
            name: .long,
            help: ArgumentHelp("Another configuration, or `capture` for what was answered then.", valueName: "file"),
            completion: .configuration)
        var against: String

        @Option(
            name: .long, help: ArgumentHelp("The leases at the time of the capture.", valueName: "path"),
            completion: .leaseFile)
        var store: String?

        @Option(
            name: .long,
            help: ArgumentHelp(
                "The server of the capture, when several answer there, or none does.", valueName: "address"),
            transform: ComparisonArguments.address)
        var server: IPv4Address?

        @OptionGroup var arguments: ComparisonArguments

        func run() async throws {
            let server = try server ?? ReplayCapture(path: capture).server()
            let compared = try await ComparedEngine.reading(config, store: store, server: server)
            let reference: TrafficComparison.Reference =
                against == "capture"
                ? .answers : .engine(try await ComparedEngine.reading(against, store: store, server: server).engine)
            var comparison = TrafficComparison(
                compared.engine, against: reference, servers: server.map { [$0] } ?? [],
                ignoring: Set(arguments.ignore))
            try ReplayCapture(path: capture).read(into: &comparison)
            let report = comparison.finish()
            if arguments.json {
                StandardOutput.writeJSON(try Output.json(report))
            } else {
                report.lines().forEach { StandardOutput.write($0) }
                if compared.strays > 0 {
                    StandardOutput.write(
                        "\(compared.strays) leases of \(store ?? "") are of addresses that \(config) gives to nobody")
                }
            }
            if report.losers > 0 { throw ExitCode(.negative) }
        }
    }
#endif
