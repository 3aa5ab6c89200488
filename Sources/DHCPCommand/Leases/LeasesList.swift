#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeaseFiles
    import DHCPSQLite
    import DHCPLeases

    /// `dhcp leases list` prints leases; a server may use the file meanwhile.
    struct LeasesList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Print the leases.",
            discussion: """
                A server may use the file meanwhile. Ends with 1 when there are none.

                Example:
                  dhcp leases list --store leases.sqlite --address 10.0.1.0/24 --state bound
                """)

        @OptionGroup var file: LeaseFileArgument
        @OptionGroup var filter: LeaseFilter

        @Flag(name: .long, help: "Print a JSON object a line.")
        var json = false

        func run() async throws {
            var count = 0
            let reader = try file.reader()
            try reader.forEach(in: filter.range) { lease in
                guard filter.matches(lease) else { return }
                if count == 0, !json { StandardOutput.write(LeaseTableText.header) }
                count += 1
                if json {
                    StandardOutput.writeJSON(LeaseJSON.line(lease))
                } else {
                    StandardOutput.write(LeaseTableText.line(lease))
                }
            }
            if count == 0 {
                let what = filter.isEmpty ? "no leases" : "no lease that fits the filters"
                StandardError.write("dhcp: \(what) in \(reader.path)")
                throw ExitCode(.negative)
            }
            StandardError.write("dhcp: \(count) lease\(count == 1 ? "" : "s") of \(reader.path)")
        }
    }

    /// Leases as a table for people.
    enum LeaseTableText {
        static let header = line(["ADDRESS", "STATE", "HARDWARE", "ENDS", "HOST", "CLIENT"])

        static func line(_ lease: Lease) -> String {
            let values = LeaseFields(lease).values
            return line([
                values[0], values[1], values[5], values[7], lease.hostName?.printable ?? "-", lease.client.description,
            ])
        }

        private static let widths = [15, 8, 17, 20, 20]

        private static func line(_ words: [String]) -> String {
            let padded = zip(words, widths).map { word, width in
                word + String(repeating: " ", count: max(0, width - word.count))
            }
            return (padded + words.suffix(1)).joined(separator: "  ")
        }
    }
#endif
