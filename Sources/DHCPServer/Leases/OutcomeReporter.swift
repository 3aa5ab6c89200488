import DHCP
import DHCPLeases
import Logging

/// Counts what became of messages, and logs what somebody should look at.
struct OutcomeReporter {
    private(set) var counts = OutcomeCounts()
    var log = ReasonLog()
    /// Lines about leases have room of their own.
    var leaseLog = ReasonLog()
    var logsLeases = true
    private var decisions = DecisionCounts()
    private let logger: Logger
    private let logsOutcomes: Bool
    private let events: LeaseEvents
    /// The other servers that clients ask.
    let otherServers: OtherServers

    init(logger: Logger, events: LeaseEvents) {
        otherServers = OtherServers(events: events, logger: logger)
        self.logger = logger
        self.events = events
        logsOutcomes = logger.logLevel <= .debug
    }

    /// Counts what became of a message, and logs it when it is due: refusals once for each client and interval, with
    /// what would cure them; at level debug every message.
    mutating func note(
        _ decision: Decision, _ request: DHCPRequest, isKnown: () -> Bool, _ why: () -> String?
    ) {
        let reason = decision.reason
        counts.add(reason, decision.kind)
        decisions.add(request.message.messageType, decision.kind)
        events.tell(
            .decided(DecidedMessage(request: request, reason: reason, reply: decision.reply?.message)))
        if reason == .otherServer, request.message.giaddr.isAny, let other = request.message.options[.serverIdentifier]
        {
            otherServers.named(other, at: request.origin.interface) { NeighbourLookUp.hardwareAddress(of: other) }
        }
        if reason.isRefusal || reason == .declined {
            explain(decision, request, isKnown, why)
        } else if reason == .leased || reason == .released || reason == .bootpAnswered {
            reportLease(decision, request, why)
        } else if logsOutcomes {
            logger.debug("\(reason.word)", metadata: metadata(request, decision))
        }
        if !decision.droppedOptions.isEmpty { reportDropped(request, decision, isKnown) }
    }

    private mutating func explain(
        _ decision: Decision, _ request: DHCPRequest, _ isKnown: () -> Bool, _ why: () -> String?
    ) {
        let reason = decision.reason
        let other = reason == .otherServer ? request.message.options[.serverIdentifier] ?? .any : .any
        let subject = ReasonLog.Subject(
            hardwareAddress: request.hardwareAddress, word: decision.word, address: other)
        let isDue = log.isDue(subject, isKnown: reason != .otherServer && isKnown())
        guard isDue || logsOutcomes else { return }
        var metadata = metadata(request, decision)
        if reason == .otherServer {
            metadata["server"] = "\(other)"
            metadata["server-hardware"] = NeighbourLookUp.hardwareAddress(of: other).map { "\($0)" }
        }
        metadata["why"] = why().map { "\($0)" }
        logger.log(level: isDue ? LeaseResponder.level(of: reason) : .debug, "\(decision.word)", metadata: metadata)
    }

    /// A lease that begins, or ends by its client's wish; with a word when the client has not what is reserved for it.
    private mutating func reportLease(_ decision: Decision, _ request: DHCPRequest, _ why: () -> String?) {
        let address = decision.reply?.message.yiaddr ?? request.message.ciaddr
        let subject = ReasonLog.Subject(
            hardwareAddress: request.hardwareAddress, word: decision.reason.word, address: address)
        let isDue = logsLeases && leaseLog.isDue(subject)
        guard isDue || logsOutcomes else { return }
        var metadata = metadata(request, decision)
        metadata["address"] = "\(address)"
        metadata["host"] = (request.message.options[.hostName] ?? request.message.options[.clientFQDN]?.name)
            .flatMap { $0.isEmpty ? nil : "\($0)" }
        metadata["port"] = Self.port(request.message).map { "\($0)" }
        metadata["time"] = decision.reply?.message.options[.leaseTime].map { "\($0)" }
        metadata["moved-from"] = decision.movedFrom.map { "\($0)" }
        let remark = why()
        metadata["why"] = remark.map { "\($0)" }
        logger.log(
            level: isDue ? remark == nil ? .info : .notice : .debug, "\(decision.reason.word)", metadata: metadata)
    }

    /// A lease that ran out.
    mutating func noteExpiry(_ change: LeaseChange) {
        guard logsLeases, let lease = change.after, lease.state == .expired else { return }
        let subject = ReasonLog.Subject(
            hardwareAddress: lease.hardwareAddress, word: "expired", address: lease.address)
        guard leaseLog.isDue(subject) else { return }
        var metadata: Logger.Metadata = ["address": "\(lease.address)", "client": "\(lease.hardwareAddress)"]
        metadata["host"] = lease.hostName.map { "\($0)" }
        logger.info("expired", metadata: metadata)
    }

    /// The relay's port a client is at, as text where it is one, else in hexadecimal.
    private static func port(_ message: DHCPMessage) -> String? {
        guard let circuit = message.options[.relayAgentInformation]?.circuitID else { return nil }
        guard let text = String(validating: circuit, as: UTF8.self), text.allSatisfy({ $0.isASCII && !$0.isNewline }),
            circuit.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return circuit.hexadecimal(separator: ":") }
        return text
    }

    private mutating func reportDropped(_ request: DHCPRequest, _ decision: Decision, _ isKnown: () -> Bool) {
        let subject = ReasonLog.Subject(hardwareAddress: request.hardwareAddress, word: "left-out")
        guard log.isDue(subject, isKnown: isKnown()) else { return }
        logger.notice(
            "options found no room in what the client takes",
            metadata: metadata(request, decision).merging(["left-out": "\(decision.droppedOptions)"]) { $1 })
    }

    private func metadata(_ request: DHCPRequest, _ decision: Decision) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "type": "\(request.message.messageType.map(\.description) ?? "BOOTP")",
            "xid": "\(String(request.xid, radix: 16))", "client": "\(request.hardwareAddress)",
            "interface": "\(request.origin.interface)", "kind": "\(decision.kind)",
        ]
        if !request.message.giaddr.isAny { metadata["relay"] = "\(request.message.giaddr)" }
        if let address = decision.reply?.message.yiaddr, !address.isAny { metadata["address"] = "\(address)" }
        return metadata
    }

    /// Counts what is no DHCP message, and logs it once for each sender and interval.
    mutating func unrecognized(_ datagram: Datagram, _ error: DHCPDecodingError) {
        counts.add(.malformed, .silence)
        let subject = ReasonLog.Subject(
            hardwareAddress: Self.anybody, word: error.code.description, address: datagram.origin.peer.address)
        let isDue = log.isDue(subject)
        guard isDue || logsOutcomes else { return }
        let option = error.option.map { "(\($0.rawValue))" } ?? ""
        logger.log(
            level: isDue ? .info : .debug, "malformed\(option)",
            metadata: [
                "peer": "\(datagram.origin.peer)", "interface": "\(datagram.origin.interface)",
                "why": "\(error.code) at octet \(error.offset) of \(datagram.octets.count)",
            ])
    }

    private static let anybody = HardwareAddress(0, 0, 0, 0, 0, 0)
}
