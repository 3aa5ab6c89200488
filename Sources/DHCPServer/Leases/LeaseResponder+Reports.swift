public import DHCP
public import DHCPLeases
package import Logging

extension LeaseResponder {
    /// How many messages were answered in which way, or not at all; what is no DHCP message counts as silence.
    public var outcomesByKind: [DecisionKind: Int] { reporter.counts.byKind }

    /// The level at which a reason is logged.
    ///
    /// Other servers, clients with conflicts and full pools are for people to look after.
    package static func level(of reason: ReasonCode) -> Logger.Level {
        switch reason {
        case .declined, .tooManyDeclines, .poolExhausted, .otherServer, .noOwnAddress, .notStored, .noQuorum,
            .clockSkew,
            .oldConfiguration, .tooLate:
            .warning
        case .leased, .released, .bootpAnswered: .info
        // Each client is one of another member to most of them.
        case .otherMember: .debug
        default: reason.isRefusal ? .info : .debug
        }
    }

    /// Counts what is no DHCP message, and logs it once for each sender and interval.
    public mutating func unrecognized(_ datagram: Datagram, _ error: DHCPDecodingError) {
        reporter.unrecognized(datagram, error)
    }

    /// What is worth a line once in a while: what was left out of the log, and pools that run full.
    mutating func report(at now: DHCPInstant) {
        if let summary = reporter.log.turn(at: now) {
            logger.info(
                "more of the same was not logged",
                metadata: ["repeated": "\(summary.repeated)", "others": "\(summary.omitted)"])
        }
        if let summary = reporter.leaseLog.turn(at: now), summary.omitted > 0 {
            logger.info("more leases began or ended than are logged", metadata: ["others": "\(summary.omitted)"])
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
}
