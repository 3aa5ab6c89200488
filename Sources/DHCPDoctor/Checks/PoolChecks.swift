internal import DHCP
internal import DHCPConfiguration
internal import DHCPExplain
internal import DHCPLeases
internal import Foundation

// Whether there are addresses to give.

extension DoctorCheck {
    /// So many addresses of a full pool are looked at to say who has them.
    private static let lookLimit = 1 << 16

    static let pools = DoctorCheck("pools") { examination, check in
        guard let configured = examination.configured, let leases = configured.leases,
            var engine = try? LeaseEngine(configuration: configured.server.leases)
        else { return [] }
        for lease in leases.values { engine.apply(LeaseChange(before: nil, after: lease)) }
        let now = UInt32(clamping: Int(Date().timeIntervalSince1970))
        _ = engine.expire(at: DHCPInstant(seconds: Int64(now)), limit: leases.count + 1)
        let findings = examination.subnets.indices.compactMap { index -> Finding? in
            let subnet = examination.subnets[index].prefix
            let pools = NetworkFacts.PoolFacts.pools(engine, of: [index], lookLimit: lookLimit)
            if pools.isEmpty || pools.contains(where: { $0.free > 0 }) { return nil }
            let shortage = PoolShortage(pools, at: now)
            return Finding(
                check, .problem, "\(subnet)", "\(subnet) has no address left for new clients",
                evidence: shortage.sentence, cure: shortage.cure)
        }
        if findings.isEmpty, !engine.pools.isEmpty {
            return [Finding(check, .ok, "pools", "each subnet with pools has a free address")]
        }
        return findings
    }
}
