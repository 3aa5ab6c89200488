#if Admin
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases
    import DHCPProgram
    import HTTPTypes
    import Hummingbird
    import NIOCore

    extension AdminRoutes {
        /// Leases: all in pages, and single ones.
        mutating func addLeases() {
            on(.get, "/api/v1/leases", .reader) { call in
                let query = try LeaseQuery(call.query)
                let addresses = try await call.administration.index.addresses()
                let (leases, next) = try await LeasePageSearch(query: query, server: call.server).run(addresses)
                return .json(octets: LeaseDocument.page(leases, next: next))
            }
            on(.get, "/api/v1/leases/{address}", .reader) { call in
                try call.allow()
                return LeaseDocument.response(try await call.lease())
            }
            on(.delete, "/api/v1/leases/{address}", .operator) { call in
                try call.allow()
                let lease = try await call.lease()
                let freed = try await call.server.release(lease.address) {
                    try call.expect(LeaseDocument.tag(of: $0))
                }
                guard let freed else { throw Problem(.conflict, "nobody has \(lease.address): it is \(lease.state)") }
                call.tell("released \(freed.address) of \(freed.client)")
                return LeaseDocument.response(freed)
            }
        }
    }

    extension AdminCall {
        /// The lease of the address in the path; throws ``Problem`` when there is none.
        func lease() async throws -> Lease {
            let address = try address()
            guard let lease = try await server.lease(at: address) else {
                throw Problem(.notFound, "\(address) was never leased")
            }
            return lease
        }
    }

    /// Leases as JSON, in the words of `dhcp leases list --json`.
    enum LeaseDocument {
        static func page(_ leases: [Lease], next: IPv4Address?) -> ByteBuffer {
            var text = LeaseText()
            text.write("{\"leases\":[")
            for (index, lease) in leases.enumerated() {
                if index > 0 { text.write(",") }
                LeaseJSON.write(lease, to: &text)
            }
            text.write("]")
            if let next { text.write(",\"next\":\"\(next)\"") }
            text.write("}\n")
            return ByteBuffer(bytes: text.octets)
        }

        /// A lease, with what a change of it names in `If-Match`.
        static func response(_ lease: Lease) -> Response {
            var response = Response.json(octets: ByteBuffer(string: LeaseJSON.line(lease) + "\n"))
            response.headers[.eTag] = tag(of: lease)
            return response
        }

        /// Names a lease as it is: another client, state or time is another one.
        static func tag(of lease: Lease) -> String { EntityTag(LeaseJSON.line(lease).utf8).description }
    }
#endif
