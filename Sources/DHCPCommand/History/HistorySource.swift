#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPSQLite

    /// Where a history is read: in a file, or from the members of a cluster.
    enum HistorySource {
        case file(SQLiteLeaseReader)
        case members(HistoryInquiry)

        /// The records that the index of a history finds, and who did not answer.
        ///
        /// Throws ``LeaseStoreError``.
        func records(_ query: HistoryQuery) async throws -> HistoryAnswer<[HistoryRecord]> {
            switch self {
            case .file(let reader): HistoryAnswer(try reader.history(query))
            case .members(let inquiry): await inquiry.records(query)
            }
        }

        /// Who had an address at a time, and who did not answer.
        ///
        /// Throws ``LeaseStoreError``.
        func holder(of address: IPv4Address, at time: Int64) async throws -> HistoryAnswer<HistoryPeriod?> {
            switch self {
            case .file(let reader): HistoryAnswer(try reader.holder(of: address, at: time))
            case .members(let inquiry): await inquiry.holder(of: address, at: time)
            }
        }

        /// Records in the order in which they were made.
        func inOrder(_ records: some Sequence<HistoryRecord>) -> [HistoryRecord] {
            switch self {
            case .file: records.sorted { $0.number < $1.number }
            case .members: HistoryMerge.inOrder(Array(records))
            }
        }

        /// Hands all records to `body`, in order.
        ///
        /// Throws ``LeaseStoreError``, and ``CannotRun`` for a cluster: all records are too many to be told.
        func forEachRecord(_ body: (HistoryRecord) throws -> Void) throws {
            guard case .file(let reader) = self else {
                throw CannotRun(
                    description:
                        "beginnings and * are looked for in a file alone: name that of each member with --store")
            }
            try reader.forEachRecord(body)
        }
    }
#endif
