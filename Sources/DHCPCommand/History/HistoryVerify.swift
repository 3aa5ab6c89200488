#if SQLite
    import ArgumentParser
    import DHCPSQLite

    /// `dhcp history verify` finds what was changed, removed or inserted.
    struct HistoryVerify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Look whether a record was changed, removed or inserted since it was made.",
            discussion: """
                Each transaction's records are linked to those before by a hash (SHA-256). Who may write the file can make a \
                new chain that fits, so keep the last line elsewhere from time to time, and hand it in later: then all up to it \
                is proved. Ends with 1 when something is wrong. Of a server that shares its leases it is its own history, which \
                lies beside its configuration.

                Examples:
                  dhcp history verify --config dhcp.yaml
                  dhcp history verify --store leases.sqlite --head 81920:9f86d081884c7d65…
                """)

        @OptionGroup var file: LeaseFileArgument

        @Option(
            name: .long,
            help: ArgumentHelp("A number and a hash that were printed before, which must be there.", valueName: "head"))
        var head: String?

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func run() async throws {
            let place = try file.locate()
            let reader = try SQLiteLeaseReader(path: place.historyPath())
            var findings = try reader.verifyHistory()
            if let head { findings.problems += try problem(with: head, in: reader).map { [$0] } ?? [] }
            if json {
                StandardOutput.writeJSON(
                    """
                    {"records":\(findings.count),"forgotten":\(findings.forgottenCount),"head":"\(findings.head):\(findings.hash)",\
                    "problems":[\(findings.problems.map { "\"\($0)\"" }.joined(separator: ","))]}
                    """)
            } else {
                for problem in findings.problems { StandardOutput.write(problem) }
                let forgotten =
                    findings.forgottenCount == 0 ? "" : ", \(findings.forgottenCount) of them emptied on request"
                StandardOutput.write("\(findings.count) records\(forgotten)")
                StandardOutput.write("head \(findings.head):\(findings.hash)")
            }
            if !findings.problems.isEmpty { throw ExitCode(.negative) }
        }

        /// What is wrong with a head that was kept; `nil` when nothing is.
        private func problem(with head: String, in reader: SQLiteLeaseReader) throws -> String? {
            let parts = head.split(separator: ":")
            guard parts.count == 2, let number = Int64(parts[0]) else {
                throw ValidationError("--head takes what was printed before, such as 81920:9f86d081…, not \(head)")
            }
            guard let hash = try reader.historyHash(at: number) else {
                return "record \(number) is not there any more, with which a transaction ended"
            }
            return hash == parts[1] ? nil : "the hash at record \(number) is another: what is before it was made anew"
        }
    }
#endif
