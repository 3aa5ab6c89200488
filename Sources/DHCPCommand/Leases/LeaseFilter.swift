#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeases

    /// Which leases are meant.
    struct LeaseFilter: ParsableArguments {
        @Option(
            name: .long,
            help: ArgumentHelp(
                "Only these addresses: 10.0.0.5, 10.0.0.0/24 or 10.0.0.5-10.0.0.9.", valueName: "addresses"),
            completion: .leasedAddress)
        var address: String?

        @Option(
            name: .long, help: ArgumentHelp("Only this state: bound, released, expired, declined.", valueName: "state"),
            completion: .list(["bound", "released", "expired", "declined"]))
        var state: String?

        @Option(
            name: .long, help: ArgumentHelp("Only this client, such as 01:00:11:22:33:44:55.", valueName: "identifier"))
        var client: String?

        @Option(
            name: .long,
            help: ArgumentHelp("Only this hardware address, or what begins so: 00:11:22.", valueName: "address"))
        var hardware: String?

        func validate() throws {
            if let address, Self.range(address) == nil {
                throw ValidationError("--address takes 10.0.0.5, 10.0.0.0/24 or 10.0.0.5-10.0.0.9, not \(address)")
            }
            if let state, !LeaseState.allCases.contains(where: { "\($0)" == state }) {
                throw ValidationError("--state takes bound, released, expired or declined, not \(state)")
            }
        }

        /// The addresses; `nil` for all.
        var range: IPv4Range? { address.flatMap(Self.range) }

        /// Whether a lease of ``range`` is meant.
        func matches(_ lease: Lease) -> Bool {
            if let state, state != "\(lease.state)" { return false }
            if let client, client.lowercased() != lease.client.octets.hexadecimal(separator: ":") { return false }
            if let hardware, !lease.hardwareAddress.description.hasPrefix(hardware.lowercased()) { return false }
            return true
        }

        private static func range(_ text: String) -> IPv4Range? {
            if let address = IPv4Address(text) { return IPv4Range(address, address) }
            return IPv4Range(text)
        }
    }
#endif
