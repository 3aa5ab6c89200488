#if Admin
    import DHCPLeases
    import DHCPProgram
    import HTTPTypes
    import Hummingbird

    extension AdminRoutes {
        /// Who had what when.
        mutating func addHistory() {
            on(.get, "/api/v1/history", .reader) { call in
                let wanted = try HistoryRequest(call.query)
                if let time = wanted.time { return try await .json(call.holder(wanted.subject, at: time)) }
                return try await .json(Records(call.server.history(wanted.query)))
            }
        }
    }

    /// Records, the newest first.
    private struct Records: Encodable {
        let records: [HistoryRecord]
        /// The members of the cluster whose records are missing; left out when there are none.
        let silentMembers: [String]?

        init(_ answer: HistoryAnswer<[HistoryRecord]>) {
            (records, silentMembers) = (answer.value, answer.silentMembers.isEmpty ? nil : answer.silentMembers)
        }
    }

    /// Who had an address at a time.
    private struct Holder: Encodable {
        /// Whether the client had it then.
        let isHeld: Bool
        /// What began it; `nil` when nothing is recorded.
        let begun: HistoryRecord?
        /// What ended it; `nil` when nothing has.
        let ended: HistoryRecord?
        /// The members of the cluster whose records are missing; left out when there are none.
        let silentMembers: [String]?
    }

    extension AdminCall {
        fileprivate func holder(_ subject: HistoryQuery.Subject, at time: Int64) async throws -> Holder {
            guard case .address(let address) = subject else {
                throw Problem(.badRequest, "at asks for an address; for others give from and to")
            }
            let answer = try await server.holder(of: address, at: time)
            return Holder(
                isHeld: answer.value?.contains(time) ?? false, begun: answer.value?.beginning,
                ended: answer.value?.ending,
                silentMembers: answer.silentMembers.isEmpty ? nil : answer.silentMembers)
        }
    }
#endif
