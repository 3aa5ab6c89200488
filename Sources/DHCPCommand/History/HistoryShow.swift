#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases
    import DHCPSQLite

    /// `dhcp history show` prints what is recorded of an address, a client or a name.
    struct HistoryShow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print what is recorded of an address, a client or a name.",
            discussion: """
                A time without a zone is that of this host. --at says who had the address then, or which addresses the client \
                had; without it all records are printed, the newest last. Ends with 1 when nothing is recorded.

                A hardware address is taken in any notation, also its beginning (00:11:22); * stands for any letters of a \
                name. Those two look at all records, which takes a second for each million.

                Examples:
                  dhcp history --config dhcp.yaml 10.0.3.7 --at 2026-11-24T14:00
                  dhcp history --store leases.sqlite 0011.2233.4455 --from 2026-11-01 --json
                """)

        @OptionGroup var file: LeaseFileArgument

        @Argument(help: "An address, a client, a hardware address or a host name.", completion: .leasedAddress)
        var subject: String

        @Option(name: .long, help: ArgumentHelp("Who had it at this time.", valueName: "time"))
        var at: String?

        @Option(name: .long, help: ArgumentHelp("Only what was recorded since.", valueName: "time"))
        var from: String?

        @Option(name: .long, help: ArgumentHelp("Only what was recorded until then.", valueName: "time"))
        var to: String?

        @Option(name: .long, help: ArgumentHelp("How many records at most, the newest.", valueName: "number"))
        var limit = 1000

        @Flag(name: .long, help: "Print a JSON object a line.")
        var json = false

        func validate() throws {
            if HistorySubject(subject) == nil {
                throw ValidationError("an address such as 10.0.1.10, or a client, is needed, not \(subject)")
            }
            for (name, text) in [("at", at), ("from", from), ("to", to)] {
                if let text, HistoryTime.seconds(text) == nil {
                    throw ValidationError("--\(name) takes \(HistoryTime.expected), not \(text)")
                }
            }
            if at != nil, from != nil || to != nil {
                throw ValidationError("--at is one time: leave --from and --to out")
            }
            if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
        }

        func run() async throws {
            guard let subject = HistorySubject(subject) else { return }
            let place = try file.locate()
            let reader = try SQLiteLeaseReader(path: place.path())
            let isFound =
                try at.flatMap { HistoryTime.seconds($0) }.map { try show(subject, at: $0, in: reader) }
                ?? showRecords(of: subject, in: reader)
            if !isFound {
                StandardError.write("dhcp: nothing is recorded of \(self.subject) in \(place.words)")
                throw ExitCode(.negative)
            }
        }

        private func showRecords(of subject: HistorySubject, in reader: SQLiteLeaseReader) throws -> Bool {
            let first = from.flatMap { HistoryTime.seconds($0) } ?? .min
            let last = to.flatMap { HistoryTime.seconds($0, isEnd: true) } ?? .max
            guard first <= last else { return false }
            let records = try subject.records(first...last, limit: limit, in: reader)
            for record in records {
                if json {
                    StandardOutput.writeJSON(HistoryText.json(record))
                } else {
                    StandardOutput.write(HistoryText.line(record))
                }
            }
            return !records.isEmpty
        }

        /// Shows who had an address, or which addresses somebody had.
        private func show(_ subject: HistorySubject, at time: Int64, in reader: SQLiteLeaseReader) throws -> Bool {
            if let address = subject.address {
                guard let period = try reader.holder(of: address, at: time) else { return false }
                show(period, at: time)
                return true
            }
            let addresses = Set(try subject.records(Int64.min...time, limit: limit, in: reader).compactMap(\.address))
            var isFound = false
            for address in addresses.sorted() {
                guard let period = try reader.holder(of: address, at: time), period.contains(time),
                    subject.matches(period.beginning)
                else { continue }
                show(period, at: time)
                isFound = true
            }
            return isFound
        }

        private func show(_ period: HistoryPeriod, at time: Int64) {
            if json { return StandardOutput.writeJSON(HistoryText.json(period, at: time)) }
            let address = period.beginning.address.map { "\($0)  " } ?? ""
            let nobody = period.contains(time) ? "" : "nobody at \(HistoryTime.text(time)); last  "
            StandardOutput.write(address + nobody + HistoryText.line(period))
        }
    }
#endif
