#if SQLite
    import ArgumentParser
    import DHCPLeases
    import DHCPSQLite

    /// `dhcp history changes` prints what was done because somebody asked for it.
    struct HistoryChanges: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "changes",
            abstract: "Print what administrators changed.",
            discussion: """
                Leases that were freed or imported, reservations that were made, changed or taken back, and each time the \
                configuration was read again, the newest last. Looks at all records, which takes a second for each million. Of a \
                server that shares its leases it is what was done there. Ends with 1 when nothing is recorded.

                Example:
                  dhcp history changes --config dhcp.yaml --from 2026-11-01
                """)

        @OptionGroup var file: LeaseFileArgument

        @Option(name: .long, help: ArgumentHelp("Only what was recorded since.", valueName: "time"))
        var from: String?

        @Option(name: .long, help: ArgumentHelp("Only what was recorded until then.", valueName: "time"))
        var to: String?

        @Flag(name: .long, help: "Print a JSON object a line.")
        var json = false

        func validate() throws {
            for (name, text) in [("from", from), ("to", to)] { try HistoryTime.check(text, of: name) }
        }

        func run() async throws {
            let place = try file.locate()
            let first = from.flatMap { HistoryTime.seconds($0) } ?? .min
            let last = to.flatMap { HistoryTime.seconds($0, isEnd: true) } ?? .max
            var isFound = false
            try SQLiteLeaseReader(path: place.historyPath()).forEachRecord { record in
                guard record.note != nil || record.event == .forgotten, record.time >= first, record.time <= last else {
                    return
                }
                isFound = true
                if json {
                    StandardOutput.writeJSON(HistoryText.json(record))
                } else {
                    StandardOutput.write(HistoryText.line(record))
                }
            }
            if !isFound {
                StandardError.write("dhcp: no change by an administrator is recorded in \(place.words)")
                throw ExitCode(.negative)
            }
        }
    }
#endif
