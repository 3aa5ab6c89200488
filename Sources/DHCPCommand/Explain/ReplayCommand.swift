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

                Differences that are by choice are left out with --ignore: \(kinds).

                Examples:
                  dhcp replay monday.pcapng --config new.yaml --against old.yaml --store leases.sqlite
                  dhcp replay kea.pcap --config dhcp.yaml --against capture --store imported.sqlite --ignore order --ignore renewal

                Exit codes: 0 nobody loses an address, 1 somebody does, 2 wrong usage, 69 cannot run here.
                """)

        private static let kinds = ReplyDifference.Kind.allCases.map(\.rawValue).joined(separator: ", ")

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
            transform: { try address($0) })
        var server: IPv4Address?

        @Option(
            name: .long,
            help: ArgumentHelp("Leave out differences of this kind; may be given several times.", valueName: "kind"),
            completion: .list(ReplyDifference.Kind.allCases.map(\.rawValue)), transform: { try kind($0) })
        var ignore: [ReplyDifference.Kind] = []

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func run() async throws {
            let server = try server ?? ReplayCapture(path: capture).server()
            let (engine, strays) = try await self.engine(config, server)
            let reference: Replay.Reference =
                against == "capture" ? .capture : .engine(try await self.engine(against, server).engine)
            var replay = Replay(engine, against: reference, server: server, ignoring: Set(ignore))
            try ReplayCapture(path: capture).read(into: &replay)
            let report = replay.finish()
            if json {
                StandardOutput.writeJSON(try Output.json(report))
            } else {
                report.lines().forEach { StandardOutput.write($0) }
                if strays > 0 {
                    StandardOutput.write(
                        "\(strays) leases of \(store ?? "") are of addresses that \(config) gives to nobody")
                }
            }
            if report.losers > 0 { throw ExitCode(.negative) }
        }

        /// An engine with the leases of then, and how many of those it gives to nobody.
        private func engine(_ path: String, _ server: IPv4Address?) async throws -> (engine: LeaseEngine, strays: Int) {
            var configuration = try Plan.load(path).leases
            // The clients of the capture name the server of the capture.
            if let server {
                configuration.identifier = configuration.identifier ?? server
                configuration.serverAddresses.insert(server)
            }
            var engine: LeaseEngine
            do throws(LeaseConfigurationError) {
                engine = try LeaseEngine(configuration: configuration)
            } catch {
                throw CannotRun(description: "\(path) can not be served: \(error)")
            }
            guard let store else { return (engine, 0) }
            let leasable = LeasableAddresses(configuration)
            var strays = 0
            var file = LeaseFileArgument()
            (file.store, file.config) = (store, nil)
            try await file.locate().reader().forEach(in: nil) { lease in
                engine.apply(LeaseChange(before: nil, after: lease))
                if lease.state == .bound, !leasable.contains(lease.address) { strays += 1 }
            }
            return (engine, strays)
        }

        private static func kind(_ text: String) throws -> ReplyDifference.Kind {
            if let kind = ReplyDifference.Kind(rawValue: text) { return kind }
            throw ValidationError("--ignore takes \(kinds), not \(text)")
        }

        private static func address(_ text: String) throws -> IPv4Address {
            guard let address = IPv4Address(text) else {
                throw ValidationError("an address such as 10.0.0.1 is needed, not \(text)")
            }
            return address
        }
    }
#endif
