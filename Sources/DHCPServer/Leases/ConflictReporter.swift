import CoreMetrics
import DHCP
import DHCPLeases
import Logging

/// Counts probes of addresses, and tells which are in use.
struct ConflictReporter: Sendable {
    private let silences = Counter(label: "dhcp_conflict_probes_total", dimensions: [("outcome", "silence")])
    private let answers = Counter(label: "dhcp_conflict_probes_total", dimensions: [("outcome", "answered")])
    private let omissions = Counter(label: "dhcp_conflict_probes_total", dimensions: [("outcome", "omitted")])
    private let conflicts = Counter(label: "dhcp_conflicts_total", dimensions: [])
    private var omittedCount = 0
    private var log = ReasonLog()

    /// Counts what came of probes.
    func count(_ results: [ProbeResult]) {
        let silent = results.count { $0.outcome == .silence }
        if silent > 0 { silences.increment(by: silent) }
        if silent < results.count { answers.increment(by: results.count - silent) }
    }

    /// So many addresses were offered unprobed since the start, as too many were being probed.
    mutating func noteOmitted(_ count: Int) {
        if count > omittedCount { omissions.increment(by: count - omittedCount) }
        omittedCount = count
    }

    /// Begins the next interval of the log when it is time.
    mutating func turn(at now: DHCPInstant) { _ = log.turn(at: now) }

    /// Tells that an address is in use.
    mutating func tell(_ found: AddressInUse, restsUntil lease: Lease?, _ logger: Logger, _ events: LeaseEvents) {
        conflicts.increment()
        events.tell(.addressInUse(found))
        let nobody = HardwareAddress(0, 0, 0, 0, 0, 0)
        let subject = ReasonLog.Subject(
            hardwareAddress: found.hardwareAddress ?? nobody, word: "address-in-use", address: found.address)
        guard log.isDue(subject) else { return }
        var metadata: Logger.Metadata = [
            "address": "\(found.address)", "used-by": "\(found.hardwareAddress.map { "\($0)" } ?? "unknown")",
            "cure": "reserve the address for that machine, or take it out of the pool",
        ]
        metadata["interface"] = found.interface.map { "\($0)" }
        metadata["declined-by"] = found.declinedBy.map { "\($0)" }
        metadata["rests"] = lease.map { "\($0.end - min($0.start, $0.end)) s" }
        logger.warning("somebody uses an address without a lease; it rests", metadata: metadata)
    }

    /// Tells that nobody uses what a client declined.
    mutating func tellUnconfirmed(_ address: IPv4Address, declinedBy client: HardwareAddress, _ logger: Logger) {
        let subject = ReasonLog.Subject(hardwareAddress: client, word: "decline-unconfirmed", address: address)
        guard log.isDue(subject) else { return }
        logger.notice(
            "nobody uses an address that a client declined; it rests for a short while",
            metadata: ["address": "\(address)", "client": "\(client)", "rests": "\(ConflictCheck.shortRest) s"])
    }
}
