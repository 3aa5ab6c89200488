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

    /// What is known of a client.
    private struct Client: Sendable {
        /// The groups in which it is.
        var groups: [Int32] = []
        var losesAddress = false
        /// When it was heard last, in messages.
        var heard = 0
    }

    private let ignored: Set<ReplyDifference.Kind>
    private let bounds: TrafficComparison.Bounds?
    private var places: [ReplyDifference: Int] = [:]
    private(set) var groups: [DifferenceGroup] = []
    private var clients: [ClientIdentity: Client] = [:]
    /// Those that were heard, in the order in which they were; some were heard again since, and none where nobody is forgotten.
    private var order: [(client: ClientIdentity, heard: Int)] = []
    private var first = 0
    private var messages = 0
    /// How many clients see some difference.
    private(set) var changedCount = 0
    /// How many clients lose their address.
    private(set) var loserCount = 0
    /// How many clients were forgotten, those that were silent for longest.
    private(set) var forgottenCount = 0

    init(ignoring ignored: Set<ReplyDifference.Kind> = [], bounds: TrafficComparison.Bounds? = nil) {
        (self.ignored, self.bounds) = (ignored, bounds)
    }

    /// How many clients there were; one that comes again when it was forgotten counts again.
    var clientCount: Int { clients.count + forgottenCount }

    /// Takes in what a client sees; returns whether there is room for it.
    @discardableResult
    mutating func add(
        _ differences: [ReplyDifference], of client: ClientIdentity, _ notice: DifferenceGroup.Notice,
        example: @autoclosure () -> String
    ) -> Bool {
        guard hear(client) else { return false }
        for difference in differences where !ignored.contains(difference.kind) {
            let place = place(of: difference)
            if difference.kind.losesAddress, clients[client]?.losesAddress == false {
                clients[client]?.losesAddress = true
                loserCount += 1
            }
            if !groups[place].notices.contains(notice) { groups[place].notices.append(notice) }
            let known = clients[client]?.groups ?? []
            if known.contains(Int32(place)) || known.count >= bounds?.differencesPerClient ?? .max { continue }
            if known.isEmpty { changedCount += 1 }
            clients[client]?.groups.append(Int32(place))
            groups[place].clients += 1
            if groups[place].examples.count < Self.exampleLimit { groups[place].examples.append(example()) }
        }
        return true
    }

    /// Notes that a client is there; returns whether there is room for it.
    private mutating func hear(_ client: ClientIdentity) -> Bool {
        guard let bounds else {
            clients[client, default: Client()].heard = 0
            return true
        }
        if clients[client] == nil, clients.count >= bounds.clients {
            guard bounds.forgets else { return false }
            forgetOne()
        }
        messages += 1
        clients[client, default: Client()].heard = messages
        if bounds.forgets {
            order.append((client, messages))
            tidy(bounds.clients)
        }
        return true
    }

    /// Forgets the client that was silent for longest.
    private mutating func forgetOne() {
        while first < order.count {
            let (client, heard) = order[first]
            first += 1
            guard clients[client]?.heard == heard else { continue }
            clients[client] = nil
            forgottenCount += 1
            return
        }
    }

    /// Keeps the order as short as there are clients, in a few steps for each message.
    private mutating func tidy(_ limit: Int) {
        guard order.count > 4 * limit + 1024 else { return }
        order = order[first...].filter { clients[$0.client]?.heard == $0.heard }
        first = 0
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
