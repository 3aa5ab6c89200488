#if Admin
    import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import HTTPTypes
    import Hummingbird

    extension AdminRoutes {
        /// Reservations: those of the configuration, which are its own, and those made at run time.
        mutating func addReservations() {
            let path = "/api/v1/reservations"
            on(.get, path, .reader) { call in
                try call.allow()
                let list = ReservationList(of: call.server)
                var response = try Response.json(list)
                response.headers[.eTag] = try list.tag
                return response
            }
            on(.post, path, .operator) { call in
                try call.allow()
                let reservation = try call.body(as: RuntimeReservation.self)
                return try await call.reserve(reservation, status: .created) {
                    try call.expectReservations()
                    if call.server.reservations.contains(where: { $0.reservation.isOfSameClient(as: reservation) }) {
                        throw Problem(
                            .conflict,
                            "\(reservation.client) has a reservation in \(reservation.subnet): change it with PUT")
                    }
                }
            }
            on(.put, path, .operator) { call in
                try call.allow()
                return try await call.reserve(try call.body(as: RuntimeReservation.self), status: .ok) {
                    try call.expectReservations()
                }
            }
            on(.delete, path, .operator) { call in
                try call.allow("subnet", "client")
                let subnet = try call.query.value("subnet", "a subnet such as 10.0.0.0/16") { IPv4Prefix($0) }
                let client = try call.query.value("client", "a client such as hw 1/00:11:22:33:44:55") {
                    Reservation.Identifier($0)
                }
                guard let subnet, let client else { throw Problem(.badRequest, "subnet and client are needed") }
                let isRemoved = try await call.server.removeReservation(for: client, in: subnet) {
                    try call.expectReservations()
                }
                guard isRemoved else {
                    throw Problem(
                        .notFound,
                        "no reservation of \(client) in \(subnet) was made at run time; those of the configuration stand there"
                    )
                }
                call.tell("removed the reservation of \(client) in \(subnet)")
                return Response(status: .noContent)
            }
        }

        /// What a lease can be made.
        mutating func addLeaseReservations() {
            on(.post, "/api/v1/leases/{address}/reserve", .operator) { call in
                try call.allow()
                let lease = try await call.lease()
                let wish = try call.wish()
                guard let client = Reservation.Identifier(lease.client) else {
                    throw Problem(.conflict, "nothing names the client of \(lease.address)")
                }
                var reservation = RuntimeReservation(
                    client, address: lease.address, in: try call.subnet(of: lease.address), hostName: wish.hostName)
                reservation.comment = wish.comment
                return try await call.reserve(reservation, status: .created) {}
            }
            on(.post, "/api/v1/leases/{address}/unreserve", .operator) { call in
                try call.allow()
                let address = try call.address()
                guard let status = call.server.reservations.first(where: { $0.reservation.address == address }) else {
                    throw Problem(
                        .notFound,
                        "\(address) is not reserved at run time; reservations of the configuration stand there")
                }
                let reservation = status.reservation
                _ = try await call.server.removeReservation(for: reservation.client, in: reservation.subnet)
                call.tell("made \(address) dynamic again, which was reserved for \(reservation.client)")
                return try .json([
                    "effect": "the client keeps \(address) until its lease ends, and may get it again then"
                ])
            }
        }
    }

    extension RuntimeReservation {
        fileprivate func isOfSameClient(as other: RuntimeReservation) -> Bool {
            client == other.client && subnet == other.subnet
        }
    }

    extension AdminCall {
        fileprivate func wish() throws -> ReservationWish {
            body.readableBytes == 0 ? ReservationWish() : try body(as: ReservationWish.self)
        }

        fileprivate func subnet(of address: IPv4Address) throws -> IPv4Prefix {
            guard let subnet = server.configuration.leases.subnets.first(where: { $0.prefix.contains(address) }) else {
                throw Problem(.conflict, "\(address) is in no subnet of the configuration")
            }
            return subnet.prefix
        }

        /// Throws ``Problem`` when the caller knows other reservations than there are (`If-Match`).
        fileprivate func expectReservations() throws { try expect(try ReservationList(of: server).tag) }

        fileprivate func reserve(
            _ reservation: RuntimeReservation, status: HTTPResponse.Status, _ check: @Sendable () throws -> Void
        ) async throws -> Response {
            if let comment = reservation.comment, comment.utf8.count > 200 {
                throw Problem(.unprocessableContent, "the comment has more than 200 octets")
            }
            if let name = reservation.hostName, !(1...255).contains(name.utf8.count) || name.printable != name {
                throw Problem(.unprocessableContent, "the host name is empty, too long, or holds what does not print")
            }
            let effect = try await ReservationEffect(server: server, administration: administration).words(reservation)
            try await server.reserve(reservation, check)
            tell("reserved \(reservation.address.map { "\($0)" } ?? "no address") for \(reservation.client)")
            guard let made = server.reservations.first(where: { $0.reservation == reservation }) else {
                throw Problem(.conflict, "somebody else changed the same reservation at the same time: look again")
            }
            return try .json(ReservationAnswer(reservation: ReservationDocument(made), effect: effect), status: status)
        }
    }
#endif
