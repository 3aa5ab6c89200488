#if SQLite
    import ArgumentParser
    import DHCPLeaseFiles
    import DHCPSQLite
    import Foundation

    /// `dhcp leases export` writes leases for other programs.
    struct LeasesExport: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write the leases as CSV or JSON.",
            discussion: """
                A server may use the file meanwhile. `dhcp leases import` reads both.

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
            if format == .csv { print(LeaseFields.header) }
            try file.reader().forEach(in: filter.range) { lease in
                guard filter.matches(lease) else { return }
                print(format == .csv ? LeaseCSV.line(lease) : LeaseJSON.line(lease))
            }
        }
    }
#endif
