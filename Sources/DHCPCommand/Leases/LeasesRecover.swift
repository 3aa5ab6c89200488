#if SQLite
    import ArgumentParser
    import DHCPSQLite

    /// `dhcp leases recover` saves the leases of a damaged file.
    struct LeasesRecover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "recover",
            abstract: "Save what can be read of a damaged lease file.",
            discussion: """
                Without --output the damaged file is set aside under another name, and a new one with all leases that can \
                be read takes its place. The damaged file is never changed. A file that never was one of leases is left \
                alone.

                Example:
                  dhcp leases recover --store leases.sqlite
                """)

        @OptionGroup var file: LeaseFileArgument

        @Option(
            name: .long, help: ArgumentHelp("Write here, and leave the damaged file where it is.", valueName: "path"),
            completion: .leaseFile)
        var output: String?

        func run() async throws {
            let path = try file.path()
            if let output {
                StandardOutput.write("\(output): \(try await SQLiteLeaseRecovery.save(path, to: output)) leases saved")
            } else {
                let (count, damaged) = try await SQLiteLeaseRecovery.replace(path)
                StandardOutput.write("\(path): \(count) leases saved; the damaged file is \(damaged)")
            }
        }
    }
#endif
