#if Admin
    import Foundation

    /// What is wrong with the query of a request, with the cure.
    struct QueryProblem: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    /// The query of a request: what stands behind the `?` of its path.
    struct QueryParameters: Sendable {
        private let values: [String: String]

        /// More is in no request of ours.
        private static let mostParameters = 32

        /// Reads `name=value&…` with `%` and two digits for any octet; throws ``QueryProblem``, also for a name that stands twice.
        init(_ text: String) throws(QueryProblem) {
            var values: [String: String] = [:]
            for pair in text.split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let value = parts.count > 1 ? parts[1].replacing("+", with: " ") : ""
                guard let name = String(parts[0]).removingPercentEncoding, let value = value.removingPercentEncoding,
                    values.count < Self.mostParameters
                else {
                    throw QueryProblem(description: "the query can not be read: \(pair)")
                }
                guard values.updateValue(value, forKey: name) == nil else {
                    throw QueryProblem(description: "\(name) stands twice in the query")
                }
            }
            self.values = values
        }

        /// Throws ``QueryProblem`` for parameters that a route does not have, so that a mistyped one is told.
        func allow(_ names: [String]) throws(QueryProblem) {
            guard let other = values.keys.sorted().first(where: { !names.contains($0) }) else { return }
            let those = names.isEmpty ? "" : ": there are \(names.joined(separator: ", "))"
            throw QueryProblem(description: "there is no parameter \(other) here\(those)")
        }

        /// A parameter, as text.
        func text(_ name: String) -> String? { values[name] }

        /// A parameter, read by `read`, which gives `nil` for what is not `expected`; throws ``QueryProblem`` then.
        func value<Value>(
            _ name: String, _ expected: String, _ read: (String) -> Value?
        ) throws(QueryProblem) -> Value? {
            guard let text = values[name] else { return nil }
            guard let value = read(text) else {
                throw QueryProblem(description: "\(name) takes \(expected), not \(text)")
            }
            return value
        }

        /// Whether a parameter is `true`; throws ``QueryProblem`` for another word than that and `false`.
        func flag(_ name: String) throws(QueryProblem) -> Bool {
            try value(name, "true or false") { ["true": true, "false": false][$0] } ?? false
        }

        /// A number of a range; throws ``QueryProblem`` for another one.
        func number(_ name: String, in range: ClosedRange<Int>) throws(QueryProblem) -> Int? {
            try value(name, "a number from \(range.lowerBound) to \(range.upperBound)") { text in
                Int(text).flatMap { range.contains($0) ? $0 : nil }
            }
        }

        /// A time of day in seconds since 1970: `2026-11-24T14:00:00Z`, or the number; throws ``QueryProblem``.
        func time(_ name: String) throws(QueryProblem) -> Int64? {
            try value(name, "a time such as 2026-11-24T14:00:00Z") { text in
                Int64(text) ?? (try? Date(text, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) }
            }
        }
    }
#endif
