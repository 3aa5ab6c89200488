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

                Where servers share the leases each keeps a history of what it committed, and all are asked, which takes a \
                second; who does not answer is named on standard error.

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
            for (name, text) in [("at", at), ("from", from), ("to", to)] { try HistoryTime.check(text, of: name) }
            if at != nil, from != nil || to != nil {
                throw ValidationError("--at is one time: leave --from and --to out")
            }
            if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
        }

        func run() async throws {
            guard let subject = HistorySubject(subject) else { return }
            let place = try file.locate()
            let store = place.isShared ? try await place.sharedStore() : nil
            var reading = HistoryReading(
                try store.map { .members(HistoryInquiry($0)) } ?? .file(SQLiteLeaseReader(path: place.path())))
            let isFound: Bool
            if let time = at.flatMap({ HistoryTime.seconds($0) }) {
                isFound = try await show(subject, at: time, in: &reading)
            } else {
                isFound = try await showRecords(of: subject, in: &reading)
            }
            await store?.close()
            reading.tell()
            if !isFound {
                StandardError.write("dhcp: nothing is recorded of \(self.subject) in \(place.words)")
                throw ExitCode(.negative)
            }
        }

        private func showRecords(of subject: HistorySubject, in reading: inout HistoryReading) async throws -> Bool {
            let first = from.flatMap { HistoryTime.seconds($0) } ?? .min
            let last = to.flatMap { HistoryTime.seconds($0, isEnd: true) } ?? .max
            guard first <= last else { return false }
            let records = try await subject.records(first...last, limit: limit, in: &reading)
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
        private func show(
            _ subject: HistorySubject, at time: Int64, in reading: inout HistoryReading
        ) async throws -> Bool {
            if let address = subject.address {
                guard let period = try await reading.holder(of: address, at: time) else { return false }
                show(period, at: time)
                return true
            }
            let records = try await subject.records(Int64.min...time, limit: limit, in: &reading)
            var isFound = false
            for address in Set(records.compactMap(\.address)).sorted() {
                guard let period = try await reading.holder(of: address, at: time), period.contains(time),
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
