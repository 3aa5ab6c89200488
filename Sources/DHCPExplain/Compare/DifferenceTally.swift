import DHCP
import DHCPLeases

/// A difference, and how many clients see it.
public struct DifferenceGroup: Hashable, Sendable, Codable {
    /// When a client sees it.
    public enum Notice: String, Hashable, Sendable, Codable, CaseIterable {
        /// When it is started, or connected anew.
        case start
        /// When it renews its lease (T1).
        case renewal
        /// When it asks for parameters.
        case question
    }

    /// The kind's word, such as `option`.
    public let kind: ReplyDifference.Kind
    /// The difference for people.
    public let words: String
    /// How many clients see it.
    public internal(set) var clients: Int
    /// When they see it.
    public internal(set) var notices: [Notice]
    /// Some of them, with what they had and get.
    public internal(set) var examples: [String]
}

/// Counts differences by client, in a bound of memory.
struct DifferenceTally: Sendable {
    /// More kinds of differences are counted as one.
    private static let groupLimit = 10_000
    private static let exampleLimit = 3

    private var places: [ReplyDifference: Int] = [:]
    private(set) var groups: [DifferenceGroup] = []
    /// The groups in which a client is.
    private var ofClients: [ClientIdentity: [Int32]] = [:]
    private(set) var clients: Set<ClientIdentity> = []
    /// The clients that lose their address.
    private(set) var losers: Set<ClientIdentity> = []
    private let ignored: Set<ReplyDifference.Kind>

    init(ignoring ignored: Set<ReplyDifference.Kind> = []) {
        self.ignored = ignored
    }

    /// How many clients see some difference.
    var changedCount: Int { ofClients.count }

    /// Takes in what a client sees.
    mutating func add(
        _ differences: [ReplyDifference], of client: ClientIdentity, _ notice: DifferenceGroup.Notice,
        example: @autoclosure () -> String
    ) {
        clients.insert(client)
        for difference in differences where !ignored.contains(difference.kind) {
            let place = place(of: difference)
            if difference.kind.losesAddress { losers.insert(client) }
            if !groups[place].notices.contains(notice) { groups[place].notices.append(notice) }
            guard !(ofClients[client]?.contains(Int32(place)) ?? false) else { continue }
            ofClients[client, default: []].append(Int32(place))
            groups[place].clients += 1
            if groups[place].examples.count < Self.exampleLimit { groups[place].examples.append(example()) }
        }
    }

    private mutating func place(of difference: ReplyDifference) -> Int {
        if let known = places[difference] { return known }
        let isFull = groups.count >= Self.groupLimit
        let key = isFull ? ReplyDifference(difference.kind, after: "others") : difference
        if let known = places[key] { return known }
        places[key] = groups.count
        groups.append(
            DifferenceGroup(kind: key.kind, words: key.words, clients: 0, notices: [], examples: []))
        return groups.count - 1
    }

    /// Those that lose something first, then by how many clients see it.
    var sorted: [DifferenceGroup] {
        groups.filter { $0.clients > 0 }.map { group in
            var group = group
            group.notices.sort { $0.rawValue < $1.rawValue }
            return group
        }.sorted { left, right in
            if left.kind.losesAddress != right.kind.losesAddress { return left.kind.losesAddress }
            if left.clients != right.clients { return left.clients > right.clients }
            return (left.kind.rawValue, left.words) < (right.kind.rawValue, right.words)
        }
    }
}

extension DifferenceGroup {
    /// The group in lines for people.
    var lines: [String] {
        let when = notices.map(\.words).joined(separator: ", ")
        let count = "\(clients)"
        return ["  " + String(repeating: " ", count: max(7 - count.count, 0)) + "\(count)  \(words)  (\(when))"]
            + examples.map { "             \($0)" }
    }
}

extension DifferenceGroup.Notice {
    fileprivate var words: String {
        switch self {
        case .start: "at the next start"
        case .renewal: "at the renewal"
        case .question: "when asked"
        }
    }
}
