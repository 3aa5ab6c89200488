public import DHCP
package import DHCPLeases
package import Logging

extension LeaseResponder {
    /// Counts what became of a message, and logs it when it is due: refusals once for each client and interval, with
    /// what would cure them; at level debug every message.
    mutating func note(_ reason: ReasonCode, _ request: DHCPRequest, _ decision: Decision) {
        counts.add(reason)
        if reason.isRefusal || reason == .declined {
            explain(reason, request, decision)
        } else if logsOutcomes {
            logger.debug("\(reason.word)", metadata: metadata(request, decision))
        }
        if !decision.droppedOptions.isEmpty { reportDropped(request, decision) }
    }

    private mutating func explain(_ reason: ReasonCode, _ request: DHCPRequest, _ decision: Decision) {
        var decision = decision
        decision.reason = reason
        let subject = ReasonLog.Subject(
            hardwareAddress: reason == .otherServer ? Self.anybody : request.hardwareAddress, word: decision.word,
            address: reason == .otherServer ? request.message.options[.serverIdentifier] ?? .any : .any)
        let isDue = reasonLog.isDue(subject, isKnown: reason != .otherServer && engine.knows(request))
        guard isDue || logsOutcomes else { return }
        var metadata = metadata(request, decision)
        metadata["why"] = engine.explain(decision, request).map { "\($0)" }
        logger.log(level: isDue ? Self.level(of: reason) : .debug, "\(decision.word)", metadata: metadata)
    }

    /// The level at which a reason is logged.
    ///
    /// Other servers, clients with conflicts and full pools are for people to look after.
    package static func level(of reason: ReasonCode) -> Logger.Level {
        switch reason {
        case .declined, .poolExhausted, .otherServer, .noOwnAddress, .notStored: .warning
        default: reason.isRefusal ? .info : .debug
        }
    }

    private mutating func reportDropped(_ request: DHCPRequest, _ decision: Decision) {
        let subject = ReasonLog.Subject(hardwareAddress: request.hardwareAddress, word: "left-out")
        guard reasonLog.isDue(subject, isKnown: engine.knows(request)) else { return }
        logger.notice(
            "options found no room in what the client takes",
            metadata: metadata(request, decision).merging(["left-out": "\(decision.droppedOptions)"]) { $1 })
    }

    private func metadata(_ request: DHCPRequest, _ decision: Decision) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "type": "\(request.message.messageType.map(\.description) ?? "BOOTP")",
            "xid": "\(String(request.xid, radix: 16))", "client": "\(request.hardwareAddress)",
            "interface": "\(request.origin.interface)",
        ]
        if !request.message.giaddr.isAny { metadata["relay"] = "\(request.message.giaddr)" }
        if let address = decision.reply?.message.yiaddr, !address.isAny { metadata["address"] = "\(address)" }
        return metadata
    }

    /// Counts what is no DHCP message, and logs it once for each sender and interval.
    public mutating func unrecognized(_ datagram: Datagram, _ error: DHCPDecodingError) {
        counts.add(.malformed)
        let subject = ReasonLog.Subject(
            hardwareAddress: Self.anybody, word: error.code.description, address: datagram.origin.peer.address)
        let isDue = reasonLog.isDue(subject)
        guard isDue || logsOutcomes else { return }
        let option = error.option.map { "(\($0.rawValue))" } ?? ""
        logger.log(
            level: isDue ? .info : .debug, "malformed\(option)",
            metadata: [
                "peer": "\(datagram.origin.peer)", "interface": "\(datagram.origin.interface)",
                "why": "\(error.code) at octet \(error.offset) of \(datagram.octets.count)",
            ])
    }

    /// What is worth a line once in a while: what was left out of the log, and pools that run full.
    mutating func report(at now: DHCPInstant) {
        if let summary = reasonLog.turn(at: now) {
            logger.info(
                "more of the same was not logged",
                metadata: ["repeated": "\(summary.repeated)", "others": "\(summary.omitted)"])
        }
        for (pool, level) in poolWatch.rising(engine.pools) {
            logger.warning(
                level == .exhausted ? "pool exhausted" : "pool nearly full",
                metadata: [
                    "pool": "\(pool.range)", "free": "\(pool.free)", "of": "\(pool.capacity)",
                    "cure": "make the pool larger or the lease time shorter",
                ])
        }
    }

    private static let anybody = HardwareAddress(0, 0, 0, 0, 0, 0)
}
