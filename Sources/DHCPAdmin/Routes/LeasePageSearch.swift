#if Admin
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases
    import DHCPProgram

    /// Looks for a page of leases in the order of their addresses.
    struct LeasePageSearch {
        let query: LeaseQuery
        let server: CompleteServer.Handle

        /// So many leases are looked at between two batches of messages.
        private static let slice = 256
        /// So many are looked at for a page; one in which few match is shorter, and says where to go on.
        private static let budget = 200_000

        /// The leases found, and the last address that was looked at; `nil` at the end.
        func run(_ addresses: [UInt32]) async throws -> (leases: [Lease], next: IPv4Address?) {
            let positions = query.positions(in: addresses)
            let end = positions.upperBound
            var position = positions.lowerBound
            let limit = min(end, position + Self.budget)
            var found: [Lease] = []
            while position < limit {
                let next = min(limit, position + Self.slice)
                let slice = addresses[position..<next].map { IPv4Address(bitPattern: $0) }
                for lease in try await server.leases(at: slice) where query.matches(lease) {
                    found.append(lease)
                    if found.count < query.limit { continue }
                    let isLast = lease.address == slice.last && next == end
                    return (found, isLast ? nil : lease.address)
                }
                position = next
                try Task.checkCancellation()
            }
            return (found, position < end ? IPv4Address(bitPattern: addresses[position - 1]) : nil)
        }
    }
#endif
