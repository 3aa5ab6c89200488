#if Admin
    import DHCPLeases
    import DHCPProgram
    import Foundation
    import HTTPTypes
    import Hummingbird

    extension AdminRoutes {
        /// Who had what when.
        mutating func addHistory() {
            on(.get, "/api/v1/history", .reader) { call in
                try call.allow("subject", "at", "from", "to", "limit")
                guard
                    let subject = try call.value(
                        "subject", "an address, a client, a hardware address or a host name",
                        { HistoryQuery.Subject($0) })
                else { throw Problem(.badRequest, "subject is missing: an address, a client or a host name") }
                if let time = try call.time("at") { return try await .json(call.holder(subject, at: time)) }
                let first = try call.time("from") ?? .min
                let last = try call.time("to") ?? .max
                guard first <= last else { throw Problem(.badRequest, "from is later than to") }
                let limit = try call.value("limit", "a number from 1 to 1000") {
                    Int($0).flatMap { (1...1000).contains($0) ? $0 : nil }
                }
                let query = HistoryQuery(subject, times: first...last, limit: limit ?? 100)
                return try await .json(Records(records: call.server.history(query)))
            }
        }
    }

    /// Records, the newest first.
    private struct Records: Encodable {
        let records: [HistoryRecord]
    }

    /// Who had an address at a time.
    private struct Holder: Encodable {
        /// Whether the client had it then.
        let isHeld: Bool
        /// What began it; `nil` when nothing is recorded.
        let begun: HistoryRecord?
        /// What ended it; `nil` when nothing has.
        let ended: HistoryRecord?
    }

    extension AdminCall {
        /// A time of day of the query, in seconds since 1970: `2026-11-24T14:00:00Z`, or the number.
        fileprivate func time(_ name: String) throws -> Int64? {
            try value(name, "a time such as 2026-11-24T14:00:00Z") { text in
                Int64(text) ?? (try? Date(text, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) }
            }
        }

        fileprivate func holder(_ subject: HistoryQuery.Subject, at time: Int64) async throws -> Holder {
            guard case .address(let address) = subject else {
                throw Problem(.badRequest, "at asks for an address; for others give from and to")
            }
            let period = try await server.holder(of: address, at: time)
            return Holder(isHeld: period?.contains(time) ?? false, begun: period?.beginning, ended: period?.ending)
        }
    }
#endif
