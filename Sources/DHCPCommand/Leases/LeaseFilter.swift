#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeaseFiles
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

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Only with this text in the address, hardware address, client or host name.", valueName: "text"))
        var text: String?

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
        var isEmpty: Bool {
            address == nil && state == nil && client == nil && hardware == nil && host == nil && text == nil
        }

        /// Says that no lease is meant, and gives the exit code for that.
        func nothing(in path: String, isFiltered: Bool = false) -> ExitCode {
            let what = isEmpty && !isFiltered ? "no leases" : "no lease that fits the filters"
            StandardError.write("dhcp: \(what) in \(path)")
            return ExitCode(.negative)
        }

        /// The addresses; `nil` for all.
        var range: IPv4Range? { address.flatMap(Self.range) }

        /// What of ``range`` is meant, with all that is asked for read once.
        var choice: LeaseChoice {
            LeaseChoice(
                state: state.flatMap { LeaseState(word: $0) }, client: client.map { LeaseChoice.Client($0) },
                hardware: hardware.flatMap { HardwarePattern($0) }, host: host.map(LeaseChoice.namePattern), text: text)
        }

        /// The same in the words of a server's `GET /api/v1/leases`; what is empty is left to ``choice``.
        var parameters: [(name: String, value: String)] {
            [("state", state), ("client", client), ("hardware", hardware), ("host", host), ("q", text)].compactMap {
                name, value in value.flatMap { $0.isEmpty ? nil : (name, $0) }
            }
        }

        private static func range(_ text: String) -> IPv4Range? {
            if let address = IPv4Address(text) { return IPv4Range(address, address) }
            if let prefix = IPv4Prefix(text) { return IPv4Range(prefix.address, prefix.last) }
            return IPv4Range(text)
        }
    }
#endif
