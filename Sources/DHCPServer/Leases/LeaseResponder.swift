public import DHCP
public import DHCPLeases
public import Logging

/// The complete server's responder: an engine that decides, and a store that remembers.
///
/// Answers that change nothing leave at once. All changes of a batch are committed together, and only then the answers
/// that tell of them leave. So an acknowledged lease is stored, and a full batch costs one commit.
public struct LeaseResponder: DHCPResponder {
    /// What decides.
    public private(set) var engine: LeaseEngine
    /// How many messages had each outcome.
    public private(set) var outcomes: [ReasonCode: Int] = [:]
    private let store: any LeaseStore
    private let clock: any DHCPClock
    private let logger: Logger
    private let logsOutcomes: Bool
    private var storeFailed = false

    /// Makes a responder.
    ///
    /// The leases of `store` are loaded when the service starts.
    public init(
        engine: LeaseEngine, store: any LeaseStore, clock: any DHCPClock = SystemClock(),
        logger: Logger = Logger(label: "dhcp")
    ) {
        self.engine = engine
        self.store = store
        self.clock = clock
        self.logger = logger
        logsOutcomes = logger.logLevel <= .debug
    }

    /// Loads the leases.
    ///
    /// Throws what the store throws.
    public mutating func start(_ service: DHCPServiceHandle<LeaseResponder>) async throws {
        for lease in try await store.load() { engine.apply(LeaseChange(before: nil, after: lease)) }
    }

    /// Decides about each message, commits all changes at once, and answers.
    public mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async {
        let now = clock.now
        var pending = PendingCommit()
        pending.changes = engine.expire(at: now, limit: Self.expiryLimit)
        for request in batch {
            let decision = engine.decide(request, at: now)
            note(decision, request)
            if decision.changes.isEmpty {
                if let reply = decision.reply { replies.send(reply) }
            } else {
                pending.add(decision)
            }
        }
        replies.flush()
        await commit(pending, replies: &replies)
    }

    /// Ends what has run out.
    public mutating func tick(at now: DHCPInstant, replies: inout ReplyWriter) async {
        while true {
            let changes = engine.expire(at: now, limit: Self.expiryLimit)
            let count = changes.count
            await commit(PendingCommit(changes: changes), replies: &replies)
            if count < Self.expiryLimit || storeFailed { return }
        }
    }

    /// Closes the store.
    public mutating func shutDown(_ reason: ShutdownReason) async {
        await store.close()
    }

    /// No more leases than this end in one commit, so that messages do not wait for a million of them.
    private static let expiryLimit = 1000

    private mutating func commit(_ pending: PendingCommit, replies: inout ReplyWriter) async {
        guard !pending.changes.isEmpty else { return }
        let results: [CommitResult]
        do {
            results = try await store.commit(pending.changes)
        } catch {
            for change in pending.changes.reversed() { engine.revert(change) }
            outcomes[.notStored, default: 0] += pending.replies.count
            if !storeFailed {
                logger.error(
                    "leases can not be stored; no lease is acknowledged until they can", metadata: ["error": "\(error)"]
                )
            }
            storeFailed = true
            return
        }
        if storeFailed { logger.notice("leases are stored again") }
        storeFailed = false
        var refused: Set<Int> = []
        for (index, result) in results.enumerated().reversed() {
            guard case .conflict(let current) = result else { continue }
            refused.insert(index)
            engine.apply(LeaseChange(before: pending.changes[index].after, after: current))
        }
        for (reply, changes) in pending.replies {
            if changes.contains(where: refused.contains) {
                outcomes[.notStored, default: 0] += 1
            } else {
                replies.send(reply)
            }
        }
        replies.flush()
    }

    private mutating func note(_ decision: Decision, _ request: DHCPRequest) {
        outcomes[decision.reason, default: 0] += 1
        guard logsOutcomes else { return }
        var metadata: Logger.Metadata = [
            "type": "\(request.message.messageType.map(\.description) ?? "BOOTP")",
            "xid": "\(String(request.xid, radix: 16))", "client": "\(request.hardwareAddress)",
            "interface": "\(request.origin.interface)",
        ]
        if !request.message.giaddr.isAny { metadata["relay"] = "\(request.message.giaddr)" }
        if !decision.droppedOptions.isEmpty { metadata["left-out"] = "\(decision.droppedOptions)" }
        logger.debug("\(decision.reason.word)", metadata: metadata)
    }
}

/// The changes of a batch, and the replies that wait for them.
private struct PendingCommit {
    var changes: [LeaseChange] = []
    /// Each reply with the changes that it tells of.
    var replies: [(reply: DHCPReply, changes: Range<Int>)] = []

    mutating func add(_ decision: Decision) {
        let start = changes.count
        changes += decision.changes
        if let reply = decision.reply { replies.append((reply, start..<changes.count)) }
    }
}
