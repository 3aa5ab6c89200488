#if SQLite && Admin
    import DHCP
    import DHCPAdmin
    import DHCPLeaseFiles
    import DHCPLeases
    import Foundation

    /// Leases as a running server knows them, asked for in pages: those that were just committed, and those that are in no file.
    struct ServerLeases: KnownLeases {
        let client: AdminClient
        /// Which are meant, in the words of the server's `GET /api/v1/leases`.
        let parameters: [(name: String, value: String)]

        var place: String { "the server at \(client.path)" }

        /// The most that a page may have.
        private static let pageSize = 1000
        /// So often a page is asked for when the server has too much to do.
        private static let attempts = 30

        func forEach(in range: IPv4Range?, _ body: (Lease) throws -> Void) async throws {
            var last: IPv4Address?
            while true {
                let page = try await page(in: range, after: last)
                for lease in page.leases { try body(lease) }
                guard let next = page.next else { return }
                guard next > last ?? .any else { throw CannotRun(description: "\(place) says the same page again") }
                last = next
            }
        }

        private func page(in range: IPv4Range?, after last: IPv4Address?) async throws -> LeaseJSONPage {
            var query = parameters + [("limit", "\(Self.pageSize)")]
            if let range { query.append(("address", "\(range.first)-\(range.last)")) }
            if let last { query.append(("after", "\(last)")) }
            let words = query.map { "\($0.name)=\(URLText.escaped($0.value))" }.joined(separator: "&")
            let answer = try await client.ask("GET", "/api/v1/leases?\(words)", attempts: Self.attempts)
            do {
                return try LeaseJSONPage(answer.body)
            } catch {
                throw CannotRun(description: "\(place) says what is no list of leases: \(error)")
            }
        }
    }
#endif
