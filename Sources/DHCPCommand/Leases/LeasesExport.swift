#if SQLite
    import ArgumentParser
    import DHCPLeaseFiles
    import Foundation

    /// `dhcp leases export` writes leases for other programs.
    struct LeasesExport: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write the leases as CSV or JSON.",
            discussion: """
                Servers may use the leases meanwhile. `dhcp leases import` reads both. What does not print is escaped in the \
                host names of CSV, and a formula begins with an apostrophe; the octets stand in the column options. Ends with 1 \
                when there are none.

                Example:
                  dhcp leases export --store leases.sqlite > leases.csv
                """)

        enum Format: String, ExpressibleByArgument, CaseIterable {
            case csv
            case json
        }

        @OptionGroup var file: LeaseFileArgument
        @OptionGroup var filter: LeaseFilter

        @Option(name: .long, help: "csv, or json with an object a line.")
        var format = Format.csv

        func run() async throws {
            let reader = try await file.locate().reader()
            if format == .csv { StandardOutput.write(LeaseFields.header) }
            var count = 0
            let choice = filter.choice
            try await reader.forEach(in: filter.range) { lease in
                guard choice.matches(lease) else { return }
                count += 1
                if format == .csv {
                    StandardOutput.write(LeaseCSV.line(lease))
                } else {
                    StandardOutput.writeJSON(LeaseJSON.line(lease))
                }
            }
            if count == 0 { throw filter.nothing(in: reader.place) }
            StandardError.writeSummary("\(count) lease\(count == 1 ? "" : "s") of \(reader.place)")
        }
    }
#endif
