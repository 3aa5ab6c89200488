import DHCP
import DHCPLeases

/// What was decided about messages whose recorded answer has not come yet, in a bound of memory.
struct SeenAnswers: Sendable {
    typealias Pending = (request: DHCPRequest, outcome: ReplyOutcome)

    private struct Key: Hashable {
        let xid: UInt32
        let client: HardwareAddress
        let isDiscover: Bool
    }

    /// A client sends again after four seconds at the latest, or has given up.
    private static let patience: Int64 = 5
    /// So many wait at most.
    private static let limit = 65_536

    private let isOn: Bool
    private var pending: [Key: (request: DHCPRequest, outcome: ReplyOutcome, second: Int64)] = [:]
    /// In the order in which they came; some are answered already.
    private var order: [(key: Key, second: Int64)] = []
    private var first = 0

    init(isOn: Bool) {
        self.isOn = isOn
    }

    /// Keeps a message until its answer comes, and returns what there is no room for any more.
    mutating func note(_ request: DHCPRequest, _ outcome: ReplyOutcome, at time: DHCPInstant) -> [Pending] {
        let key = Key(
            xid: request.xid, client: request.hardwareAddress, isDiscover: request.message.messageType == .discover)
        // Who asks again before it is answered is answered once.
        if pending[key] == nil { order.append((key, time.seconds)) }
        pending[key] = (request, outcome, time.seconds)
        var old: [Pending] = []
        while pending.count > Self.limit, let next = takeFirst() { old.append(next) }
        return old
    }

    /// The message that an answer is to; `nil` when there is none, or the answer is another server's.
    mutating func take(answer: DHCPMessage, from source: IPv4Address, server: IPv4Address?) -> Pending? {
        guard isOn else { return nil }
        let named = answer.options[.serverIdentifier] ?? source
        if let server, named != server, source != server { return nil }
        let key = Key(xid: answer.xid, client: answer.hardwareAddress, isDiscover: answer.messageType == .offer)
        return pending.removeValue(forKey: key).map { ($0.request, $0.outcome) }
    }

    /// What has waited for too long.
    mutating func takeOld(at time: DHCPInstant) -> [Pending] {
        var old: [Pending] = []
        while first < order.count, order[first].second + Self.patience < time.seconds {
            if let next = takeFirst() { old.append(next) }
        }
        return old
    }

    /// All that waits.
    mutating func takeAll() -> [Pending] {
        var all: [Pending] = []
        while first < order.count { if let next = takeFirst() { all.append(next) } }
        return all
    }

    /// The first that waits, unless it is answered or was asked again since.
    private mutating func takeFirst() -> Pending? {
        guard first < order.count else { return nil }
        let (key, _) = order[first]
        first += 1
        if first > 4096, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
        return pending.removeValue(forKey: key).map { ($0.request, $0.outcome) }
    }
}
