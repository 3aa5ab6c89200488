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
            name: .long,
            help: ArgumentHelp(
                "Only this client: its identifier, as octets (01:00:11:22:33:44:55) or as a text, or its hardware address.",
                valueName: "identifier"))
        var client: String?

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Only this hardware address, or what begins so: 00:11:22, 00-11-22-*, 0011.2233.4455, 32/80:00.",
                valueName: "address"))
        var hardware: String?

        @Option(
            name: [.customLong("host"), .customLong("host-name")],
            help: ArgumentHelp("Only this host name; * stands for any letters.", valueName: "name"))
        var host: String?

        func validate() throws {
            if let address, Self.range(address) == nil {
                throw ValidationError("--address takes 10.0.0.5, 10.0.0.0/24 or 10.0.0.5-10.0.0.9, not \(address)")
            }
            if let state, !LeaseState.allCases.contains(where: { "\($0)" == state }) {
                throw ValidationError("--state takes bound, released, expired or declined, not \(state)")
            }
            if let hardware, HardwarePattern(hardware) == nil {
                throw ValidationError(
                    "--hardware takes an address such as 00:11:22:33:44:55, or its beginning, not \(hardware); "
                        + "--host takes a name")
            }
        }

        /// Whether all leases are meant.
        var isEmpty: Bool { address == nil && state == nil && client == nil && hardware == nil && host == nil }

        /// Says that no lease is meant, and gives the exit code for that.
        func nothing(in path: String, isFiltered: Bool = false) -> ExitCode {
            let what = isEmpty && !isFiltered ? "no leases" : "no lease that fits the filters"
            StandardError.write("dhcp: \(what) in \(path)")
            return ExitCode(.negative)
        }

        /// The addresses; `nil` for all.
        var range: IPv4Range? { address.flatMap(Self.range) }

        /// Whether a lease of ``range`` is meant.
        func matches(_ lease: Lease) -> Bool {
            if let state, state != "\(lease.state)" { return false }
            if let client, !Self.isNamed(client, lease) { return false }
            if let hardware, HardwarePattern(hardware)?.matches(lease.hardwareAddress) != true { return false }
            if let host, !Self.isName(lease.hostName, host) { return false }
            return true
        }

        private static func range(_ text: String) -> IPv4Range? {
            if let address = IPv4Address(text) { return IPv4Range(address, address) }
            if let prefix = IPv4Prefix(text) { return IPv4Range(prefix.address, prefix.last) }
            return IPv4Range(text)
        }

        /// Whether a client is the one that a person writes: as lists show it, as octets, or as the text it sends.
        private static func isNamed(_ text: String, _ lease: Lease) -> Bool {
            let client = lease.client
            let word = ["id ", "hw ", "circuit ", "remote "].first { text.lowercased().hasPrefix($0) } ?? ""
            let value = String(text.dropFirst(word.count))
            if client.description.lowercased() == text.lowercased() { return true }
            // Most identifiers are the hardware address behind the number of its type (RFC 2132 section 9.14).
            if ClientIdentity(lease.hardwareAddress).octets == client.octets,
                HardwarePattern(address: value)?.matches(lease.hardwareAddress) == true
            {
                return true
            }
            if HexadecimalText(value)?.digits == client.octets.hexadecimal() { return true }
            return client.octets == Array(text.utf8)
        }

        /// Whether a host has a name, without regard to case.
        static func isName(_ name: String?, _ pattern: String) -> Bool {
            guard let name else { return false }
            return OctetPattern(glob: pattern.lowercased()).matches(Array(name.lowercased().utf8))
        }
    }
#endif
