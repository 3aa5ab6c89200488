public import DHCP
import Logging

/// Takes replies and sends them in one go.
public struct ReplyWriter {
    private let transport: any DHCPTransport
    private let addressing: ReplyAddressing
    private let counters: ServiceCounters
    private let tracing: ServiceTracing?
    private let logger: Logger
    private let logsExchanges: Bool
    private var batch = ReplyBatch()
    private var explained: Set<Int32> = []
    private var omissions = ReplyOmissions()
    /// Whether something has to happen before the next message of a batch.
    private let isUrgent: @Sendable () -> Bool
    private var handedBack: ArraySlice<DHCPRequest> = []

    init(
        transport: any DHCPTransport, addressing: ReplyAddressing, counters: ServiceCounters,
        tracing: ServiceTracing?, logger: Logger, isUrgent: @escaping @Sendable () -> Bool
    ) {
        self.transport = transport
        self.addressing = addressing
        self.counters = counters
        self.tracing = tracing
        self.logger = logger
        logsExchanges = logger.logLevel <= .debug
        self.isUrgent = isUrgent
    }

    /// Sends a reply to where RFC 2131 section 4.1 says, when the writer is flushed.
    ///
    /// It is made to fit into what the client takes (option 57) and one Ethernet frame, `request.message.replyLimit`: options move into `file` and `sname`, and what still
    /// finds no room is left out, what the client asks for last. An OFFER or ACK without what RFC 2131 table 3 demands
    /// leaves too, and the log says once what is missing.
    public mutating func send(_ message: DHCPMessage, to request: DHCPRequest) {
        for omission in omissions.new(in: message, to: request) {
            logger.warning("\(omission.description)", metadata: ["client": "\(request.hardwareAddress)"])
        }
        var message = message
        let limit = request.message.replyLimit
        if message.encodedCount > limit {
            let wanted = request.message.options[.parameterRequestList] ?? []
            let dropped = message.fit(into: limit, wanted: wanted)
            if logsExchanges, !dropped.isEmpty {
                logger.debug("options found no room in a reply", metadata: ["options": "\(dropped)"])
            }
        }
        send(DHCPReply(message: message, to: request, addressing: addressing))
    }

    /// Sends a reply to where it says, when the writer is flushed.
    public mutating func send(_ reply: DHCPReply) {
        if logsExchanges { log(reply) }
        batch.append(reply)
        if batch.entries.count >= Self.largestBatch { flush() }
    }

    /// Sends all replies that wait.
    public mutating func flush() {
        guard !batch.isEmpty else { return }
        let report =
            if let tracing { tracing.send { transport.send(batch) } } else { transport.send(batch) }
        counters.add(report)
        for failure in report.failures { explain(failure) }
        batch.removeAll()
    }

    /// More replies than this leave at once, so that a batch takes a bounded amount of memory.
    private static let largestBatch = 1024

    /// Keeps the rest of a batch for another call, when something has to happen before it.
    mutating func handBackIfUrgent(_ rest: ArraySlice<DHCPRequest>) -> Bool {
        guard isUrgent() else { return false }
        handedBack = rest
        return true
    }

    /// What was kept for another call.
    mutating func takeHandedBack() -> [DHCPRequest] {
        defer { handedBack = [] }
        return Array(handedBack)
    }

    /// Counts and logs a message that a callback could not answer.
    func discard(_ request: DHCPRequest, because error: any Error) {
        counters.addFailure()
        logger.warning(
            "a callback failed; the message is lost",
            metadata: [
                "type": "\(request.message.messageType.map(\.description) ?? "BOOTP")",
                "xid": "\(String(request.xid, radix: 16))", "client": "\(request.hardwareAddress)",
                "error": "\(error)",
            ])
    }

    private func log(_ reply: DHCPReply) {
        logger.debug(
            "\(reply.message.messageType.map(\.description) ?? "reply")",
            metadata: [
                "xid": "\(String(reply.message.xid, radix: 16))", "client": "\(reply.message.hardwareAddress)",
                "address": "\(reply.message.yiaddr)", "to": "\(reply.destination)",
            ])
    }

    /// Says once for each kind of failure what it means.
    private mutating func explain(_ failure: SendReport.Failure) {
        guard explained.insert(failure.errorNumber).inserted else { return }
        logger.warning(
            "the system refused to send a reply: \(SendFailure.explanation(of: failure.errorNumber))",
            metadata: [
                "to": "\(batch.entries[failure.index].destination)", "errno": "\(failure.errorNumber)",
            ])
    }
}
