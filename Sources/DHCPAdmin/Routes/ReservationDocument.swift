#if Admin
    package import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import Foundation

    /// A reservation as it is told, whoever made it.
    package struct ReservationDocument: Codable {
        package let subnet: IPv4Prefix
        package let client: String
        package private(set) var address: IPv4Address?
        package private(set) var hostName: String?
        package private(set) var comment: String?
        /// `configuration` or `runtime`.
        package let source: String
        /// Whether it counts.
        package let active: Bool
        /// Why it does not count.
        package private(set) var obstacle: String?

        /// Whether it was made at run time.
        package var isOfRuntime: Bool { source == "runtime" }

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
    package struct ReservationList: Codable {
        package let reservations: [ReservationDocument]

        /// All of a server.
        init(of server: CompleteServer.Handle) { reservations = ReservationDocument.all(server) }

        /// Names the list as it is: what a change names in `If-Match`.
        var tag: String { get throws { EntityTag(try AdminJSON.encoder.encode(self)).description } }
    }

    /// What was made, and what its client and others see of it.
    package struct ReservationAnswer: Codable {
        package let reservation: ReservationDocument
        package let effect: String
    }
#endif
