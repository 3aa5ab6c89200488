#if Admin
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases
    import DHCPProgram

    /// What clients see of a reservation, and when.
    struct ReservationEffect {
        let server: CompleteServer.Handle
        let administration: Administration

        /// In a sentence.
        func words(_ reservation: RuntimeReservation) async throws -> String {
            guard let address = reservation.address else {
                return "the client is told its name from its next message on"
            }
            var words: [String] = []
            if let holder = try await server.lease(at: address), holder.state == .bound,
                Reservation.Identifier(holder.client) != reservation.client
            {
                words.append(
                    "\(address) is \(holder.client)'s until it renews, at the latest \(LeaseFields.end(of: holder)): it is "
                        + "refused then and gets another; until then the reserved client gets another address too")
            }
            if let own = try await lease(of: reservation.client, in: reservation.subnet), own.address != address {
                words.append(
                    "the client has \(own.address) until it renews, at the latest \(LeaseFields.end(of: own)): it is refused "
                        + "then, asks again, and gets \(address)")
            }
            if words.isEmpty { words.append("it counts from the client's next message on") }
            return words.joined(separator: "; ")
        }

        /// The lease that a client has in a subnet.
        private func lease(of client: Reservation.Identifier, in subnet: IPv4Prefix) async throws -> Lease? {
            let addresses = try await administration.index.addresses()
            let first = addresses.firstPosition(notBelow: subnet.address.bitPattern)
            var rest = addresses[first...].prefix { $0 <= subnet.last.bitPattern }[...]
            while !rest.isEmpty {
                let slice = rest.prefix(256).map { IPv4Address(bitPattern: $0) }
                let found = try await server.leases(at: slice).first {
                    $0.state == .bound && Reservation.Identifier($0.client) == client
                }
                if let found { return found }
                rest = rest.dropFirst(256)
            }
            return nil
        }
    }
#endif
