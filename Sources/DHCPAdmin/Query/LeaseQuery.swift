#if Admin
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases

    /// Which leases are asked for, and which part of them.
    struct LeaseQuery {
        /// The addresses; `nil` for all.
        let range: IPv4Range?
        let choice: LeaseChoice
        /// The last address of the page before.
        let after: IPv4Address?
        /// How many leases a page has at most.
        let limit: Int

        /// Reads a request; throws ``QueryProblem``.
        init(_ parameters: QueryParameters) throws(QueryProblem) {
            try parameters.allow(["address", "pool", "state", "client", "hardware", "host", "q", "after", "limit"])
            let pool = try parameters.value("pool", "a range such as 10.0.0.5-10.0.0.9", Self.range)
            range = try parameters.value("address", "10.0.0.5, 10.0.0.0/24 or 10.0.0.5-10.0.0.9", Self.range) ?? pool
            choice = LeaseChoice(
                state: try parameters.value("state", "bound, released, expired or declined") { LeaseState(word: $0) },
                client: try parameters.value("client", "an identifier") { $0.isEmpty ? nil : LeaseChoice.Client($0) },
                hardware: try parameters.value("hardware", "an address such as 00:11:22:33:44:55, or its beginning") {
                    HardwarePattern($0)
                }, host: parameters.text("host").map(LeaseChoice.namePattern), text: parameters.text("q"))
            after = try parameters.value("after", "an address such as 10.0.0.5") { IPv4Address($0) }
            limit = try parameters.number("limit", in: 1...1000) ?? 100
        }

        private static func range(_ text: String) -> IPv4Range? {
            if let address = IPv4Address(text) { return IPv4Range(address, address) }
            if let prefix = IPv4Prefix(text) { return IPv4Range(prefix.address, prefix.last) }
            return IPv4Range(text)
        }

        func matches(_ lease: Lease) -> Bool { choice.matches(lease) }

        /// Where the addresses that are asked for stand among all that there are, in order.
        func positions(in addresses: [UInt32]) -> Range<Int> {
            if after == .broadcast { return addresses.count..<addresses.count }
            let first = max(range?.first.bitPattern ?? 0, after.map { $0.bitPattern &+ 1 } ?? 0)
            let last = range?.last.bitPattern ?? .max
            let start = addresses.firstPosition(notBelow: first)
            let end = last == .max ? addresses.count : addresses.firstPosition(notBelow: last + 1)
            return start..<max(start, end)
        }
    }

    extension [UInt32] {
        /// Where the first stands that is not smaller than `number`, in an array that is in order.
        func firstPosition(notBelow number: UInt32) -> Int {
            var (low, high) = (0, count)
            while low < high {
                let middle = (low + high) / 2
                if self[middle] < number { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
#endif
