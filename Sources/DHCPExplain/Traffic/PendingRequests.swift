import DHCP

/// Messages whose answer has not been seen yet, and answers whose message has not, in a bound of memory.
struct PendingRequests: Sendable {
    /// A message and its answers have that in common.
    struct Key: Hashable, Sendable {
        let xid: UInt32
        let client: HardwareAddress
        let isDiscover: Bool
    }

    /// A client sends again after four seconds at the latest, or has given up.
    private static let patience: Int64 = 5
    /// So many wait at most.
    private static let limit = 65_536
    /// So many are in order at most, with those that are answered.
    private static let orderLimit = 4 * limit
    /// So many answers wait for their message, which was on its way by another interface, for a second.
    private static let earlyLimit = 1024

    private var pending: [Key: (asked: AskedMessage, second: Int64)] = [:]
    private var early: [Key: (answer: SeenAnswer, second: Int64)] = [:]
    /// In the order in which they came; some are answered already.
    private var order: [(key: Key, second: Int64)] = []
    private var first = 0

    /// Keeps a message until its answer comes; returns what there is no room for any more, and an answer that was seen
    /// before its message.
    mutating func note(_ asked: AskedMessage, at time: DHCPInstant) -> (overflow: [AskedMessage], SeenAnswer?) {
        let key = asked.key
        // Who asks again before it is answered is answered once; what a relay passes on counts as it arrives.
        let since = pending[key]?.second
        if since == nil { order.append((key, time.seconds)) }
        pending[key] = (asked, since ?? time.seconds)
        var old: [AskedMessage] = []
        while pending.count > Self.limit || order.count - first > Self.orderLimit, first < order.count {
            if let next = takeFirst() { old.append(next) }
        }
        guard let (answer, second) = early.removeValue(forKey: key), second + 1 >= time.seconds else {
            return (old, nil)
        }
        return (old, answer)
    }

    /// The message that an answer is to; `nil` when none is seen yet, or it was answered already.
    mutating func take(_ answer: SeenAnswer, at time: DHCPInstant) -> AskedMessage? {
        for key in answer.keys {
            if let asked = pending.removeValue(forKey: key)?.asked { return asked }
        }
        if early.count >= Self.earlyLimit { early.removeAll(keepingCapacity: true) }
        if let key = answer.keys.first { early[key] = (answer, time.seconds) }
        return nil
    }

    /// What has waited for too long.
    mutating func takeOld(at time: DHCPInstant) -> [AskedMessage] {
        var old: [AskedMessage] = []
        while first < order.count, order[first].second + Self.patience < time.seconds {
            if let next = takeFirst() { old.append(next) }
        }
        return old
    }

    /// All that waits.
    mutating func takeAll() -> [AskedMessage] {
        var all: [AskedMessage] = []
        while first < order.count { if let next = takeFirst() { all.append(next) } }
        return all
    }

    /// The first that waits, unless it is answered since.
    private mutating func takeFirst() -> AskedMessage? {
        guard first < order.count else { return nil }
        let (key, second) = order[first]
        first += 1
        if first > 4096, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
        // Who was answered and asks again later stands in order again.
        guard pending[key]?.second == second else { return nil }
        return pending.removeValue(forKey: key)?.asked
    }
}
