public import DHCP

/// The messages of one transaction: those with the same transaction id and hardware address.
public struct Exchange: Hashable, Sendable {
    /// The transaction id.
    public let xid: UInt32
    /// The client.
    public let client: HardwareAddress
    /// The messages in the order in which they were seen, at most `stepLimit`.
    public internal(set) var steps: [Step] = []
    /// How many messages came after that.
    public internal(set) var omittedCount = 0
    /// When the last message was seen.
    public internal(set) var lastTime: DHCPInstant
    /// Whether a message was among them that the filter wants.
    var isWanted = false

    /// More messages than a client and a few servers exchange; a storm must not take all memory.
    public static let stepLimit = 64

    /// What is kept of a message.
    public struct Step: Hashable, Sendable {
        /// When it was seen.
        public let time: DHCPInstant
        /// Its type; `nil` for BOOTP.
        public let type: DHCPMessageType?
        /// Whether it could not be decoded.
        public let isMalformed: Bool
        /// The sender.
        public let source: DHCPEndpoint
        /// The receiver.
        public let destination: DHCPEndpoint
        /// The interface, when it is known.
        public let interface: String?
        /// The address it is about: given (`yiaddr`), asked for (option 50) or had (`ciaddr`).
        public let address: IPv4Address?
        /// The server that it names (option 54).
        public let server: IPv4Address?
    }

    /// Whether a server has had the last word: ACK or NAK.
    public var isAnswered: Bool { steps.contains { $0.type == .ack || $0.type == .nak } }

    /// Whether a client asked anything: DECLINE and RELEASE are never answered.
    public var wantsAnswer: Bool {
        steps.contains { step in step.type.map { [.discover, .request, .inform].contains($0) } ?? false }
    }

    /// From the first message to the last.
    public var duration: Duration { steps.first.map { $0.time.duration(to: lastTime) } ?? .zero }
}

/// Sorts messages into exchanges, with a limit on how many are open.
public struct ExchangeTracker {
    /// Exchanges that are open at once; the one that has been silent longest is given out when there are more.
    public static let openLimit = 1024
    /// How long after ACK or NAK others may still speak.
    static let answeredSilence = Duration.seconds(1)
    /// A client that hears nothing repeats itself after 64 seconds at most (RFC 2131 section 4.1).
    static let openSilence = Duration.seconds(66)

    private struct Key: Hashable {
        let xid: UInt32
        let client: HardwareAddress
    }

    private let filter: MessageFilter
    private var open: [Key: Exchange] = [:]

    /// Makes a tracker of exchanges that have a message which `filter` wants.
    public init(filter: MessageFilter = MessageFilter()) {
        self.filter = filter
    }

    /// Takes a message, and returns the exchanges that are over by then.
    public mutating func add(_ seen: CapturedMessage) -> [Exchange] {
        guard let header = seen.header else { return [] }
        let now = seen.datagram.time
        var over = expire(at: now)
        let key = Key(xid: header.xid, client: header.hardwareAddress)
        if open[key] == nil, open.count >= Self.openLimit {
            if let oldest = open.min(by: { $0.value.lastTime < $1.value.lastTime }) {
                open[oldest.key] = nil
                over += [oldest.value].filter(\.isWanted)
            }
        }
        var exchange = open[key] ?? Exchange(xid: key.xid, client: key.client, lastTime: now)
        // The old value must go, or the steps are copied.
        open[key] = nil
        exchange.lastTime = now
        if filter.matches(seen) { exchange.isWanted = true }
        if exchange.steps.count < Exchange.stepLimit {
            exchange.steps.append(Exchange.Step(seen, header))
        } else {
            exchange.omittedCount += 1
        }
        open[key] = exchange
        return over
    }

    /// The exchanges that are over at `now`, the oldest first.
    public mutating func expire(at now: DHCPInstant) -> [Exchange] {
        let over = open.filter { _, exchange in
            exchange.lastTime.duration(to: now) > (exchange.isAnswered ? Self.answeredSilence : Self.openSilence)
        }
        for key in over.keys { open[key] = nil }
        return Self.inOrder(over.values)
    }

    /// All exchanges that are still open, the oldest first.
    public mutating func finish() -> [Exchange] {
        defer { open = [:] }
        return Self.inOrder(open.values)
    }

    private static func inOrder(_ exchanges: some Sequence<Exchange>) -> [Exchange] {
        exchanges.filter(\.isWanted).sorted { left, right in
            let (first, second) = (left.steps.first?.time.nanoseconds ?? 0, right.steps.first?.time.nanoseconds ?? 0)
            return first == second ? left.xid < right.xid : first < second
        }
    }
}

extension Exchange.Step {
    init(_ seen: CapturedMessage, _ header: DHCPMessage) {
        time = seen.datagram.time
        type = seen.type
        isMalformed = seen.message == nil
        source = seen.datagram.source
        destination = seen.datagram.destination
        interface = seen.datagram.interface
        let requested = seen.value(of: .requestedAddress).flatMap { try? IPv4Address(decoding: $0) }
        address = [header.yiaddr, requested ?? .any, header.ciaddr].first { !$0.isAny }
        server = seen.server
    }
}
