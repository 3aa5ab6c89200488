/// What a replay found.
public struct ReplayReport: Hashable, Sendable, Codable {
    /// How many messages of clients were decided about.
    public let messages: Int
    /// How many messages were passed over: malformed ones, and those of clients that are too many.
    public let passedOver: Int
    /// How many clients there were.
    public let clients: Int
    /// How many of them see a difference that is not ignored.
    public let changed: Int
    /// How many lose their address: another one, a NAK, or silence.
    public let losers: Int
    /// The differences, those that cost an address first.
    public let groups: [DifferenceGroup]
    /// How many messages had which outcome, by its reason.
    public let reasons: [String: Int]

    /// One line: how many see what.
    public var summary: String {
        var parts = ["of \(clients) clients \(clients - changed) see no change"]
        let others = changed - losers
        if others > 0 { parts.append("\(others) get something else") }
        if losers > 0 { parts.append("\(losers) lose their address") }
        return parts.joined(separator: ", ")
    }

    /// The report for people: the summary first.
    public func lines(limit: Int = 40) -> [String] {
        var lines = [summary]
        for group in groups.prefix(limit) { lines += group.lines }
        if groups.count > limit { lines.append("  and \(groups.count - limit) differences more") }
        let counts = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12).map {
            "\($0.key) \($0.value)"
        }
        lines.append("\(messages) messages decided: \(counts.joined(separator: ", "))")
        if passedOver > 0 { lines.append("\(passedOver) messages passed over") }
        return lines
    }
}
