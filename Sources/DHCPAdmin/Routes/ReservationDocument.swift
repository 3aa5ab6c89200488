#if Admin
    import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram

    /// A reservation as it is told, whoever made it.
    struct ReservationDocument: Encodable {
        let subnet: IPv4Prefix
        let client: String
        var address: IPv4Address?
        var hostName: String?
        var comment: String?
        /// `configuration` or `runtime`.
        let source: String
        /// Whether it counts.
        let active: Bool
        /// Why it does not count.
        var obstacle: String?

        init(_ status: RuntimeReservationStatus) {
            let reservation = status.reservation
            subnet = reservation.subnet
            client = "\(reservation.client)"
            address = reservation.address
            hostName = reservation.hostName
            comment = reservation.comment
            source = "runtime"
            active = status.isActive
            obstacle = status.obstacle
        }

        init(_ reservation: Reservation, in subnet: IPv4Prefix) {
            self.subnet = subnet
            client = reservation.identifiers.map { "\($0)" }.joined(separator: ", ")
            address = reservation.address
            hostName = reservation.hostName
            source = "configuration"
            active = true
        }

        /// All of a server: those of the configuration first.
        static func all(_ server: CompleteServer.Handle) -> [ReservationDocument] {
            let configured = server.configuration.leases.subnets.flatMap { subnet in
                subnet.reservations.map { ReservationDocument($0, in: subnet.prefix) }
            }
            return configured + server.reservations.map { ReservationDocument($0) }
        }
    }

    /// All reservations, and what became of one.
    struct ReservationList: Encodable {
        let reservations: [ReservationDocument]
    }

    /// What was made, and what its client and others see of it.
    struct ReservationAnswer: Encodable {
        let reservation: ReservationDocument
        let effect: String
    }
#endif
