#if SQLite
    import DHCPLeases

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
            let records = answers.map { StoreRecord($0.kind, key: $0.key, value: nil) }
            // One transaction of a store holds some hundred.
            for begin in stride(from: 0, to: records.count, by: 64) {
                try await put(Array(records[begin..<min(begin + 64, records.count)]), in: store)
            }
            try await put([StoreRecord(HistoryQuestion.kind, key: question, value: nil)], in: store)
        }
    }
#endif
