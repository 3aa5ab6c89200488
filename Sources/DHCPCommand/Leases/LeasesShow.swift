#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeaseFiles
    import DHCPSQLite

    /// `dhcp leases show` prints all that is known of one address.
    struct LeasesShow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print all that is known of an address.",
            discussion: """
                Ends with 1 when it was never leased.

                Example:
                  dhcp leases show --store leases.sqlite 10.0.1.10
                """)

        @OptionGroup var file: LeaseFileArgument

        @Argument(help: "The address.", completion: .leasedAddress, transform: LeasesShow.address)
        var address: IPv4Address

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func run() async throws {
            var isKnown = false
            try file.reader().forEach(in: IPv4Range(address, address)) { lease in
                isKnown = true
                if json { return print(LeaseJSON.line(lease)) }
                for (name, value) in zip(LeaseFields.names, LeaseFields(lease).values) where !value.isEmpty {
                    print("\(name): \(value.filter { !$0.isNewline })")
                }
            }
            if !isKnown {
                StandardError.write("dhcp: \(address) was never leased")
                throw ExitCode(.negative)
            }
        }

        static func address(_ text: String) throws -> IPv4Address {
            guard let address = IPv4Address(text) else {
                throw ValidationError("an address such as 10.0.1.10 is needed, not \(text)")
            }
            return address
        }
    }
#endif
