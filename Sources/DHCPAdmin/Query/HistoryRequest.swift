#if Admin
    import DHCPLeases

    /// What of the history is asked for.
    struct HistoryRequest {
        let subject: HistoryQuery.Subject
        /// When somebody had the address that is asked for; `nil` when all records between two times are.
        let time: Int64?
        let query: HistoryQuery

        /// Reads a request; throws ``QueryProblem``.
        init(_ parameters: QueryParameters) throws(QueryProblem) {
            try parameters.allow(["subject", "at", "from", "to", "limit"])
            let words = "an address, a client, a hardware address or a host name"
            guard let subject = try parameters.value("subject", words, { HistoryQuery.Subject($0) }) else {
                throw QueryProblem(description: "subject is missing: an address, a client or a host name")
            }
            self.subject = subject
            time = try parameters.time("at")
            let first = try parameters.time("from") ?? .min
            let last = try parameters.time("to") ?? .max
            guard first <= last else { throw QueryProblem(description: "from is later than to") }
            query = HistoryQuery(
                subject, times: first...last, limit: try parameters.number("limit", in: 1...1000) ?? 100)
        }
    }
#endif
