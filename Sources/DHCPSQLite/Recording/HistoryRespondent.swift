#if SQLite
    import DHCPLeases

    /// Answers what is asked of the history of one member of a cluster.
    actor HistoryRespondent {
        private let member: String
        private let shared: any LeaseStore
        private let file: SQLiteLeaseStore
        /// When each question was answered that is still there.
        private var answered: [[UInt8]: ContinuousClock.Instant] = [:]

        /// How often it looks whether somebody asks.
        private static let interval = Duration.milliseconds(500)
        /// Who asked does not wait for an answer any more by then, so it can go.
        private static let lifetime = Duration.seconds(60)
        /// More questions than these are not looked at in one round.
        private static let roundLimit = 16

        init(member: String, shared: any LeaseStore, file: SQLiteLeaseStore) {
            (self.member, self.shared, self.file) = (member, shared, file)
        }

        /// Looks and answers until its task is cancelled.
        func run() async {
            while !Task.isCancelled {
                // A store that can not be asked has no questions either.
                try? await round()
                guard (try? await Task.sleep(for: Self.interval)) != nil else { return }
            }
        }

        private func round() async throws {
            let questions = try await shared.records(HistoryQuestion.kind)
            let keys = Set(questions.map(\.key))
            for (key, time) in answered {
                let isOver = !keys.contains(key)
                guard isOver || ContinuousClock.now - time > Self.lifetime else { continue }
                // Also of one that is over: an answer to it may have come too late for who asked.
                try await HistoryMail.clear(key, in: shared)
                if isOver { answered[key] = nil }
            }
            for record in questions.filter({ answered[$0.key] == nil }).prefix(Self.roundLimit) {
                answered[record.key] = .now
                guard let question = HistoryQuestion(record), question.asker != member, let query = question.query
                else { continue }
                // One after another: all parts may be more than one request can hold.
                for (number, part) in await parts(question, query).enumerated() {
                    try await HistoryMail.put([part.record(record.key, of: member, part: number)], in: shared)
                }
            }
        }

        private func parts(_ question: HistoryQuestion, _ query: HistoryQuery) async -> [HistoryReply] {
            do {
                switch question.purpose {
                case .records: return HistoryReply.parts(try await file.history(query))
                case .forget: return HistoryReply.parts([], count: try await file.forget(query.subject))
                }
            } catch {
                return HistoryReply.parts([], error: "\(error)")
            }
        }
    }
#endif
