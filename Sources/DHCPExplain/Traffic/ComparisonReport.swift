/// What a comparison found.
public struct ComparisonReport: Hashable, Sendable, Codable {
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
    /// How many answers of the compared server were seen; `nil` where another engine is compared.
    public let answers: Int?
    /// How many offers were of a free address where another free one would have been picked: who gets it asks for it from
    /// then on, so that is no difference.
    public let freeChoices: Int
    /// The addresses of the compared server, as far as they are known.
    public let servers: [String]
    /// How many answers of other servers were passed over.
    public let otherServers: [String: Int]
    /// How many clients were forgotten as they were silent for longest; one that came again is counted again.
    public let forgotten: Int
    /// So many clients are remembered at most.
    public let remembered: Int

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
        if freeChoices > 0 {
            lines.append(
                "\(freeChoices) offers were of another free address than would have been picked; that is no difference")
        }
        lines += serverLines
        if forgotten > 0 {
            lines.append(
                "\(forgotten) clients were forgotten, those that were silent for longest: \(remembered) are remembered, and "
                    + "one that comes again counts again")
        }
        if passedOver > 0 { lines.append("\(passedOver) messages passed over") }
        return lines
    }

    /// What is said of servers.
    private var serverLines: [String] {
        var lines: [String] = []
        if answers == 0, messages > 0 {
            lines.append(
                "no answer of \(servers.isEmpty ? "a server" : servers.listed()) was seen: listen where its answers pass"
            )
        }
        if !otherServers.isEmpty {
            let others = otherServers.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.listed()
            let named = servers.isEmpty ? "" : " than \(servers.listed())"
            lines.append("answers of other servers\(named) were passed over: \(others)")
        }
        return lines
    }
}
