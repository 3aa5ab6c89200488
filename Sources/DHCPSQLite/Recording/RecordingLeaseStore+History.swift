#if SQLite
    public import DHCP
    public import DHCPLeases

    extension RecordingLeaseStore: HistoryStore {
        private var inquiry: HistoryInquiry { HistoryInquiry(shared, asker: member, patience: patience) }

        /// The records of this server.
        public func history(_ query: HistoryQuery) async throws -> [HistoryRecord] { try await file.history(query) }

        /// By the records of this server.
        public func holder(of address: IPv4Address, at time: Int64) async throws -> HistoryPeriod? {
            try await file.holder(of: address, at: time)
        }

        /// Empties records of this server.
        public func forget(_ subject: HistoryQuery.Subject) async throws -> Int { try await file.forget(subject) }

        /// The records of all members.
        public func historyOfAll(_ query: HistoryQuery) async throws -> HistoryAnswer<[HistoryRecord]> {
            await inquiry.records(query, known: try await file.history(query))
        }

        /// By the records of all members.
        public func holderByAll(of address: IPv4Address, at time: Int64) async throws -> HistoryAnswer<HistoryPeriod?> {
            let queries = HistoryInquiry.queries(of: address, around: time)
            let known = try await file.history(queries.before) + file.history(queries.after)
            return await inquiry.holder(of: address, at: time, known: known)
        }

        /// Empties records of all members.
        public func forgetEverywhere(_ subject: HistoryQuery.Subject) async throws -> HistoryAnswer<Int> {
            let count = try await file.forget(subject)
            var answer = await inquiry.forget(subject)
            answer.value += count
            return answer
        }
    }
#endif
