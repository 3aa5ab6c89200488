#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPCapture
    import DHCPExplain
    import Foundation

    /// `dhcp shadow` decides beside another server, without a word.
    struct Shadow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Listen beside another server, and say what this one would do otherwise.",
            discussion: """
                Sees the messages that pass (as `dhcp snoop` does, which needs CAP_NET_RAW), decides about each as the server \
                would that serves --config, and compares that with what the other server answers: the proof before a switch. \
                It sends nothing and takes no port, so it may run on the host of that server; elsewhere listen where its \
                answers pass, as at a mirror port. Its leases are read once (--leases takes what `dhcp leases import` takes, or \
                --store), and followed from then on by what it answers.

                A report is printed every so often (--every), at SIGUSR1, and at the end (SIGINT, SIGTERM): it is of all since \
                the start. The last 100,000 clients are remembered. What would be offered of several free addresses is no \
                difference; other differences that are by choice are left out with --ignore: \(ComparisonArguments.kinds).

                Examples:
                  sudo dhcp shadow --config dhcp.yaml --leases /var/lib/misc/dnsmasq.leases --interface eth0
                  sudo dhcp shadow --config dhcp.yaml --leases /var/lib/kea/kea-leases4.csv --every 1d --ignore renewal
                  sudo dhcp shadow --config dhcp.yaml --store imported.sqlite --json | jq .comparison.losers

                Exit codes: 0 nobody would lose an address, 1 somebody would get another one or none, 2 wrong usage, 69 cannot \
                run here.
                """)

        @Option(
            name: .shortAndLong, help: ArgumentHelp("The configuration that is tried.", valueName: "file"),
            completion: .configuration)
        var config: String

        @Option(
            name: .long, help: ArgumentHelp("The leases of the other server, in its file.", valueName: "file"),
            completion: .file())
        var leases: String?

        @Option(
            name: .long, help: ArgumentHelp("Its leases in a lease file of this server.", valueName: "path"),
            completion: .leaseFile)
        var store: String?

        @OptionGroup var place: WatchArguments

        @Option(
            name: .long,
            help: ArgumentHelp(
                "An address of the server that is compared; may be given several times (default: the first that answers on "
                    + "an interface).", valueName: "address"),
            transform: ComparisonArguments.address)
        var server: [IPv4Address] = []

        @Option(name: .long, help: ArgumentHelp("How often to print a report.", valueName: "duration"))
        var every = "1h"

        @OptionGroup var arguments: ComparisonArguments

        func validate() throws {
            if leases != nil, store != nil { throw ValidationError("give either --leases or --store") }
            if DurationArgument.seconds(every) == nil {
                throw ValidationError("--every takes a duration such as 10m or 1d, not \(every)")
            }
        }

        func run() async throws {
            let compared = try await read()
            let watch: ShadowWatch
            do {
                watch = try await ShadowWatch(place)
            } catch {
                throw CaptureAdvice.explained(error)
            }
            if compared.strays > 0 {
                StandardError.write(
                    "dhcp: \(compared.strays) leases are of addresses that \(config) gives to nobody")
            }
            var comparison = TrafficComparison(
                compared.engine, against: .answers, servers: server, ignoring: Set(arguments.ignore), bounds: .live)
            let printer = ShadowPrinter(isJSON: arguments.json)
            do {
                try await watch.run(&comparison, every: DurationArgument.seconds(every) ?? 3600) {
                    printer.show($0, lost: watch.lossCount)
                }
            } catch {
                printer.show(comparison.report, lost: watch.lossCount)
                throw CaptureAdvice.explained(error)
            }
            let report = comparison.finish()
            printer.show(report, lost: watch.lossCount)
            if report.losers > 0 { throw ExitCode(.negative) }
        }

        /// The configuration with the leases of the other server.
        private func read() async throws -> ComparedEngine {
            if let leases { return try await ComparedEngine.reading(config, leases: leases) }
            return try await ComparedEngine.reading(config, store: store)
        }
    }

    /// Prints what a shadow found so far.
    struct ShadowPrinter {
        let isJSON: Bool
        private let start = Date()

        init(isJSON: Bool) { self.isJSON = isJSON }

        private struct Line: Encodable {
            let since: UInt32
            let time: UInt32
            let lostMessages: Int
            let comparison: ComparisonReport
        }

        /// Prints a report, which is seen at once.
        func show(_ report: ComparisonReport, lost: Int) {
            let (since, now) = (Self.seconds(start), Self.seconds(Date()))
            if isJSON {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                let line = Line(since: since, time: now, lostMessages: lost, comparison: report)
                if let octets = try? encoder.encode(line) {
                    StandardOutput.writeJSON(String(decoding: octets, as: UTF8.self))
                }
            } else {
                let length = TimeWords.length(now - min(since, now))
                StandardOutput.write("\(TimeWords.text(now)), \(length) since the start:")
                report.lines().forEach { StandardOutput.write($0) }
                if lost > 0 { StandardOutput.write("\(lost) messages were lost because they came too fast") }
                StandardOutput.write("")
            }
            StandardOutput.flush()
        }

        private static func seconds(_ date: Date) -> UInt32 { UInt32(clamping: Int(date.timeIntervalSince1970)) }
    }
#endif
