#if SQLite
    public import DHCP
    public import DHCPLeases

    /// Asks the members of a cluster what their histories say, through the store that they share.
    ///
    /// Each looks twice a second whether it is asked. Who has not answered in time, three seconds by default, is named with the
    /// answer, also one that is down: its records are missing.
    public struct HistoryInquiry: Sendable {
        private let shared: any LeaseStore
        /// The name of the member that asks, whose own records are known; `nil` for who is none.
        private let asker: String?
        private let patience: Duration

        private static let pause = Duration.milliseconds(50)
        /// Who is silent while the store can not be asked who there is.
        private static let everybody = "all others, as the store can not be asked"

        /// Asks all members of `shared` but the one that asks, and waits for them for so long.
        public init(_ shared: any LeaseStore, asker: String? = nil, patience: Duration = .seconds(3)) {
            (self.shared, self.asker, self.patience) = (shared, asker, patience)
        }

        /// The records of all others and those that are `known`: a thousand at most, as each tells no more at once.
        public func records(
            _ query: HistoryQuery, known: [HistoryRecord] = []
        ) async -> HistoryAnswer<[HistoryRecord]> {
            let answer = await ask(HistoryQuestion(query, by: asker))
            let all = HistoryMerge.inOrder(known + answer.value.flatMap { $0.records.map(\.record) })
            return HistoryAnswer(
                Array((query.isNewestFirst ? all.reversed() : all).prefix(min(query.limit, HistoryQuestion.limit))),
                silentMembers: answer.silentMembers)
        }

        /// Who had an address at a time of day, given what is `known` of it from around that time.
        public func holder(
            of address: IPv4Address, at time: Int64, known: [HistoryRecord] = []
        ) async -> HistoryAnswer<HistoryPeriod?> {
            let queries = Self.queries(of: address, around: time)
            async let before = records(queries.before)
            async let after = records(queries.after)
            let (earlier, later) = await (before, after)
            return HistoryAnswer(
                HistoryPeriod.last(at: time, in: HistoryMerge.inOrder(known + earlier.value + later.value)),
                silentMembers: Set(earlier.silentMembers + later.silentMembers).sorted())
        }

        /// What has to be known of an address to say who had it at a time.
        static func queries(
            of address: IPv4Address, around time: Int64
        ) -> (before: HistoryQuery, after: HistoryQuery) {
            let next = time == .max ? time : time + 1
            return (
                HistoryQuery(.address(address), times: .min...time, limit: 100),
                HistoryQuery(.address(address), times: next ... .max, limit: 100, isNewestFirst: false)
            )
        }

        /// Has all others empty what is about somebody, and returns how many records there were.
        public func forget(_ subject: HistoryQuery.Subject) async -> HistoryAnswer<Int> {
            let answer = await ask(HistoryQuestion(HistoryQuery(subject), for: .forget, by: asker))
            return HistoryAnswer(answer.value.reduce(0) { $0 + $1.count }, silentMembers: answer.silentMembers)
        }

        // MARK: Asking

        private func ask(_ question: HistoryQuestion) async -> HistoryAnswer<[HistoryReply]> {
            var silent: Set<String> = [Self.everybody]
            var parts: [String: [HistoryReply]] = [:]
            let key = Array(String(UInt64.random(in: 0 ... .max), radix: 16).utf8)
            do {
                silent = try await members()
                if silent.isEmpty { return HistoryAnswer([]) }
                try await HistoryMail.put([question.record(key)], in: shared)
                let deadline = ContinuousClock.now + patience
                while !silent.isEmpty, ContinuousClock.now < deadline {
                    try await Task.sleep(for: Self.pause)
                    parts = try await answers(key)
                    silent.subtract(parts.filter { Self.isWhole($0.value) }.keys)
                }
            } catch {
                // Who had not answered by then is silent.
            }
            try? await HistoryMail.clear(key, in: shared)
            return HistoryAnswer(
                parts.filter { Self.isWhole($0.value) }.flatMap(\.value), silentMembers: silent.sorted())
        }

        private static func isWhole(_ parts: [HistoryReply]) -> Bool {
            parts.last?.isLast == true && parts.allSatisfy { $0.error == nil }
        }

        /// All others that belong to the cluster, also while they are down.
        private func members() async throws -> Set<String> {
            let records = try await shared.records(.member).compactMap { MemberRecord($0) }
            return Set(records.filter { !$0.hasLeft && $0.name != asker }.map(\.name))
        }

        /// The parts that are there, in order, of each member.
        private func answers(_ key: [UInt8]) async throws -> [String: [HistoryReply]] {
            var parts: [String: [HistoryReply]] = [:]
            try await shared.records(HistoryReply.kind, startingWith: HistoryReply.prefix(key)) { record in
                if let (member, reply) = HistoryReply.read(record) { parts[member, default: []].append(reply) }
            }
            return parts
        }
    }
#endif
