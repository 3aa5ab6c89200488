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
            answered = answered.filter { keys.contains($0.key) }
            for record in questions.prefix(Self.roundLimit) {
                if let time = answered[record.key] {
                    if ContinuousClock.now - time > Self.lifetime {
                        try await HistoryMail.clear(record.key, in: shared)
                    }
                    continue
                }
                answered[record.key] = .now
                guard let question = HistoryQuestion(record), question.asker != member, let query = question.query
                else {
                    continue
                }
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

    /// Questions and answers in the store that the members share.
    enum HistoryMail {
        static func put(_ records: [StoreRecord], in store: any LeaseStore) async throws {
            var batch = LeaseBatch()
            batch.append([], records: records)
            _ = try await store.commit(batch)
        }

        /// Takes a question out, with all answers to it.
        static func clear(_ question: [UInt8], in store: any LeaseStore) async throws {
            let answers = try await store.records(HistoryReply.kind, startingWith: HistoryReply.prefix(question))
            try await put(
                answers.map { StoreRecord($0.kind, key: $0.key, value: nil) }
                    + [StoreRecord(HistoryQuestion.kind, key: question, value: nil)], in: store)
        }
    }
#endif
