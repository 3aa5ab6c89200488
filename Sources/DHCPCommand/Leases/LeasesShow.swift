#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases

    /// `dhcp leases show` prints all that is known of one address, or of all that a machine has.
    struct LeasesShow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print all that is known of an address, or of a machine.",
            discussion: """
                A machine is named by its hardware address, in any notation, or its host name. A server that runs is asked, by its \
                socket; without one the lease file is read. Ends with 1 when nothing is known.

                Examples:
                  dhcp leases show --store leases.sqlite 10.0.1.10
                  dhcp leases show --store leases.sqlite 00-11-22-33-44-55
                """)

        @OptionGroup var file: LeaseFileArgument

        @Argument(help: "The address, or a hardware address, or a host name.", completion: .leasedAddress)
        var address: String

        @Flag(name: .long, help: "Print a JSON object.")
        var json = false

        func validate() throws {
            // A mistyped address is no name.
            let isNumber = address.allSatisfy { $0.isNumber || $0 == "." }
            if IPv4Address(address) == nil, isNumber, HardwarePattern(address: address) == nil {
                throw ValidationError("an address such as 10.0.1.10 is needed, not \(address)")
            }
        }

        func run() async throws {
            let address = IPv4Address(address)
            var count = 0
            // A name alone is looked for by the server; what may be a hardware address too, here.
            let isName = address == nil && HardwarePattern(address: self.address) == nil
            let reader = try await file.locate().leases(isName ? [("host", self.address)] : [])
            try await reader.forEach(in: address.map { IPv4Range($0, $0) } ?? nil) { lease in
                guard address != nil || isMeant(lease) else { return }
                count += 1
                if json { return StandardOutput.writeJSON(LeaseJSON.line(lease)) }
                if count > 1 { StandardOutput.write("") }
                for (name, value) in zip(LeaseFields.names, LeaseFields(lease).values) where !value.isEmpty {
                    StandardOutput.write("\(name): \(value.printable)")
                }
            }
            if count == 0 {
                let what = address == nil ? "has no lease" : "was never leased"
                StandardError.write("dhcp: \(self.address) \(what) in \(reader.place)")
                throw ExitCode(.negative)
            }
        }

        private func isMeant(_ lease: Lease) -> Bool {
            if let hardware = HardwarePattern(address: address) {
                if hardware.matches(lease.hardwareAddress) { return true }
                if let exact = HardwareAddress(notation: address), ClientIdentity(exact) == lease.client { return true }
            }
            return LeaseChoice.isName(lease.hostName, LeaseChoice.namePattern(address))
        }
    }
#endif
