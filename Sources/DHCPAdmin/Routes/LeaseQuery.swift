#if Admin
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases

    /// Which leases are asked for, and which part of them.
    struct LeaseQuery {
        /// The addresses; `nil` for all.
        let range: IPv4Range?
        let choice: LeaseChoice
        /// What some word of the lease has to hold; `nil` for anything.
        let text: LeaseWord?
        /// The last address of the page before.
        let after: IPv4Address?
        /// How many leases a page has at most.
        let limit: Int

        /// Reads a request; throws ``Problem``.
        init(_ call: AdminCall) throws {
            try call.allow("address", "pool", "state", "client", "hardware", "host", "q", "after", "limit")
            let pool = try call.value("pool", "a range such as 10.0.0.5-10.0.0.9", Self.range)
            range = try call.value("address", "10.0.0.5, 10.0.0.0/24 or 10.0.0.5-10.0.0.9", Self.range) ?? pool
            choice = LeaseChoice(
                state: try call.value("state", "bound, released, expired or declined") { LeaseState(word: $0) },
                client: try call.value("client", "an identifier") { $0.isEmpty ? nil : LeaseChoice.Client($0) },
                hardware: try call.value("hardware", "an address such as 00:11:22:33:44:55, or its beginning") {
                    HardwarePattern($0)
                }, host: call.text("host").map(LeaseChoice.namePattern))
            text = call.text("q").flatMap { LeaseWord($0) }
            after = try call.value("after", "an address such as 10.0.0.5") { IPv4Address($0) }
            limit =
                try call.value("limit", "a number from 1 to 1000") { text in
                    Int(text).flatMap { (1...1000).contains($0) ? $0 : nil }
                } ?? 100
        }

        private static func range(_ text: String) -> IPv4Range? {
            if let address = IPv4Address(text) { return IPv4Range(address, address) }
            if let prefix = IPv4Prefix(text) { return IPv4Range(prefix.address, prefix.last) }
            return IPv4Range(text)
        }
    }
#endif
