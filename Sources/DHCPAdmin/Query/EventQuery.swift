#if Admin
    /// Which events are asked for, and behind which.
    struct EventQuery {
        let kinds: Set<AdminEventKind>
        /// The number of the last event that is known; `nil` for what comes from now on.
        let last: UInt64?
        /// Whether it goes on with what comes.
        let follows: Bool

        /// Reads a request: its query, and what a browser says that comes again (`Last-Event-ID`).
        ///
        /// Such a word that is no number says nothing. Throws ``QueryProblem``.
        init(_ parameters: QueryParameters, lastEventID: String?) throws(QueryProblem) {
            try parameters.allow(["kind", "renewals", "after", "follow"])
            let words = AdminEventKind.allCases.map(\.rawValue).joined(separator: ", ")
            let wanted = try parameters.value("kind", "some of \(words)", Self.kinds)
            var kinds = wanted.map { $0.union([.missed]) } ?? AdminEventKind.usual
            if try parameters.flag("renewals") { kinds.insert(.leaseRenewed) }
            self.kinds = kinds
            follows = parameters.text("follow") == nil ? true : try parameters.flag("follow")
            last =
                try parameters.value("after", "the number of an event") { UInt64($0) }
                ?? lastEventID.flatMap { UInt64($0) }
        }

        private static func kinds(_ text: String) -> Set<AdminEventKind>? {
            let words = text.split(separator: ",")
            let kinds = words.compactMap { AdminEventKind(rawValue: String($0)) }
            return kinds.isEmpty || kinds.count < words.count ? nil : Set(kinds)
        }
    }
#endif
