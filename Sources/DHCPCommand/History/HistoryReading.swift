#if SQLite
    import DHCP
    import DHCPLeases

    /// What is read of a history, and who of a cluster did not answer meanwhile.
    struct HistoryReading {
        let source: HistorySource
        private(set) var silentMembers: Set<String> = []

        init(_ source: HistorySource) { self.source = source }

        mutating func records(_ query: HistoryQuery) async throws -> [HistoryRecord] {
            note(try await source.records(query))
        }

        mutating func holder(of address: IPv4Address, at time: Int64) async throws -> HistoryPeriod? {
            note(try await source.holder(of: address, at: time))
        }

        private mutating func note<Value>(_ answer: HistoryAnswer<Value>) -> Value {
            silentMembers.formUnion(answer.silentMembers)
            return answer.value
        }

        /// Says whose records are missing.
        func tell() {
            guard !silentMembers.isEmpty else { return }
            let names = silentMembers.sorted().joined(separator: ", ")
            StandardError.write("dhcp: records are missing, as these members did not answer: \(names)")
        }
    }
#endif
